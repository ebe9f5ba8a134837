/**
 * DEBITED to PLACED: the placement at the provider. It is sent at most once, unless the provider
 * promises that the same reference makes no second order.
 */
import { callbackUrl } from '../../ledger/callback-urls.js';
import { referenceOf } from '../../ledger/attempts.js';
import { providerFieldsOf } from '../../ledger/order-fields.js';
import type { PlaceOutcome, Placement, Provider } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import type { ItemAvailability } from './availability.js';
import { inquiryHandleOf } from './bill.js';
import { describeCharge, withNote } from './charged-cost.js';
import { hasSendDeadlinePassed, inFlightUntil, intentColumns, persistWithRetry } from './intent.js';
import { findNamedAttempt, holdForKnownAttempt } from './former-attempts.js';
import { checkItemAvailability, checkLaterOffer, recordUnavailable } from './item-availability.js';
import { confirmRefusal, goOnAfterRefusal, skipOffer } from './next-offer.js';
import { elapsed, failAtProvider, failOrder, rescheduleAt, transition } from './transitions.js';

/** ms that the price of a provider without a price guard may be old when the order is placed */
const MAX_PRICE_AGE_MS = 60_000;

export const toPlacement = ({ publicUrl }: OrderContext, order: OrderRow): Placement => ({
  reference: referenceOf(order),
  product: order.product,
  item: order.item,
  fields: providerFieldsOf(order),
  cost: order.cost,
  inquiry: inquiryHandleOf(order),
  callbackUrl: callbackUrl(publicUrl, order.provider, order.callback_key),
  shopperAddress: order.shopper_address,
});

/** Whether an order may be placed now; else what it has become. */
export type LastCheck = (
  context: OrderContext,
  order: OrderRow,
) => Promise<{ readonly kind: 'go' } | { readonly kind: 'stop'; readonly order: OrderRow | null }>;

/**
 * Records the intent to place an order, and sends it.
 *
 * @param lastCheck right before the intent
 */
export const placeAfter =
  (lastCheck: LastCheck): Step =>
  async (context, order) => {
    const { providers, now, timeouts } = context;
    const provider = providers.get(order.provider);
    if (!provider) return skipOffer(context, order, 'provider_unreachable', 'provider is off');
    const named = await findNamedAttempt(context, order);
    if (named) return holdForKnownAttempt(context, order, named);
    const item = await recheckOffer(context, order, provider);
    if (item.kind !== 'available') {
      return recordUnavailable(context, order, item, order.state_entered_at);
    }
    const waitMs = provider.msUntilPlaceable();
    const hasWaitedTooLong =
      waitMs > 0 && elapsed(context, order.state_entered_at) > timeouts.maxRetryMs;
    if (waitMs > timeouts.maxRetryMs || hasWaitedTooLong) {
      return skipOffer(context, order, 'provider_unreachable', 'provider pauses');
    }
    if (waitMs > 0) return rescheduleAt(context, order, now() + waitMs);
    const check = await lastCheck(context, order);
    if (check.kind === 'stop') return check.order;
    const note = `to ${order.provider}`;
    const intent = await transition(context, order, 'PLACING', note, {
      ...intentColumns(context),
      ...(takesNewCost(order) && { cost: item.cost }),
      inquiry: item.inquiry,
      ...(provider.facts.isTrial && { is_trial: 1 }),
    });
    if (!intent) return null;
    const answer: PlaceOutcome = hasSendDeadlinePassed(context, intent)
      ? { kind: 'later', retryAfterMs: 0 }
      : await provider.placeOrder(toPlacement(context, intent));
    const outcome = await confirmRefusal(context, intent, answer);
    return persistWithRetry(context, intent, () => recordOutcome(context, intent, outcome));
  };

/** DEBITED, or ACCEPTED when an invoice is paid at the provider. */
export const sendPlacement = placeAfter(() => Promise.resolve({ kind: 'go' }));

/** The quote's cost is the first offer's; the shop's own checkout has no quote. */
const takesNewCost = ({ attempt_number: attempt, paid_by }: OrderRow): boolean =>
  attempt > 1 || paid_by === 'checkout';

/** Checks the price again at a provider that takes no price with the order, and all of a later offer. */
async function recheckOffer(
  context: OrderContext,
  order: OrderRow,
  { facts }: Provider,
): Promise<ItemAvailability> {
  if (order.attempt_number > 1) return checkLaterOffer(context, order, MAX_PRICE_AGE_MS);
  const isPriceSafe = facts.rejectsChangedPrice || order.state !== 'DEBITED';
  return isPriceSafe
    ? { kind: 'available', cost: order.cost, inquiry: null }
    : await checkItemAvailability(context, order, MAX_PRICE_AGE_MS);
}

function recordOutcome(
  context: OrderContext,
  order: OrderRow,
  outcome: PlaceOutcome,
): Promise<OrderRow | null> {
  switch (outcome.kind) {
    case 'accepted':
      return recordPlacement(context, order, outcome);
    case 'refused':
      return recordRefusal(context, order, outcome);
    case 'later':
      return placeLater(context, order, outcome.retryAfterMs ?? 0);
    case 'unknown':
      return recordUnknown(context, order, outcome.code);
  }
}

async function recordRefusal(
  context: OrderContext,
  order: OrderRow,
  refusal: Extract<PlaceOutcome, { kind: 'refused' }>,
): Promise<OrderRow | null> {
  const next = await goOnAfterRefusal(context, order, refusal);
  return next === undefined ? failAtProvider(context, order, refusal) : next;
}

export function recordPlacement(
  context: OrderContext,
  order: OrderRow,
  { handle, invoice, charged }: Extract<PlaceOutcome, { kind: 'accepted' }>,
): Promise<OrderRow | null> {
  const cost = describeCharge(order, charged);
  return transition(context, order, 'PLACED', withNote('accepted', cost), {
    handle,
    next_attempt_at: context.now() + context.timeouts.minAttemptDelayMs,
    ...(invoice && { invoice_url: invoice.url, price: invoice.amount }),
    ...cost.change,
  });
}

function placeLater(
  context: OrderContext,
  order: OrderRow,
  retryAfterMs: number,
): Promise<OrderRow | null> {
  const { now, timeouts } = context;
  const waitMs = Math.max(retryAfterMs, timeouts.minAttemptDelayMs);
  if (Math.max(elapsed(context, order.created_at), waitMs) > timeouts.maxRetryMs) {
    return failOrder(context, order, 'provider_unreachable', 'provider unreachable');
  }
  const previousState = order.paid_by === 'invoice' ? 'ACCEPTED' : 'DEBITED';
  const change = { next_attempt_at: now() + waitMs };
  return transition(context, order, previousState, 'later', change);
}

function recordUnknown(
  context: OrderContext,
  order: OrderRow,
  code: string,
): Promise<OrderRow | null> {
  const nextAttemptAt = context.now() + context.timeouts.minAttemptDelayMs;
  const change = { detail: code, next_attempt_at: nextAttemptAt };
  return transition(context, order, 'PLACE_UNKNOWN', code, change);
}

/** PLACING whose process is gone: that process may have sent the placement. */
export const recoverPlacement: Step = (context, order) => {
  const inFlightEndsAt = inFlightUntil(context, order);
  if (inFlightEndsAt !== null) return rescheduleAt(context, order, inFlightEndsAt);
  const change = { next_attempt_at: context.now() };
  return transition(context, order, 'PLACE_UNKNOWN', 'found', change);
};
