/** Refuses what is listed but not sold now. */
import type { ProviderName } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { Provider, ProviderProductDetail } from '../providers/provider.js';
import { CLOSED_COST, isSold, type SaleLimits, type Supply } from './supply.js';

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

/** Alarms where the deposit pays for nothing of a product: no shopper can ask for a quote then. */
export async function reportShortProduct(
  supply: SupplySource,
  provider: ProviderName,
  { items }: ProviderProductDetail,
  limits: SaleLimits,
): Promise<void> {
  const isAnySold = items.some(({ cost }) => cost !== null && isSold(limits, cost));
  if (isAnySold || limits.maxCost <= CLOSED_COST) return;
  const costs = items.flatMap(({ cost }) => cost ?? []);
  if (costs.length > 0) await supply.reportShort(provider, Math.min(...costs));
}
