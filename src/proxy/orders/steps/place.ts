/** DEBITED to PLACED: the order at the provider, sent at most once, and looked for when in doubt. */
import { z } from 'zod';
import type { QueryOutcome, PlaceOutcome, Placement, Provider } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import { checkItemAvailability } from './item-availability.js';
import {
  failOrder,
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

/** "Not known" so often, over the whole window, before an order counts as never placed. */
const MIN_ABSENT_ATTEMPTS = 6;
/** ms that the price of a provider without a price guard may be old when we buy */
const MAX_PRICE_AGE_MS = 60_000;

const fieldValues = z.record(z.string(), z.string());

const toPlacement = ({ publicUrl }: OrderContext, order: OrderRow): Placement => ({
  reference: order.id,
  product: order.product,
  item: order.item,
  fields: fieldValues.parse(JSON.parse(order.fields)),
  cost: order.cost,
  callbackUrl: `${publicUrl}/callbacks/${order.provider}/${order.callback_key}`,
  shopperAddress: order.shopper_address,
});

/** DEBITED, or ACCEPTED where an invoice is paid at the provider: writes the intent and sends it. */
export const sendPlacement: Step = async (context, order) => {
  const { ledger, providers, now, timeouts } = context;
  const provider = providers.get(order.provider);
  if (!provider) return failOrder(context, order, 'provider_unreachable', 'provider is off');
  const priceCheck = await recheckPrice(context, order, provider);
  if (priceCheck !== 'go on') return priceCheck;
  const waitMs = provider.msUntilPlaceable();
  const hasWaitedTooLong =
    waitMs > 0 && elapsed(context, order.state_entered_at) > timeouts.maxRetryMs;
  if (waitMs > timeouts.maxRetryMs || hasWaitedTooLong) {
    return failOrder(context, order, 'provider_unreachable', 'provider pauses');
  }
  if (waitMs > 0) {
    await ledger.reschedule(order, now() + waitMs);
    return null;
  }
  const at = now();
  const intent = await transition(context, order, 'PLACING', `to ${order.provider}`, {
    intent_at: at,
    intent_node: ledger.node,
    next_attempt_at: at + timeouts.leaseMs,
  });
  if (!intent) return null;
  if (hasSendDeadlinePassed(context, intent)) {
    return persistWithRetry(context, intent, () =>
      recordOutcome(context, intent, { kind: 'later', retryAfterMs: 0 }),
    );
  }
  const outcome = await provider.placeOrder(toPlacement(context, intent));
  return persistWithRetry(context, intent, () => recordOutcome(context, intent, outcome));
};

/** A provider that takes no price from us is asked for its own once more. */
async function recheckPrice(
  context: OrderContext,
  order: OrderRow,
  { facts }: Provider,
): Promise<OrderRow | null | 'go on'> {
  if (facts.rejectsChangedPrice || order.state !== 'DEBITED') return 'go on';
  const availability = await checkItemAvailability(context, order, MAX_PRICE_AGE_MS);
  if (availability.kind === 'good') return 'go on';
  if (availability.kind === 'bad')
    return failOrder(context, order, availability.reason, availability.reason);
  if (elapsed(context, order.state_entered_at) > context.timeouts.maxRetryMs) {
    return failOrder(context, order, 'provider_unreachable', 'provider unreachable');
  }
  await context.ledger.reschedule(order, nextAttemptAt(context, order));
  return null;
}

function recordOutcome(
  context: OrderContext,
  order: OrderRow,
  outcome: PlaceOutcome,
): Promise<OrderRow | null> {
  const { now, timeouts } = context;
  switch (outcome.kind) {
    case 'accepted':
      return recordPlacement(context, order, outcome);
    case 'refused':
      return failOrder(context, order, outcome.reason, outcome.code);
    case 'later': {
      const waitMs = Math.max(outcome.retryAfterMs ?? 0, timeouts.minAttemptDelayMs);
      if (Math.max(elapsed(context, order.created_at), waitMs) > timeouts.maxRetryMs) {
        return failOrder(context, order, 'provider_unreachable', 'provider unreachable');
      }
      const previousState = order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED';
      return transition(context, order, previousState, 'later', {
        next_attempt_at: now() + waitMs,
      });
    }
    case 'unknown':
      return transition(context, order, 'PLACE_UNKNOWN', outcome.code, {
        detail: outcome.code,
        next_attempt_at: now() + timeouts.minAttemptDelayMs,
      });
  }
}

function recordPlacement(
  context: OrderContext,
  order: OrderRow,
  { handle, invoice }: Extract<PlaceOutcome, { kind: 'accepted' }>,
): Promise<OrderRow | null> {
  return transition(context, order, 'PLACED', 'accepted', {
    handle,
    next_attempt_at: context.now() + context.timeouts.minAttemptDelayMs,
    ...(invoice && { invoice_url: invoice.url, price: invoice.amount }),
  });
}

/** PLACING, found by the runner: whoever wrote the intent is gone, and may have sent it. */
export const recoverPlacement: Step = async (context, order) => {
  const inFlightEndsAt = inFlightUntil(context, order);
  if (inFlightEndsAt === null) {
    return transition(context, order, 'PLACE_UNKNOWN', 'found', { next_attempt_at: context.now() });
  }
  await context.ledger.reschedule(order, inFlightEndsAt);
  return null;
};

/** PLACE_UNKNOWN: asks for the order where it can be asked for, and waits for a word where not. */
export const lookUpPlacement: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (!provider) return keepLookingUp(context, order, 'provider is off', false);
  if (provider.facts.isIdempotent) return resendPlacement(context, order, provider);
  if (order.callback_handle === null && !provider.facts.canQueryByReference) {
    return awaitCallback(context, order);
  }
  const outcome = await queryPlacement(provider, order);
  switch (outcome.kind) {
    case 'done':
    case 'pending':
      return transition(context, order, 'PLACED', 'found', {
        handle: outcome.handle,
        next_attempt_at: context.now(),
      });
    case 'failed':
      return failOrder(context, order, outcome.reason, outcome.code);
    case 'absent':
      return keepLookingUp(context, order, 'not known', true);
    case 'unknown':
      return keepLookingUp(context, order, outcome.code, false);
  }
};

/** By the handle that a callback named, and by our reference, where there is such a look. */
async function queryPlacement(
  provider: Provider,
  { id, callback_handle }: OrderRow,
): Promise<QueryOutcome> {
  const byCallbackHandle = await provider.queryOrder({ reference: id, handle: callback_handle });
  const isConclusive = byCallbackHandle.kind !== 'absent' && byCallbackHandle.kind !== 'unknown';
  if (isConclusive || callback_handle === null || !provider.facts.canQueryByReference)
    return byCallbackHandle;
  return provider.queryOrder({ reference: id, handle: null });
}

/** The same key makes no second order. A refusal now says nothing of the first try. */
async function resendPlacement(
  context: OrderContext,
  order: OrderRow,
  provider: Provider,
): Promise<OrderRow | null> {
  const delayMs = provider.msUntilPlaceable();
  if (delayMs > 0) {
    await context.ledger.reschedule(order, context.now() + delayMs);
    return null;
  }
  const outcome = await provider.placeOrder(toPlacement(context, order));
  if (outcome.kind === 'accepted') return recordPlacement(context, order, outcome);
  if (elapsed(context, order.state_entered_at) < context.timeouts.placementSearchMs) {
    return keepLookingUp(context, order, outcome.kind, false);
  }
  // An invoice that nobody saw is paid by nobody; what came from saldo is for a person.
  return order.paid_by === 'invoice'
    ? failOrder(context, order, 'provider_silent', outcome.kind)
    : sendToReview(context, order, 'provider_silent', outcome.kind);
}

/** Nothing to ask by: only a callback can name the order, and else a person decides. */
async function awaitCallback(context: OrderContext, order: OrderRow): Promise<OrderRow | null> {
  if (elapsed(context, order.state_entered_at) >= context.timeouts.maxSilenceMs) {
    return sendToReview(context, order, 'provider_silent', 'provider cannot be asked');
  }
  await context.ledger.reschedule(order, nextAttemptAt(context, order));
  return null;
}

async function keepLookingUp(
  context: OrderContext,
  order: OrderRow,
  note: string,
  isAbsent: boolean,
): Promise<OrderRow | null> {
  const { timeouts, now, ledger } = context;
  const elapsedMs = elapsed(context, order.state_entered_at);
  const attempts = order.attempts + (isAbsent ? 1 : 0);
  if (isAbsent && elapsedMs >= timeouts.placementSearchMs && attempts >= MIN_ABSENT_ATTEMPTS) {
    return order.callback_handle === null
      ? failOrder(
          context,
          order,
          'provider_silent',
          'never placed',
          now() + timeouts.lateEffectWatchMs,
        )
      : sendToReview(context, order, 'provider_silent', 'called back, and is not known');
  }
  if (elapsedMs >= timeouts.lateEffectWatchMs)
    return sendToReview(context, order, 'provider_silent', note);
  return changedOrderOrNull(
    await ledger.recordObservation(order, note, {
      attempts,
      next_attempt_at: nextAttemptAt(context, order),
    }),
  );
}
