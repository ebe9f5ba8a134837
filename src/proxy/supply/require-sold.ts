/** Refuses what is listed but not sold now. */
import { ProblemError } from '../problem.js';
import type { Provider } from '../providers/provider.js';
import { CLOSED_COST, isSold, type Supply } from './supply.js';

export type SupplySource = Pick<Supply, 'limitsOf' | 'reportShort'>;

/** @param cost of the item, whole rupiah; `null` where only the order names it @throws ProblemError */
export async function requireSold(
  supply: SupplySource,
  provider: Provider,
  product: string,
  cost: number | null,
): Promise<void> {
  const limits = await supply.limitsOf(provider, product);
  if (isSold(limits, cost)) return;
  if (limits.maxCost > CLOSED_COST && cost !== null) await supply.reportShort(provider.name, cost);
  throw new ProblemError('item_unavailable', { detail: limits.notice });
}
