/**
 * The end of an order whose transaction a person has ended, or which the proxy must not touch. That the money is
 * back is proved by the member's history alone; else a person decides.
 */
import type { CheckoutRow, OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { sendToReview } from '../steps/review.js';
import { changedOrderOrNull, firstWatchAt, transition } from '../steps/transitions.js';

/** Looks at the history before a person is asked: a row may come a moment later. */
const MAX_LOOKS = 3;

/** An order that is not delivered, of a checkout that is closed. */
export function endAfterClose(
  context: OrderContext,
  order: OrderRow,
  { reason }: Pick<CheckoutRow, 'reason'>,
): Promise<OrderRow | null> {
  return reason === 'changed_in_app' || reason === 'refund_not_seen'
    ? endCancelled(context, order, reason)
    : sendToReview(context, order, reason ?? 'evidence_conflicts', 'the transaction is closed');
}

export async function endCancelled(
  context: OrderContext,
  order: OrderRow,
  reason: 'changed_in_app' | 'refund_not_seen' = 'changed_in_app',
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const paidBack = await context.findPaidBack(order);
  if (paidBack === 'found') {
    const change = { reason, next_attempt_at: firstWatchAt(context, order) };
    return transition(context, order, 'REFUNDED', 'history shows it paid back', change);
  }
  if (order.attempts + 1 >= MAX_LOOKS) {
    return sendToReview(context, order, reason, `ended in the app, paid back: ${paidBack}`);
  }
  const change = {
    attempts: order.attempts + 1,
    next_attempt_at: now() + Math.max(timeouts.minAttemptDelayMs, timeouts.memberPauseMs),
  };
  return changedOrderOrNull(await ledger.recordObservation(order, 'ended in the app', change));
}
