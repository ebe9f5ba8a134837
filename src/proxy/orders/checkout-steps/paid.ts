/** DEBITED: reads the transaction once more right before the placement, since a person may have cancelled it. */
import { standingOf } from '../../transactions/standing.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { placeAfter, type LastCheck } from '../steps/place.js';
import { sendToReview } from '../steps/review.js';
import { elapsed, nextAttemptAt, rescheduleAt, retryLater } from '../steps/transitions.js';
import { endCancelled } from './closed.js';

const confirmPaid: LastCheck = async (context, order) => {
  const read = await context.transactions.read(order.payment_number ?? '');
  if (read.kind === 'failed') {
    const waitMs = read.code === 'not-found' ? 0 : (read.retryAfterMs ?? 0);
    return stop(waitForAnswer(context, order, waitMs));
  }
  const isOurs = read.value.lines.some(
    ({ transactionId }) => transactionId === order.transaction_id,
  );
  switch (isOurs ? standingOf(read.value) : 'unclear') {
    case 'open':
      return { kind: 'go' };
    case 'cancelled':
      return stop(endCancelled(context, order));
    case 'done':
      return stop(sendToReview(context, order, 'changed_in_app', 'ended before it was bought'));
    case 'unpaid':
    case 'unclear':
      return stop(waitForAnswer(context, order, 0));
  }
};

export const sendPaidPlacement = placeAfter(confirmPaid);

const stop = async (work: Promise<OrderRow | null>) =>
  ({ kind: 'stop', order: await work }) as const;

/** Nothing is bought while the transaction does not say that it is paid; half a day later a person decides. */
async function waitForAnswer(
  context: OrderContext,
  order: OrderRow,
  waitMs: number,
): Promise<OrderRow | null> {
  if (elapsed(context, order.state_entered_at) >= context.timeouts.lateEffectWatchMs / 2) {
    return sendToReview(context, order, 'changed_in_app', 'not seen as paid any more');
  }
  if (waitMs === 0) return retryLater(context, order);
  const at = Math.max(context.now() + waitMs, nextAttemptAt(context, order));
  return rescheduleAt(context, order, at);
}
