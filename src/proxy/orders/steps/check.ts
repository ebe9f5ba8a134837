/** ACCEPTED: what can be checked before any money moves. */
import { checkItemAvailability } from './item-availability.js';
import { failOrder, nextAttemptAt, transition, elapsed, type Step } from '../order-context.js';
import { sendPlacement } from './place.js';

/** ms that a provider's price may be old when it is compared with the quote */
const MAX_PRICE_AGE_MS = 15_000;

export const checkOrder: Step = async (context, order) => {
  if (order.pin_node !== null && !context.pins.has(order.id)) {
    return failOrder(context, order, 'pin_lost', 'pin lost');
  }
  const availability = await checkItemAvailability(context, order, MAX_PRICE_AGE_MS);
  if (availability.kind === 'bad')
    return failOrder(context, order, availability.reason, availability.reason);
  if (availability.kind === 'unreachable') {
    if (elapsed(context, order.created_at) > context.timeouts.maxRetryMs) {
      return failOrder(context, order, 'provider_unreachable', 'provider unreachable');
    }
    await context.ledger.reschedule(order, nextAttemptAt(context, order));
    return null;
  }
  if (order.paid_by === 'invoice') return sendPlacement(context, order);
  return transition(context, order, 'RESERVED', 'as quoted', {
    cost: availability.cost,
    next_attempt_at: context.now(),
  });
};
