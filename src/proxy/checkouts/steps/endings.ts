/** How the steps of a checkout end: with a transition, or with another attempt later. */
import type { OrderReason } from '../../contract.js';
import type { CheckoutState } from '../../store/order-state.js';
import type { CheckoutRow } from '../../store/tables.js';
import type { ReadFailure } from '../../upstream/read-result.js';
import type { CheckoutContext } from '../checkout-context.js';

/** The longer an attempt fails, the less often it is made. */
export function retryDelayMs({ timeouts }: CheckoutContext, attempts: number): number {
  const { minAttemptDelayMs, maxAttemptDelayMs } = timeouts;
  return Math.min(minAttemptDelayMs * 2 ** Math.min(attempts, 20), maxAttemptDelayMs);
}

/** Counts an attempt that told nothing, and makes another one later. */
export const tryAgain = (
  context: CheckoutContext,
  checkout: CheckoutRow,
  note: string,
  waitMs = 0,
): Promise<CheckoutRow | null> =>
  context.ledger.observe(checkout, note, {
    attempts: checkout.attempts + 1,
    next_attempt_at: context.now() + Math.max(waitMs, retryDelayMs(context, checkout.attempts)),
  });

export const tryReadAgain = (
  context: CheckoutContext,
  checkout: CheckoutRow,
  failure: ReadFailure,
): Promise<CheckoutRow | null> => {
  const waitMs = failure.code === 'not-found' ? 0 : (failure.retryAfterMs ?? 0);
  return tryAgain(context, checkout, `unreadable: ${failure.code}`, waitMs);
};

/** Goes to a state whose step runs at once. */
export const goOn = (
  { ledger, now }: CheckoutContext,
  checkout: CheckoutRow,
  to: CheckoutState,
  note: string,
): Promise<CheckoutRow | null> => ledger.transition(checkout, to, note, { next_attempt_at: now() });

/** Goes back to the state before an intent, for another attempt. */
export const goBack = (
  context: CheckoutContext,
  checkout: CheckoutRow,
  to: CheckoutState,
  note: string,
  waitMs = 0,
): Promise<CheckoutRow | null> =>
  context.ledger.transition(checkout, to, note, {
    attempts: checkout.attempts + 1,
    next_attempt_at: context.now() + Math.max(waitMs, retryDelayMs(context, checkout.attempts)),
  });

/** Ends a checkout. @param reason for its open orders; `null` where none is open */
export const end = (
  { ledger }: CheckoutContext,
  checkout: CheckoutRow,
  to: 'SETTLED' | 'REFUNDED' | 'CLOSED' | 'IGNORED',
  note: string,
  reason: OrderReason | null = null,
): Promise<CheckoutRow | null> =>
  ledger.transition(checkout, to, note, { reason, next_attempt_at: null });

/** An order wakes the checkout; this look is for one that was missed. */
export const waitForOrders = (
  { ledger, now, timeouts }: CheckoutContext,
  checkout: CheckoutRow,
): Promise<null> => ledger.reschedule(checkout, now() + timeouts.maxAttemptDelayMs);
