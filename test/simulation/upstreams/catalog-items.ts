/** The items that a provider sells, and their price history. */

export interface CatalogItem {
  readonly code: string;
  readonly name: string;
  price: number;
  isAvailable: boolean;
  /** earlier prices, each with the time in ms until which it was valid */
  readonly priceHistory: { readonly price: number; readonly until: number }[];
}

export function changePrice(good: CatalogItem, price: number, now: number): void {
  good.priceHistory.push({ price: good.price, until: now });
  good.price = price;
}

/** The lowest price since a time. */
export const lowestPriceSince = ({ price, priceHistory }: CatalogItem, since: number): number =>
  Math.min(price, ...priceHistory.filter(({ until }) => until >= since).map((each) => each.price));

export const createCatalogItems = (
  ...items: readonly (readonly [code: string, price: number])[]
): CatalogItem[] =>
  items.map(([code, price]) => ({
    code,
    name: `${code} 1x`,
    price,
    isAvailable: true,
    priceHistory: [],
  }));
