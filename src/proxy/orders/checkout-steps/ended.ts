/** DELIVERED and REFUND_DUE: waits until its transaction is settled or paid back. */
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { sendToReview } from '../steps/review.js';
import {
  changedOrderOrNull,
  elapsed,
  firstWatchAt,
  nextAttemptAt,
  retryLater,
  transition,
} from '../steps/transitions.js';
import { endAfterClose } from './closed.js';

export const awaitSettlement: Step = async (context, order) => {
  const checkout = await context.findCheckout(order);
  const isPartly = checkout?.state === 'CLOSED' && checkout.reason === 'partly_delivered';
  if (checkout?.state === 'SETTLED' || isPartly) {
    const change = { next_attempt_at: firstWatchAt(context, order) };
    const note = isPartly ? 'the transaction is left to a person' : 'settled';
    return transition(context, order, 'FULFILLED', note, change);
  }
  if (checkout?.state === 'CLOSED' || checkout?.state === 'REFUNDED') {
    const detail = 'delivered, and ended in the app';
    return sendToReview(context, order, checkout.reason ?? 'evidence_conflicts', detail);
  }
  return order.attempts === 0 &&
    elapsed(context, order.state_entered_at) >= context.timeouts.lateEffectWatchMs
    ? reportSlow(context, order)
    : retryLater(context, order);
};

/** Delivered, and still not settled: the alarm is raised once. */
const reportSlow = async (context: OrderContext, order: OrderRow): Promise<OrderRow | null> =>
  changedOrderOrNull(
    await context.ledger.recordObservation(order, 'not settled', {
      attempts: 1,
      next_attempt_at: nextAttemptAt(context, order),
      alarm: 'slow-order',
    }),
  );

export const awaitRefund: Step = async (context, order) => {
  const checkout = await context.findCheckout(order);
  if (checkout?.state === 'REFUNDED') {
    const change = { next_attempt_at: firstWatchAt(context, order) };
    return transition(context, order, 'REFUNDED', 'paid back by bukaOlshop', change);
  }
  if (checkout?.state === 'CLOSED') return endAfterClose(context, order, checkout);
  return retryLater(context, order);
};
