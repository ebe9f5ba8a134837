/**
 * The write of an absolute state at bukaOlshop: its intent is recorded first, only the process that recorded it
 * sends it, once and soon, and a lost answer is read back.
 */
import type { CheckoutState } from '../../store/order-state.js';
import type { CheckoutRow } from '../../store/tables.js';
import { standingOf } from '../../transactions/standing.js';
import type { TransactionStatus } from '../../transactions/transaction.js';
import type { WriteOutcome } from '../../transactions/write-outcome.js';
import type { CheckoutContext } from '../checkout-context.js';
import { end, goBack } from './endings.js';

/** Refusals before a person is asked. */
const MAX_REFUSALS = 5;

/** ms after its intent in which a request may be under way, with a second to spare */
const maxInFlightMs = ({ timeouts: { sendDeadlineMs, callTimeoutMs } }: CheckoutContext): number =>
  sendDeadlineMs + callTimeoutMs + 1_000;

/** Records the intent. @returns `null` where the checkout has changed */
export const recordIntent = (
  { ledger, now, timeouts }: CheckoutContext,
  checkout: CheckoutRow,
  to: CheckoutState,
  note: string,
): Promise<CheckoutRow | null> => {
  const at = now();
  const columns = {
    intent_at: at,
    intent_node: ledger.node,
    next_attempt_at: at + timeouts.leaseMs,
  };
  return to === checkout.state
    ? ledger.observe(checkout, note, columns)
    : ledger.transition(checkout, to, note, { ...columns, attempts: checkout.attempts });
};

/** Sends what an intent stands for, unless it is too old. */
export async function sendIntent(
  { now, timeouts }: CheckoutContext,
  { intent_at: intentAt }: CheckoutRow,
  send: () => Promise<WriteOutcome>,
): Promise<WriteOutcome> {
  return now() - (intentAt ?? 0) >= timeouts.sendDeadlineMs ? { kind: 'not-sent' } : await send();
}

/** Until when the request of an intent may be under way; `null` when it no longer can be. */
export function inFlightUntil(
  context: CheckoutContext,
  { intent_at: intentAt }: CheckoutRow,
): number | null {
  const endsAt = (intentAt ?? 0) + maxInFlightMs(context);
  return context.now() < endsAt ? endsAt : null;
}

/**
 * Records the outcome of a write.
 *
 * @param before the state to go back to for another attempt
 * @param recordDone for a write that certainly found the transaction as it was read
 */
export async function recordOutcome(
  context: CheckoutContext,
  intent: CheckoutRow,
  outcome: WriteOutcome,
  before: 'ACCEPTED' | 'CLAIMED',
  recordDone: () => Promise<CheckoutRow | null>,
): Promise<CheckoutRow | null> {
  switch (outcome.kind) {
    case 'done': {
      // Without its echo, nothing tells what the write has replaced, or whether it was done: it is read back.
      if (outcome.before === null || !isWritten(intent, outcome.after)) {
        return readBackSoon(context, intent);
      }
      return standingOf(outcome.before) === 'open'
        ? recordDone()
        : end(context, intent, 'CLOSED', 'changed meanwhile', 'changed_in_app');
    }
    case 'refused':
      return intent.attempts + 1 >= MAX_REFUSALS
        ? end(context, intent, 'CLOSED', `refused: ${outcome.code}`, 'evidence_conflicts')
        : goBack(context, intent, before, `refused: ${outcome.code}`);
    case 'quota': {
      const waitMs = Math.max(outcome.retryAfterMs ?? 0, context.timeouts.quotaRetryMs);
      return goBack(context, intent, before, 'quota', waitMs);
    }
    case 'not-sent':
      return goBack(context, intent, before, 'not sent');
    case 'unknown':
      return readBackSoon(context, intent);
  }
}

/** Whether the echo shows the state that the intent stands for. */
function isWritten({ state }: CheckoutRow, after: TransactionStatus | null): boolean {
  if (after === null) return false;
  switch (state) {
    case 'CLAIMING':
      return standingOf(after) === 'open' && after.delivery === 'processing';
    case 'SETTLING':
      return standingOf(after) === 'done';
    case 'REFUNDING':
      return standingOf(after) === 'cancelled';
    default:
      return false;
  }
}

const readBackSoon = (context: CheckoutContext, intent: CheckoutRow): Promise<CheckoutRow | null> =>
  context.ledger.observe(intent, 'answer lost', {
    next_attempt_at: context.now() + context.timeouts.minAttemptDelayMs,
  });
