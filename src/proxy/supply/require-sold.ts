/** Refuses what is listed but not sold now. */
import { ProblemError } from '../problem.js';
import type { Provider } from '../providers/provider.js';
import { CLOSED_COST, isSold, type Supply } from './supply.js';

export type ShelfSource = Pick<Supply, 'shelfOf' | 'reportShort'>;

/** @param cost of the item, whole rupiah; `null` where only the order names it @throws ProblemError */
export async function requireSold(
  supply: ShelfSource,
  provider: Provider,
  product: string,
  cost: number | null,
): Promise<void> {
  const shelf = await supply.shelfOf(provider, product);
  if (isSold(shelf, cost)) return;
  if (shelf.maxCost > CLOSED_COST && cost !== null) await supply.reportShort(provider.name, cost);
  throw new ProblemError('item_unavailable', { detail: shelf.notice });
}
