/**
 * RESERVED to DEBITED: the debit, with the shopper's PIN where there is one. It is sent at most once;
 * an order is cancelled only when certainly nothing was paid.
 */
import type { OrderReason } from '../../contract.js';
import type { MemberLockChange } from '../../ledger/member-lock.js';
import type { TransferOutcome } from '../../saldo/transfer.js';
import type { OrderState } from '../../store/order-state.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { continueLateEffectWatch } from './late-effects.js';
import { REASON_BY_SUPPLY } from './item-availability.js';
import { goOnUnsent } from './next-offer.js';
import { isPinLost } from './pin-lost.js';
import { findDebitEvidence } from './transfer-evidence.js';
import {
  recordEvidence,
  recoverTransfer,
  RELEASE_WITHOUT_PAUSE,
  sendTransfer,
  type TransferKind,
} from './transfer.js';
import { sendToReview } from './review.js';
import { changedOrderOrNull, elapsed, nextAttemptAt, transition } from './transitions.js';

/** Conclusive lookups without a result before the debit counts as absent. */
const MIN_ABSENT_ATTEMPTS = 3;

const REASON_BY_REFUSAL = {
  insufficient_balance: 'insufficient_balance',
  wrong_pin: 'wrong_pin',
  quota: 'shop_quota',
  refused: 'debit_refused',
} as const satisfies Record<string, OrderReason>;

const STATE_BY_OUTCOME = {
  done: 'DEBITED',
  refused: 'CANCELLED',
  'too-soon': 'RESERVED',
  'not-sent': 'RESERVED',
  unknown: 'DEBIT_UNKNOWN',
} as const satisfies Record<TransferOutcome['kind'], OrderState>;

const DEBIT: TransferKind = {
  direction: 'debit',
  sending: 'DEBITING',
  unknown: 'DEBIT_UNKNOWN',
  done: 'DEBITED',
  doneNote: 'debited',
  intentChange: () => ({}),
  dueAfterDone: ({ now }) => now(),
  tooSoonDelayMs: ({ timeouts }) => timeouts.tooSoonRetryMs,
  retry: (context, order, note, delayMs, lockChange) => {
    const change = { next_attempt_at: context.now() + delayMs };
    return transition(context, order, 'RESERVED', note, change, lockChange);
  },
  recordRefusal: (context, order, { reason, code }) =>
    cancel(context, order, reason, REASON_BY_REFUSAL[reason], RELEASE_WITHOUT_PAUSE, code),
};

/**
 * RESERVED: sends the debit, or cancels an order that waited too long, or whose PIN is lost. An order that
 * its supplier is known to refuse goes to its next offer, or is cancelled.
 */
export const sendDebit: Step = async (context, order) => {
  const { pins, pinLock, timeouts, supply, closedQuota } = context;
  if (isPinLost(context, order)) return cancel(context, order, 'pin lost', 'pin_lost');
  if (elapsed(context, order.created_at) > timeouts.maxUnpaidMs) {
    return cancel(context, order, 'saldo unreachable', 'debit_refused');
  }
  if (!(await closedQuota.allowsDebit())) {
    return cancel(context, order, 'quota kept for refunds', 'shop_quota');
  }
  const refusal = await supply.debitRefusal(order);
  if (refusal) {
    const next = await goOnUnsent(context, order, refusal);
    return next === undefined ? cancel(context, order, refusal, REASON_BY_SUPPLY[refusal]) : next;
  }
  const pin = pins.get(order.id);
  if (pin === undefined) return sendTransfer(DEBIT, context, order);
  return sendTransfer(DEBIT, context, order, {
    pin,
    lockedForMs: () => pinLock.lockedForMs(order),
    recordLocked: (intent) =>
      cancel(context, intent, 'pin locked', 'pin_locked', RELEASE_WITHOUT_PAUSE),
    recordOutcome: async (outcome) => {
      await pinLock.recordOutcome(order, outcome);
      pins.deleteUnlessNeeded(order.id, STATE_BY_OUTCOME[outcome.kind]);
    },
  });
};

/** Ends an order that was certainly not paid. The PIN is deleted even where the write fails. */
function cancel(
  context: OrderContext,
  order: OrderRow,
  note: string,
  reason: OrderReason,
  lockChange?: MemberLockChange,
  detail = note,
): Promise<OrderRow | null> {
  context.pins.deleteUnlessNeeded(order.id, 'CANCELLED');
  const change = { reason, detail, next_attempt_at: null };
  return transition(context, order, 'CANCELLED', note, change, lockChange);
}

export const recoverDebit = recoverTransfer(DEBIT);

/** DEBIT_UNKNOWN: only reads, and never sends again. */
export const lookUpDebit: Step = async (context, order) => {
  const { ledger, timeouts } = context;
  const evidence = await findDebitEvidence(context, order);
  if (evidence.kind === 'found' || evidence.kind === 'conflict') {
    return recordEvidence(DEBIT, context, order, evidence);
  }
  const isAbsent = evidence.kind === 'absent';
  const elapsedMs = elapsed(context, order.state_entered_at);
  const attempts = order.attempts + (isAbsent ? 1 : 0);
  const hasSearchedEnough = elapsedMs >= timeouts.debitSearchMs && attempts >= MIN_ABSENT_ATTEMPTS;
  if (isAbsent && hasSearchedEnough) return recordAbsentDebit(context, order);
  if (evidence.kind === 'unknown' && elapsedMs >= 3 * timeouts.debitSearchMs) {
    return sendToReview(context, order, 'debit_not_seen', evidence.code);
  }
  const note = evidence.kind === 'unknown' ? evidence.code : 'not there';
  const change = { attempts, next_attempt_at: nextAttemptAt(context, order) };
  return changedOrderOrNull(await ledger.recordObservation(order, note, change));
};

/** Unless the history is known to show notes, a missing note proves nothing. */
async function recordAbsentDebit(context: OrderContext, order: OrderRow): Promise<OrderRow | null> {
  const { shopFacts, now, timeouts } = context;
  const isProven = await shopFacts.historyShowsNotes();
  if (!isProven) {
    return sendToReview(context, order, 'debit_not_seen', 'history may not show notes');
  }
  return transition(context, order, 'CANCELLED', 'debit not seen', {
    reason: 'debit_not_seen',
    watch_until: now() + timeouts.lateEffectWatchMs,
    next_attempt_at: now() + timeouts.debitSearchMs,
  });
}

/** CANCELLED because no history showed the debit: a debit that appears late is refunded. */
export const watchForLateDebit: Step = async (context, order) => {
  const { ledger, now, timeouts } = context;
  const evidence = await findDebitEvidence(context, order);
  if (evidence.kind === 'found') {
    const alarm = 'late-debit' as const;
    const change = { reason: null, watch_until: null, next_attempt_at: now(), alarm };
    return transition(context, order, 'REFUND_DUE', 'late debit', change);
  }
  if (evidence.kind === 'conflict') {
    const change = { next_attempt_at: null, alarm: 'late-debit' as const };
    return changedOrderOrNull(
      await ledger.recordObservation(order, 'late debit conflicts', change),
    );
  }
  const isAbsent = evidence.kind === 'absent';
  return continueLateEffectWatch(context, order, isAbsent, timeouts.debitSearchMs);
};
