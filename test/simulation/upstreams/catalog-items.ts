/** The items that a provider sells, and their price history. */

export interface CatalogItem {
  readonly code: string;
  readonly name: string;
  price: number;
  isAvailable: boolean;
  /** what it cost before, and until when, ms */
  readonly priceHistory: { readonly price: number; readonly until: number }[];
}

export function changePrice(good: CatalogItem, price: number, now: number): void {
  good.priceHistory.push({ price: good.price, until: now });
  good.price = price;
}

/** The lowest price at any time since. */
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
