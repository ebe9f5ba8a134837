/** Checks whether an item is still available for at most the quoted cost. */
import type { OrderReason } from '../../contract.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { elapsed, failOrder, retryLater } from './transitions.js';

export type ItemAvailability =
  | { readonly kind: 'available'; readonly cost: number | null }
  | { readonly kind: 'unavailable'; readonly reason: OrderReason }
  | { readonly kind: 'unreachable' };

/** @param maxAgeMs ms that the provider's answer may be old */
export async function checkItemAvailability(
  context: OrderContext,
  { provider, product, item, cost }: OrderRow,
  maxAgeMs: number,
): Promise<ItemAvailability> {
  if (!context.providers.has(provider)) {
    return { kind: 'unavailable', reason: 'provider_unreachable' };
  }
  const productRead = await context.getFreshProduct(provider, product, maxAgeMs);
  if (productRead.kind === 'failed') {
    return productRead.code === 'not-found'
      ? { kind: 'unavailable', reason: 'item_gone' }
      : { kind: 'unreachable' };
  }
  const currentItem = productRead.value.items.find(({ code }) => code === item);
  if (!currentItem?.available) return { kind: 'unavailable', reason: 'item_gone' };
  const hasPriceRisen =
    cost === null
      ? currentItem.cost !== null
      : currentItem.cost === null || currentItem.cost > cost;
  return hasPriceRisen
    ? { kind: 'unavailable', reason: 'price_moved' }
    : { kind: 'available', cost: currentItem.cost };
}

/**
 * Fails an order whose item is unavailable; retries while the provider cannot be reached.
 *
 * @param waitingSince ms since 1970 from which an unreachable provider is waited for
 */
export function recordUnavailable(
  context: OrderContext,
  order: OrderRow,
  availability: Exclude<ItemAvailability, { kind: 'available' }>,
  waitingSince: number,
): Promise<OrderRow | null> {
  if (availability.kind === 'unavailable') {
    return failOrder(context, order, availability.reason, availability.reason);
  }
  const hasWaitedTooLong = elapsed(context, waitingSince) > context.timeouts.maxRetryMs;
  return hasWaitedTooLong
    ? failOrder(context, order, 'provider_unreachable', 'provider unreachable')
    : retryLater(context, order);
}
