/** ACCEPTED: the checks before any money moves. */
import type { Step } from '../order-context.js';
import { checkItemAvailability, checkLaterOffer, recordUnavailable } from './item-availability.js';
import { isPinLost } from './pin-lost.js';
import { sendPlacement } from './place.js';
import { failOrder, transition } from './transitions.js';

/** ms that the provider's price may be old when it is compared with the quote */
const MAX_PRICE_AGE_MS = 15_000;

export const checkOrder: Step = async (context, order) => {
  if (isPinLost(context, order)) return failOrder(context, order, 'pin_lost', 'pin lost');
  const check = order.attempt_number > 1 ? checkLaterOffer : checkItemAvailability;
  const item = await check(context, order, MAX_PRICE_AGE_MS);
  if (item.kind !== 'available') return recordUnavailable(context, order, item, order.created_at);
  if (order.paid_by === 'invoice') return sendPlacement(context, order);
  const change = { cost: item.cost, inquiry: item.inquiry, next_attempt_at: context.now() };
  return transition(context, order, 'RESERVED', 'as quoted', change);
};
