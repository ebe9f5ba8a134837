/**
 * One transfer of an order, debit or refund: the intent is recorded with the member lock, then the
 * transfer is sent at most once. A lost answer is looked up; the transfer is never sent again.
 */
import type { MemberLockChange } from '../../ledger/member-lock.js';
import type { OrderChange } from '../../ledger/order-changes.js';
import type { Evidence } from '../../saldo/evidence.js';
import type { Transfer, TransferOutcome } from '../../saldo/transfer.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { requirePrice, transferNote } from '../transfer-tags.js';
import { hasSendDeadlinePassed, inFlightUntil, intentColumns, persistWithRetry } from './intent.js';
import { sendToReview } from './review.js';
import { rescheduleAt, transition } from './transitions.js';

/** The differences between a debit and a refund. */
export interface TransferKind {
  readonly direction: Transfer['direction'];
  readonly sending: 'DEBITING' | 'REFUNDING';
  readonly unknown: 'DEBIT_UNKNOWN' | 'REFUND_UNKNOWN';
  readonly done: 'DEBITED' | 'REFUNDED';
  /** note of the event when bukaOlshop confirms the transfer */
  readonly doneNote: string;
  /** Columns that the intent sets beside those of every intent. */
  intentChange(this: void, order: OrderRow): Pick<OrderChange, 'attempts'>;
  /** When the order is due after the transfer. */
  dueAfterDone(this: void, context: OrderContext, order: OrderRow): number | null;
  /** ms to wait when bukaOlshop asks for its pause */
  tooSoonDelayMs(this: void, context: OrderContext, order: OrderRow): number;
  /** Returns the order to the state before the intent, for another attempt. */
  retry(
    this: void,
    context: OrderContext,
    order: OrderRow,
    note: string,
    delayMs: number,
    lockChange: MemberLockChange,
  ): Promise<OrderRow | null>;
  recordRefusal(
    this: void,
    context: OrderContext,
    order: OrderRow,
    refusal: Extract<TransferOutcome, { kind: 'refused' }>,
  ): Promise<OrderRow | null>;
}

/** PIN handling of a transfer, while the order holds the member lock. */
export interface PinHandling {
  readonly pin: string;
  /** ms until a PIN may be sent; 0 for now */
  lockedForMs(this: void): Promise<number>;
  recordLocked(this: void, intent: OrderRow): Promise<OrderRow | null>;
  recordOutcome(this: void, outcome: TransferOutcome): Promise<void>;
}

/** Releases the member lock when the saldo was not changed. */
export const RELEASE_WITHOUT_PAUSE = { release: true, pauseMs: 0 } as const;
const releaseAfterPause = ({ timeouts }: OrderContext): MemberLockChange => ({
  release: true,
  pauseMs: timeouts.memberPauseMs,
});

export async function sendTransfer(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
  pinHandling?: PinHandling,
): Promise<OrderRow | null> {
  const recorded = await recordIntent(kind, context, order);
  if (recorded.kind === 'locked') await context.ledger.reschedule(order, recorded.until);
  if (recorded.kind !== 'changed') return null;
  const intent = recorded.order;
  const persist = <T>(task: () => Promise<T>) => persistWithRetry(context, intent, task);
  // Under the member lock, so that orders accepted together see each other's outcomes.
  if (pinHandling && (await pinHandling.lockedForMs()) > 0) {
    return persist(() => pinHandling.recordLocked(intent));
  }
  // The last check before the call: nothing may wait in between.
  if (hasSendDeadlinePassed(context, intent)) {
    return persist(() => recordOutcome(kind, context, intent, { kind: 'not-sent' }));
  }
  const outcome = await callSaldo(kind, context, intent, pinHandling?.pin);
  // Before the member lock is released, so that the member's next order sees a wrong PIN.
  if (pinHandling) await persist(() => pinHandling.recordOutcome(outcome));
  return persist(() => recordOutcome(kind, context, intent, outcome));
}

function recordIntent(kind: TransferKind, context: OrderContext, order: OrderRow) {
  const note = `${kind.direction} ${String(requirePrice(order))}`;
  const change = { ...intentColumns(context), ...kind.intentChange(order) };
  return context.ledger.transition(order, kind.sending, note, change, { acquire: true });
}

const callSaldo = (
  { direction }: TransferKind,
  { saldo }: OrderContext,
  intent: OrderRow,
  pin?: string,
): Promise<TransferOutcome> =>
  saldo.sendTransfer({
    member: intent.shopper,
    direction,
    amount: requirePrice(intent),
    tag: transferNote(intent, direction),
    ...(pin !== undefined && { pin }),
  });

function recordOutcome(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
  outcome: TransferOutcome,
): Promise<OrderRow | null> {
  switch (outcome.kind) {
    case 'done':
      return recordDone(kind, context, order, kind.doneNote, releaseAfterPause(context));
    case 'refused':
      return kind.recordRefusal(context, order, outcome);
    case 'too-soon': {
      const delayMs = kind.tooSoonDelayMs(context, order);
      return kind.retry(context, order, 'too soon', delayMs, releaseAfterPause(context));
    }
    case 'not-sent': {
      const delayMs = context.timeouts.minAttemptDelayMs;
      return kind.retry(context, order, 'not sent', delayMs, RELEASE_WITHOUT_PAUSE);
    }
    case 'unknown':
      return recordUnknown(kind, context, order, outcome.code);
  }
}

function recordDone(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
  note: string,
  lockChange?: MemberLockChange,
): Promise<OrderRow | null> {
  const change = { next_attempt_at: kind.dueAfterDone(context, order) };
  return transition(context, order, kind.done, note, change, lockChange);
}

function recordUnknown(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
  code: string,
): Promise<OrderRow | null> {
  const { now, timeouts } = context;
  const change = { detail: code, next_attempt_at: now() + timeouts.minAttemptDelayMs };
  return transition(context, order, kind.unknown, code, change, releaseAfterPause(context));
}

/** For an intent whose process is gone: that process may have sent the transfer. */
export const recoverTransfer =
  (kind: TransferKind): Step =>
  (context, order) => {
    const inFlightEndsAt = inFlightUntil(context, order);
    return inFlightEndsAt === null
      ? recordLostIntent(kind, context, order)
      : rescheduleAt(context, order, inFlightEndsAt);
  };

function recordLostIntent(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
): Promise<OrderRow | null> {
  const change = { next_attempt_at: context.now() };
  return transition(context, order, kind.unknown, 'found', change, releaseAfterPause(context));
}

/** Records what the member's history shows of a transfer whose answer was lost. */
export function recordEvidence(
  kind: TransferKind,
  context: OrderContext,
  order: OrderRow,
  evidence: Extract<Evidence, { kind: 'found' | 'conflict' }>,
): Promise<OrderRow | null> {
  if (evidence.kind === 'found') {
    return recordDone(kind, context, order, `found in ${evidence.in}`);
  }
  const detail = `${kind.direction} tag with another amount`;
  return sendToReview(context, order, 'evidence_conflicts', detail);
}
