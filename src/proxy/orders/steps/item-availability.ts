/** Checks whether an order's item is still available for at most the quoted cost. */
import type { OrderReason } from '../../contract.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { CLOSED_COST, type DebitRefusal } from '../../supply/supply.js';
import type { ItemAvailability } from './availability.js';
import { checkBill } from './bill.js';
import { skipOffer } from './next-offer.js';
import { elapsed, retryLater } from './transitions.js';

export const REASON_BY_SUPPLY = {
  'supplier off': 'provider_unreachable',
  'deposit too small': 'item_gone',
} as const satisfies Record<DebitRefusal, OrderReason>;

/** At the shop's own checkout the price is fixed, so a cost may rise until the loss would be too large. */
const maxCostOf = ({ maxLoss }: OrderContext, { cost, price, paid_by }: OrderRow): number | null =>
  paid_by === 'checkout' && cost !== null && price !== null
    ? Math.max(cost, price + maxLoss)
    : cost;

/** @param maxAgeMs ms that the provider's answer may be old */
export async function checkItemAvailability(
  context: OrderContext,
  order: OrderRow,
  maxAgeMs: number,
): Promise<ItemAvailability> {
  const { provider, product, item } = order;
  const owner = context.providers.get(provider);
  if (!owner) return { kind: 'unavailable', reason: 'provider_unreachable' };
  const productRead = await context.getFreshProduct(provider, product, maxAgeMs);
  if (productRead.kind === 'failed') {
    return productRead.code === 'not-found'
      ? { kind: 'unavailable', reason: 'item_gone' }
      : { kind: 'unreachable' };
  }
  const currentItem = productRead.value.items.find(({ code }) => code === item);
  if (!currentItem?.available) return { kind: 'unavailable', reason: 'item_gone' };
  if (currentItem.cost === null && owner.inquire) {
    return checkBill(context, order, owner.inquire, maxAgeMs);
  }
  const maxCost = maxCostOf(context, order);
  const hasPriceRisen =
    maxCost === null
      ? currentItem.cost !== null
      : currentItem.cost === null || currentItem.cost > maxCost;
  return hasPriceRisen
    ? { kind: 'unavailable', reason: 'price_moved' }
    : { kind: 'available', cost: currentItem.cost, inquiry: null };
}

/**
 * Checks an offer that takes the place of the first: the shopper's request was checked for the first alone.
 * After the debit no step looks at the deposit any more, so it is looked at here.
 */
export async function checkLaterOffer(
  context: OrderContext,
  order: OrderRow,
  maxAgeMs: number,
): Promise<ItemAvailability> {
  const item = await checkItemAvailability(context, order, maxAgeMs);
  const provider = context.providers.get(order.provider);
  if (item.kind !== 'available' || !provider) return item;
  const limits = await context.supply.limitsOf(provider, order.product);
  if (limits.maxCost <= CLOSED_COST) return { kind: 'unavailable', reason: 'item_gone' };
  if (order.state !== 'DEBITED') return item;
  const refusal = await context.supply.debitRefusal({ ...order, cost: item.cost });
  return refusal ? { kind: 'unavailable', reason: REASON_BY_SUPPLY[refusal] } : item;
}

/**
 * Skips an offer whose item is unavailable, or fails its order; retries while the provider cannot be reached.
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
    return skipOffer(context, order, availability.reason, availability.reason);
  }
  const hasWaitedTooLong = elapsed(context, waitingSince) > context.timeouts.maxRetryMs;
  return hasWaitedTooLong
    ? skipOffer(context, order, 'provider_unreachable', 'provider unreachable')
    : retryLater(context, order);
}
