/** What the shelf says of the mapped products: their price, and whether a supplier has them. */
import type { CatalogFile } from '../config/catalog-file.js';
import { ProblemError } from '../problem.js';
import type { ShelfEntry } from '../shelf/entries.js';
import type { ShelfOffer } from '../shelf/rows.js';
import type { OpenProduct, Shelf } from '../shelf/shelf.js';
import type { WantedProduct } from './decide-change.js';
import { mapShopProducts, shelfIdOf } from './shop-product-map.js';

/** rupiah; a price beyond it is a mistake of someone */
const MAX_PRICE = 100_000_000;

/** @returns by id; a product of which nothing is certain now is missing */
export async function readWantedProducts(
  shelf: Pick<Shelf, 'list' | 'open'>,
): Promise<ReadonlyMap<string, WantedProduct>> {
  const wanted = new Map<string, WantedProduct>();
  const list = await shelf.list();
  const mapped = [...mapShopProducts(list.file).values()];
  // One after another, within the suppliers' limits.
  for (const product of new Set(mapped.map((each) => each.product))) {
    const entry = findEntry(list, product);
    const open = entry ? await openOrNull(shelf, entry) : NOTHING_LISTED;
    for (const { id, item } of mapped.filter((each) => each.product === product)) {
      const found = open && wantedOf(open, item, list.isPartial);
      if (found) wanted.set(id, found);
    }
  }
  return wanted;
}

/** An entry that no supplier lists has no rows. */
const NOTHING_LISTED: Pick<OpenProduct, 'rows' | 'leftOut'> = {
  rows: [],
  leftOut: { suppliers: [], items: [] },
};

/** Whose id is another one while its first supplier does not list it. */
export const findEntry = (
  { entries, file }: { readonly entries: readonly ShelfEntry[]; readonly file: CatalogFile },
  product: string,
): ShelfEntry | undefined =>
  entries.find(({ index }) => {
    const written = index === null ? undefined : file.products[index];
    return written !== undefined && shelfIdOf(written) === product;
  });

async function openOrNull(
  shelf: Pick<Shelf, 'open'>,
  entry: ShelfEntry,
): Promise<OpenProduct | null> {
  try {
    return await shelf.open(entry);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/**
 * `null` where it is not certain, or the price cannot be right.
 *
 * @param isPartial whether a supplier's list could not be read
 */
function wantedOf(
  { rows, leftOut }: Pick<OpenProduct, 'rows' | 'leftOut'>,
  item: string,
  isPartial: boolean,
): WantedProduct | null {
  const row = rows.find(({ id }) => id === item);
  const offer = row && [row.offer, ...row.others].find(isSold);
  if (offer) {
    const { price, item: sold } = offer;
    return isPlausible(price) ? { price, cost: sold.cost } : null;
  }
  const isUnread = isPartial || leftOut.suppliers.some(({ field }) => field === null);
  return isUnread ? null : { price: null, cost: null };
}

/** What a supplier invoices to the shopper, the shop's checkout cannot sell. */
export const isSold = ({ isAvailable, price, source }: ShelfOffer): boolean =>
  isAvailable && price !== null && source.facts.paidBy === 'saldo';

const isPlausible = (price: number | null): boolean =>
  price !== null && Number.isSafeInteger(price) && price > 0 && price <= MAX_PRICE;
