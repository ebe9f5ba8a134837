/** RESERVED to DEBITED: the debit, sent at most once, and looked for when its answer was lost. */
import type { OrderReason } from '../../contract.js';
import type { TransferOutcome } from '../../saldo/transfer.js';
import type { Evidence } from '../../saldo/evidence.js';
import type { OrderRow } from '../../store/tables.js';
import {
  inFlightUntil,
  hasSendDeadlinePassed,
  nextAttemptAt,
  transition,
  changedOrderOrNull,
  sendToReview,
  elapsed,
  continueLateEffectWatch,
  persistWithRetry,
  type OrderContext,
  type Step,
} from '../order-context.js';
import { debitNote, requirePrice } from '../transfer-tags.js';

/** Looks that must have found nothing before "not there" counts. */
const MIN_ABSENT_ATTEMPTS = 3;

/** RESERVED: writes the intent when it is the member's turn, and sends it. */
export const sendDebit: Step = async (context, order) => {
  const { ledger, saldo, pins, now, timeouts } = context;
  const pin = pins.get(order.id);
  if (order.pin_node !== null && pin === undefined) {
    return cancelUnpaid(context, order, 'pin_lost', 'pin lost');
  }
  if (elapsed(context, order.created_at) > timeouts.maxUnpaidMs) {
    return cancelUnpaid(context, order, 'debit_refused', 'saldo unreachable');
  }
  const amount = requirePrice(order);
  const at = now();
  const intent = await ledger.transition(
    order,
    'DEBITING',
    `debit ${String(amount)}`,
    { intent_at: at, intent_node: ledger.node, next_attempt_at: at + timeouts.leaseMs },
    { acquire: true },
  );
  if (intent.kind === 'busy') await ledger.reschedule(order, intent.until);
  if (intent.kind !== 'moved') return null;
  // Asked in the member's turn: orders that were accepted together wait here one after the other.
  if (pin !== undefined && (await context.pinLock.lockedForMs(order)) > 0) {
    return persistWithRetry(context, intent.order, () =>
      cancelAndReleaseLock(context, intent.order, 'pin_locked', 'pin locked'),
    );
  }
  if (hasSendDeadlinePassed(context, intent.order)) {
    return persistWithRetry(context, intent.order, () =>
      recordOutcome(context, intent.order, { kind: 'not-sent' }),
    );
  }
  const outcome = await saldo.sendTransfer({
    member: order.shopper,
    direction: 'debit',
    amount,
    tag: debitNote(order),
    ...(pin !== undefined && { pin }),
  });
  // Before the turn ends: the next order must know of it.
  if (pin !== undefined) {
    await persistWithRetry(context, intent.order, () =>
      context.pinLock.recordOutcome(order, outcome),
    );
  }
  return persistWithRetry(context, intent.order, () =>
    recordOutcome(context, intent.order, outcome),
  );
};

const REASON_BY_REFUSAL = {
  insufficient_balance: 'insufficient_balance',
  wrong_pin: 'wrong_pin',
  quota: 'shop_quota',
  refused: 'debit_refused',
} as const satisfies Record<string, OrderReason>;

/** The member's turn ends, and nothing was changed in it. */
const RELEASE_WITHOUT_PAUSE = { release: true, pauseMs: 0 } as const;

/** Ends an order in the member's turn, of which for certain nothing was paid. */
async function cancelAndReleaseLock(
  { ledger, pins }: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  note: string,
  detail = note,
): Promise<OrderRow | null> {
  pins.delete(order.id);
  const change = { reason, detail, next_attempt_at: null };
  return changedOrderOrNull(
    await ledger.transition(order, 'CANCELLED', note, change, RELEASE_WITHOUT_PAUSE),
  );
}

async function recordOutcome(
  context: OrderContext,
  order: OrderRow,
  outcome: TransferOutcome,
): Promise<OrderRow | null> {
  const { ledger, now, timeouts, pins } = context;
  const releaseAfterPause = { release: true, pauseMs: timeouts.memberPauseMs } as const;
  // Whatever became of it: only an order that goes back to its turn needs its PIN again.
  if (outcome.kind !== 'pause' && outcome.kind !== 'not-sent') pins.delete(order.id);
  switch (outcome.kind) {
    case 'done':
      return changedOrderOrNull(
        await ledger.transition(
          order,
          'DEBITED',
          'debited',
          { next_attempt_at: now() },
          releaseAfterPause,
        ),
      );
    case 'refused':
      return cancelAndReleaseLock(
        context,
        order,
        REASON_BY_REFUSAL[outcome.reason],
        outcome.reason,
        outcome.code,
      );
    case 'pause':
      // The member's saldo was changed by somebody else just now.
      return changedOrderOrNull(
        await ledger.transition(
          order,
          'RESERVED',
          'too soon',
          { next_attempt_at: now() + timeouts.tooSoonRetryMs },
          releaseAfterPause,
        ),
      );
    case 'not-sent': {
      const change = { next_attempt_at: now() + timeouts.minAttemptDelayMs };
      return changedOrderOrNull(
        await ledger.transition(order, 'RESERVED', 'not sent', change, RELEASE_WITHOUT_PAUSE),
      );
    }
    case 'unknown': {
      const change = { detail: outcome.code, next_attempt_at: now() + timeouts.minAttemptDelayMs };
      return changedOrderOrNull(
        await ledger.transition(order, 'DEBIT_UNKNOWN', outcome.code, change, releaseAfterPause),
      );
    }
  }
}

/** DEBITING, found by the runner: whoever wrote the intent is gone, and may have sent it. */
export const recoverDebit: Step = async (context, order) => {
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
      'DEBIT_UNKNOWN',
      'found',
      { next_attempt_at: now() },
      releaseAfterPause,
    ),
  );
};

async function findDebitEvidence(context: OrderContext, order: OrderRow): Promise<Evidence> {
  const evidence = await context.saldo.findTransfer({
    member: order.shopper,
    memberToken: await context.decrypt(order.shopper_secret),
    direction: 'debit',
    amount: requirePrice(order),
    tag: order.debit_tag,
    since: order.created_at,
  });
  if (evidence.kind === 'found' && evidence.in === 'catatan') {
    await context.shopFacts.recordNoteSeen();
  }
  return evidence;
}

/** DEBIT_UNKNOWN: only reads, and never sends again. */
export const lookUpDebit: Step = async (context, order) => {
  const { ledger, now, timeouts } = context;
  const evidence = await findDebitEvidence(context, order);
  if (evidence.kind === 'found') {
    return transition(context, order, 'DEBITED', `found in ${evidence.in}`, {
      next_attempt_at: now(),
    });
  }
  if (evidence.kind === 'conflict') {
    return sendToReview(context, order, 'evidence_conflicts', 'debit tag with another amount');
  }
  const elapsedMs = elapsed(context, order.state_entered_at);
  const attempts = order.attempts + (evidence.kind === 'absent' ? 1 : 0);
  const hasSearchedEnough = elapsedMs >= timeouts.debitSearchMs && attempts >= MIN_ABSENT_ATTEMPTS;
  if (evidence.kind === 'absent' && hasSearchedEnough) {
    // Where the history was never seen to show notes, that it shows none proves nothing.
    if (!(await context.shopFacts.historyShowsNotes())) {
      return sendToReview(context, order, 'debit_not_seen', 'history may not show notes');
    }
    return transition(context, order, 'CANCELLED', 'debit not seen', {
      reason: 'debit_not_seen',
      watch_until: now() + timeouts.lateEffectWatchMs,
      next_attempt_at: now() + timeouts.debitSearchMs,
    });
  }
  if (evidence.kind === 'unknown' && elapsedMs >= 3 * timeouts.debitSearchMs) {
    return sendToReview(context, order, 'debit_not_seen', evidence.code);
  }
  const note = evidence.kind === 'unknown' ? evidence.code : 'not there';
  return changedOrderOrNull(
    await ledger.recordObservation(order, note, {
      attempts,
      next_attempt_at: nextAttemptAt(context, order),
    }),
  );
};

/** CANCELLED because no history showed the debit: one that appears late is paid back. */
export const watchForLateDebit: Step = async (context, order) => {
  const { ledger, now, timeouts } = context;
  const evidence = await findDebitEvidence(context, order);
  if (evidence.kind === 'found') {
    context.alarm('late-debit', order);
    const change = { reason: null, watch_until: null, next_attempt_at: now() };
    return transition(context, order, 'REFUND_DUE', 'late debit', change);
  }
  if (evidence.kind === 'conflict') {
    context.alarm('late-debit', order);
    return changedOrderOrNull(
      await ledger.recordObservation(
        order,
        'late debit conflicts',
        { next_attempt_at: null },
        'alarm',
      ),
    );
  }
  return continueLateEffectWatch(
    context,
    order,
    evidence.kind === 'absent',
    timeouts.debitSearchMs,
  );
};

/** Looks once for a debit that surely happened, to learn whether the history shows notes at all. */
export async function learnFromPaidDebit(context: OrderContext, order: OrderRow): Promise<void> {
  if (await context.shopFacts.isHistoryWorthQuerying()) await findDebitEvidence(context, order);
}

const cancelUnpaid = (
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
): Promise<OrderRow | null> => {
  context.pins.delete(order.id);
  return transition(context, order, 'CANCELLED', detail, { reason, detail, next_attempt_at: null });
};
