/** What has to change at bukaOlshop, and what waits for the operator. A pure function. */
import type { ProductChange, ShownProduct } from './product-client.js';

/** What the shelf says of a mapped product. */
export interface WantedProduct {
  /** the shelf's own price of the row, rupiah; `null` while no supplier has it */
  readonly price: number | null;
  /** what that supplier charges, rupiah */
  readonly cost: number | null;
}

export interface ChangeRules {
  /** A price that moves by more waits for the operator. */
  readonly maxChangePercent: number;
  /** the price that the operator has accepted, rupiah */
  readonly acceptedPrice: number | null;
}

export interface Decision {
  /** empty where nothing has to change */
  readonly change: ProductChange;
  /** rupiah; `null` where no price waits */
  readonly heldPrice: number | null;
}

/** Digital goods have no stock of their own; what the operator has entered is kept while there is some. */
export const STOCK = 999;

/** The stock that should be shown beside this one. */
export const wantedStock = (
  shown: number | null,
  { price }: Pick<WantedProduct, 'price'>,
): number => {
  if (price === null) return 0;
  return shown !== null && shown > 0 ? shown : STOCK;
};

/** What is not known of the shown product does not change, but for a stock that has to end. */
export function decideChange(
  shown: Pick<ShownProduct, 'price' | 'stock'>,
  { price }: Pick<WantedProduct, 'price'>,
  { maxChangePercent, acceptedPrice }: ChangeRules,
): Decision {
  const rightStock = wantedStock(shown.stock, { price });
  const isStockRight = shown.stock === rightStock || (shown.stock === null && price !== null);
  const stock = isStockRight ? {} : { stock: rightStock };
  if (price === null) return { change: stock, heldPrice: null };
  if (shown.price === null || shown.price === price) return { change: stock, heldPrice: null };
  // From a price of 0, every price is too far.
  const isNear = Math.abs(price - shown.price) * 100 <= maxChangePercent * shown.price;
  return isNear || price === acceptedPrice
    ? { change: { price, ...stock }, heldPrice: null }
    : { change: stock, heldPrice: price };
}
