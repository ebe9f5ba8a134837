/** Whether an item can still be had for what was quoted. */
import type { OrderReason } from '../contract.js';
import type { OrderRow } from '../store/tables.js';
import type { OrderContext } from './machine.js';

export type Verdict =
  | { readonly kind: 'good'; readonly cost: number | null }
  | { readonly kind: 'bad'; readonly reason: OrderReason }
  | { readonly kind: 'unreachable' };

/** @param maxAge ms that the provider's answer may be old */
export async function checkItem(
  context: OrderContext,
  { provider, product, item, cost }: OrderRow,
  maxAge: number,
): Promise<Verdict> {
  if (!context.providers.has(provider)) return { kind: 'bad', reason: 'provider_unreachable' };
  const read = await context.getFreshProduct(provider, product, maxAge);
  if (read.kind === 'failed') {
    return read.code === 'not-found'
      ? { kind: 'bad', reason: 'item_gone' }
      : { kind: 'unreachable' };
  }
  const found = read.value.items.find(({ code }) => code === item);
  if (!found?.available) return { kind: 'bad', reason: 'item_gone' };
  const hasMoved = cost === null ? found.cost !== null : found.cost === null || found.cost > cost;
  return hasMoved ? { kind: 'bad', reason: 'price_moved' } : { kind: 'good', cost: found.cost };
}
