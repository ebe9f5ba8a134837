/** REFUND_DUE to REFUNDED: the refund. It is retried until it succeeds, and must never be paid twice. */
import type { MemberLockChange } from '../../ledger/member-lock.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { transferQuery } from './transfer-evidence.js';
import {
  recordEvidence,
  recoverTransfer,
  RELEASE_WITHOUT_PAUSE,
  sendTransfer,
  type TransferKind,
} from './transfer.js';
import { sendToReview } from './review.js';
import {
  changedOrderOrNull,
  elapsed,
  firstWatchAt,
  nextAttemptAt,
  transition,
} from './transitions.js';

const REFUND: TransferKind = {
  direction: 'refund',
  sending: 'REFUNDING',
  unknown: 'REFUND_UNKNOWN',
  done: 'REFUNDED',
  doneNote: 'refunded',
  // The back-off counts over all attempts.
  intentChange: ({ attempts }) => ({ attempts }),
  // An order that the provider never knew is watched for a late delivery.
  dueAfterDone: firstWatchAt,
  // Doubles each time: an answer that asks to wait may mean something else.
  tooSoonDelayMs: ({ timeouts: { tooSoonRetryMs, quotaRetryMs } }, { attempts }) =>
    Math.min(tooSoonRetryMs * 2 ** attempts, Math.max(tooSoonRetryMs, quotaRetryMs)),
  retry: retryRefund,
  recordRefusal: (context, order, { reason, code, retryAfterMs }) => {
    if (reason === 'quota') {
      const delayMs = Math.max(retryAfterMs ?? 0, context.timeouts.quotaRetryMs);
      return retryRefund(context, order, 'quota', delayMs, RELEASE_WITHOUT_PAUSE);
    }
    const detail = `refund refused: ${code}`;
    return sendToReview(context, order, 'refund_not_seen', detail, RELEASE_WITHOUT_PAUSE);
  },
};

/** Retries without limit; `notices/health-check.ts` alarms of a refund that takes long. */
function retryRefund(
  context: OrderContext,
  order: OrderRow,
  note: string,
  delayMs: number,
  lockChange: MemberLockChange,
): Promise<OrderRow | null> {
  const change = { next_attempt_at: context.now() + delayMs, attempts: order.attempts + 1 };
  return transition(context, order, 'REFUND_DUE', note, change, lockChange);
}

export const sendRefund: Step = (context, order) => sendTransfer(REFUND, context, order);
export const recoverRefund = recoverTransfer(REFUND);

/** REFUND_UNKNOWN: only reads. A second refund may pay twice, so an operator decides after the search. */
export const lookUpRefund: Step = async (context, order) => {
  const { ledger, saldo, timeouts } = context;
  const memberToken = await context.decrypt(order.shopper_secret);
  const evidence = await saldo.findTransfer(transferQuery(order, 'refund', memberToken));
  if (evidence.kind === 'found' || evidence.kind === 'conflict') {
    return recordEvidence(REFUND, context, order, evidence);
  }
  const note = evidence.kind === 'unknown' ? evidence.code : 'not there';
  if (elapsed(context, order.state_entered_at) >= timeouts.maxSilenceMs) {
    return sendToReview(context, order, 'refund_not_seen', note);
  }
  const change = { next_attempt_at: nextAttemptAt(context, order) };
  return changedOrderOrNull(await ledger.recordObservation(order, note, change));
};
