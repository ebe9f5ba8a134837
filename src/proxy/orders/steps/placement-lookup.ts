/**
 * PLACE_UNKNOWN: looks up a placement whose answer was lost, in the way that the provider supports. It
 * is sent again only where the provider promises that this makes no second order.
 */
import type { Provider } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { findPaymentByInquiry } from './bill.js';
import { recordPlacement, toPlacement } from './place.js';
import { CANNOT_BE_ASKED, currentPlacement, queryPlacement } from './placement-query.js';
import { sendToReview } from './review.js';
import {
  changedOrderOrNull,
  elapsed,
  failAtProvider,
  failOrder,
  nextAttemptAt,
  rescheduleAt,
  retryLater,
  transition,
} from './transitions.js';

/** The number of "not found" answers before an order counts as never placed. */
const MIN_ABSENT_ATTEMPTS = 6;

export const lookUpPlacement: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (!provider) return keepLookingUp(context, order, 'provider is off', false);
  if (provider.facts.isIdempotent) return resendPlacement(context, order, provider);
  const outcome = await queryPlacement(provider, currentPlacement(order));
  const isUntold = outcome.kind === 'absent' || outcome.kind === 'unknown';
  const payment = isUntold ? await findPaymentByInquiry(provider, order) : null;
  if (payment) return recordFound(context, order, payment.handle);
  if (outcome === CANNOT_BE_ASKED) return awaitCallback(context, order);
  switch (outcome.kind) {
    case 'done':
    case 'pending':
      return recordFound(context, order, outcome.handle);
    case 'failed':
      return failAtProvider(context, order, outcome);
    case 'absent':
      return keepLookingUp(context, order, 'not known', true);
    case 'unknown':
      return keepLookingUp(context, order, outcome.code, false);
  }
};

const recordFound = (
  context: OrderContext,
  order: OrderRow,
  handle: string,
): Promise<OrderRow | null> =>
  transition(context, order, 'PLACED', 'found', { handle, next_attempt_at: context.now() });

/** The same reference makes no second order. A refusal now proves nothing about the first attempt. */
async function resendPlacement(
  context: OrderContext,
  order: OrderRow,
  provider: Provider,
): Promise<OrderRow | null> {
  const delayMs = provider.msUntilPlaceable();
  if (delayMs > 0) return rescheduleAt(context, order, context.now() + delayMs);
  const outcome = await provider.placeOrder(toPlacement(context, order));
  if (outcome.kind === 'accepted') return recordPlacement(context, order, outcome);
  if (elapsed(context, order.state_entered_at) < context.timeouts.placementSearchMs) {
    return keepLookingUp(context, order, outcome.kind, false);
  }
  // The shopper has not seen the invoice, so it stays unpaid. An order paid from the saldo needs an
  // operator.
  return order.paid_by === 'invoice'
    ? failOrder(context, order, 'provider_silent', outcome.kind)
    : sendToReview(context, order, 'provider_silent', outcome.kind);
}

/** Without a reference to query by, or a handle of its own, only another callback can name the order. */
function awaitCallback(context: OrderContext, order: OrderRow): Promise<OrderRow | null> {
  return elapsed(context, order.state_entered_at) >= context.timeouts.maxSilenceMs
    ? sendToReview(context, order, 'provider_silent', 'provider cannot be asked')
    : retryLater(context, order);
}

async function keepLookingUp(
  context: OrderContext,
  order: OrderRow,
  note: string,
  isAbsent: boolean,
): Promise<OrderRow | null> {
  const { timeouts, ledger } = context;
  const elapsedMs = elapsed(context, order.state_entered_at);
  const attempts = order.attempts + (isAbsent ? 1 : 0);
  const hasSearchedEnough =
    elapsedMs >= timeouts.placementSearchMs && attempts >= MIN_ABSENT_ATTEMPTS;
  if (isAbsent && hasSearchedEnough) return giveUpSearch(context, order);
  if (elapsedMs >= timeouts.lateEffectWatchMs) {
    return sendToReview(context, order, 'provider_silent', note);
  }
  const change = { attempts, next_attempt_at: nextAttemptAt(context, order) };
  return changedOrderOrNull(await ledger.recordObservation(order, note, change));
}

/** The provider never knew the order: it is refunded, and watched for a late delivery. */
function giveUpSearch(context: OrderContext, order: OrderRow): Promise<OrderRow | null> {
  const wasNamed = order.callback_handle !== null || order.handle !== null;
  if (wasNamed) {
    return sendToReview(context, order, 'provider_silent', 'has a handle, and is not known');
  }
  const watchUntil = context.now() + context.timeouts.lateEffectWatchMs;
  return failOrder(context, order, 'provider_silent', 'never placed', watchUntil);
}
