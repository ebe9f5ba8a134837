/** Whether an item can still be had for what was quoted. */
import type { OrderReason } from '../../contract.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';

export type ItemAvailability =
  | { readonly kind: 'good'; readonly cost: number | null }
  | { readonly kind: 'bad'; readonly reason: OrderReason }
  | { readonly kind: 'unreachable' };

/** @param maxAgeMs ms that the provider's answer may be old */
export async function checkItemAvailability(
  context: OrderContext,
  { provider, product, item, cost }: OrderRow,
  maxAgeMs: number,
): Promise<ItemAvailability> {
  if (!context.providers.has(provider)) return { kind: 'bad', reason: 'provider_unreachable' };
  const productRead = await context.getFreshProduct(provider, product, maxAgeMs);
  if (productRead.kind === 'failed') {
    return productRead.code === 'not-found'
      ? { kind: 'bad', reason: 'item_gone' }
      : { kind: 'unreachable' };
  }
  const currentItem = productRead.value.items.find(({ code }) => code === item);
  if (!currentItem?.available) return { kind: 'bad', reason: 'item_gone' };
  const hasPriceRisen =
    cost === null
      ? currentItem.cost !== null
      : currentItem.cost === null || currentItem.cost > cost;
  return hasPriceRisen
    ? { kind: 'bad', reason: 'price_moved' }
    : { kind: 'good', cost: currentItem.cost };
}
