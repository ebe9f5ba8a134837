/** REFUND_DUE to REFUNDED: the refund, with the same care as the debit. */
import type { TransferOutcome } from '../../saldo/transfer.js';
import type { OrderRow } from '../../store/tables.js';
import {
  inFlightUntil,
  hasSendDeadlinePassed,
  nextAttemptAt,
  transition,
  changedOrderOrNull,
  sendToReview,
  elapsed,
  persistWithRetry,
  type OrderContext,
  type Step,
} from '../order-context.js';
import type { MemberLockChange } from '../../ledger/member-lock.js';
import { requirePrice, refundNote } from '../transfer-tags.js';
import type { Timeouts } from '../timeouts.js';

/** REFUND_DUE: writes the intent when it is the member's turn, and sends it. */
export const sendRefund: Step = async (context, order) => {
  const { ledger, saldo, now, timeouts } = context;
  const amount = requirePrice(order);
  const at = now();
  const intent = await ledger.transition(
    order,
    'REFUNDING',
    `refund ${String(amount)}`,
    {
      intent_at: at,
      intent_node: ledger.node,
      next_attempt_at: at + timeouts.leaseMs,
      attempts: order.attempts,
    },
    { acquire: true },
  );
  if (intent.kind === 'busy') await ledger.reschedule(order, intent.until);
  if (intent.kind !== 'moved') return null;
  if (hasSendDeadlinePassed(context, intent.order)) {
    return persistWithRetry(context, intent.order, () =>
      recordOutcome(context, intent.order, { kind: 'not-sent' }),
    );
  }
  const outcome = await saldo.sendTransfer({
    member: order.shopper,
    direction: 'refund',
    amount,
    tag: refundNote(order),
  });
  return persistWithRetry(context, intent.order, () =>
    recordOutcome(context, intent.order, outcome),
  );
};

/** The member's turn ends, and nothing was changed in it. */
const RELEASE_WITHOUT_PAUSE = { release: true, pauseMs: 0 } as const;

async function recordOutcome(
  context: OrderContext,
  order: OrderRow,
  outcome: TransferOutcome,
): Promise<OrderRow | null> {
  const { ledger, now, timeouts } = context;
  const releaseAfterPause = { release: true, pauseMs: timeouts.memberPauseMs } as const;
  switch (outcome.kind) {
    case 'done': {
      // Who was refunded because the provider never knew the order is watched for a late delivery.
      const dueAt = order.watch_until === null ? null : now() + timeouts.placementSearchMs;
      return changedOrderOrNull(
        await ledger.transition(
          order,
          'REFUNDED',
          'refunded',
          { next_attempt_at: dueAt },
          releaseAfterPause,
        ),
      );
    }
    case 'pause':
      return retryRefund(
        context,
        order,
        'too soon',
        tooSoonDelayMs(timeouts, order.attempts),
        releaseAfterPause,
      );
    case 'unknown': {
      const change = { detail: outcome.code, next_attempt_at: now() + timeouts.minAttemptDelayMs };
      return changedOrderOrNull(
        await ledger.transition(order, 'REFUND_UNKNOWN', outcome.code, change, releaseAfterPause),
      );
    }
    case 'not-sent':
      return retryRefund(context, order, 'not sent', timeouts.minAttemptDelayMs);
    case 'refused': {
      if (outcome.reason === 'quota') {
        return retryRefund(
          context,
          order,
          'quota',
          Math.max(outcome.retryAfterMs ?? 0, timeouts.quotaRetryMs),
        );
      }
      const detail = `refund refused: ${outcome.code}`;
      const change = { reason: 'refund_not_seen', detail, next_attempt_at: null } as const;
      const reviewedOrder = changedOrderOrNull(
        await ledger.transition(order, 'REVIEW', detail, change, RELEASE_WITHOUT_PAUSE),
      );
      if (reviewedOrder) context.alarm('review', reviewedOrder);
      return reviewedOrder;
    }
  }
}

/** Rarer each time: who speaks of waiting may mean something else. */
const tooSoonDelayMs = (
  { tooSoonRetryMs: pause, quotaRetryMs }: Timeouts,
  attempts: number,
): number => Math.min(pause * 2 ** attempts, Math.max(pause, quotaRetryMs));

/** Tries again later, for as long as it takes: what is owed is paid. */
async function retryRefund(
  context: OrderContext,
  order: OrderRow,
  note: string,
  waitMs: number,
  lockChange: MemberLockChange = RELEASE_WITHOUT_PAUSE,
): Promise<OrderRow | null> {
  const { ledger, now, timeouts } = context;
  if (elapsed(context, order.created_at) > timeouts.lateEffectWatchMs)
    context.alarm('slow-refund', order);
  const change = { next_attempt_at: now() + waitMs, attempts: order.attempts + 1 };
  return changedOrderOrNull(await ledger.transition(order, 'REFUND_DUE', note, change, lockChange));
}

/** REFUNDING, found by the runner: whoever wrote the intent is gone, and may have sent it. */
export const recoverRefund: Step = async (context, order) => {
  const { ledger, now, timeouts } = context;
  const inFlightEndsAt = inFlightUntil(context, order);
  if (inFlightEndsAt !== null) {
    await ledger.reschedule(order, inFlightEndsAt);
    return null;
  }
  const releaseAfterPause = { release: true, pauseMs: timeouts.memberPauseMs } as const;
  return changedOrderOrNull(
    await ledger.transition(
      order,
      'REFUND_UNKNOWN',
      'found',
      { next_attempt_at: now() },
      releaseAfterPause,
    ),
  );
};

/** REFUND_UNKNOWN: only reads. What no history shows is for a person: a second refund may pay twice. */
export const lookUpRefund: Step = async (context, order) => {
  const { ledger, saldo, timeouts } = context;
  const evidence = await saldo.findTransfer({
    member: order.shopper,
    memberToken: await context.decrypt(order.shopper_secret),
    direction: 'refund',
    amount: requirePrice(order),
    tag: order.refund_tag,
    since: order.created_at,
  });
  if (evidence.kind === 'found') {
    const dueAt = order.watch_until === null ? null : context.now() + timeouts.placementSearchMs;
    return transition(context, order, 'REFUNDED', `found in ${evidence.in}`, {
      next_attempt_at: dueAt,
    });
  }
  if (evidence.kind === 'conflict') {
    return sendToReview(context, order, 'evidence_conflicts', 'refund tag with another amount');
  }
  const note = evidence.kind === 'unknown' ? evidence.code : 'not there';
  if (elapsed(context, order.state_entered_at) >= timeouts.maxSilenceMs) {
    return sendToReview(context, order, 'refund_not_seen', note);
  }
  return changedOrderOrNull(
    await ledger.recordObservation(order, note, { next_attempt_at: nextAttemptAt(context, order) }),
  );
};
