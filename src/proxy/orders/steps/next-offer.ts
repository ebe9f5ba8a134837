/**
 * Takes an order to its next offer. It must never do so after an answer that is not a certain refusal: the
 * attempt before might have bought.
 */
import type { OrderReason } from '../../contract.js';
import { nextOfferColumns } from '../../ledger/order-offers.js';
import type { PlaceOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { currentPlacement, isKnownPlacement, queryPlacement } from './placement-query.js';
import { sendToReview } from './review.js';
import { changedOrderOrNull, failOrder, transition } from './transitions.js';

type Refusal = Extract<PlaceOutcome, { kind: 'refused' }>;

/** Whether another supplier may be asked after this refusal, and one is left. */
const mayGoOn = (order: OrderRow, { isSuppliersOwn }: Refusal): boolean =>
  isSuppliersOwn === true && nextOfferColumns(order) !== null;

/**
 * Asks the supplier once whether it knows the order that it refused, before another one is begun.
 *
 * @returns the refusal, or `unknown` where it was none
 */
export async function confirmRefusal(
  { providers }: OrderContext,
  intent: OrderRow,
  outcome: PlaceOutcome,
): Promise<PlaceOutcome> {
  const provider = providers.get(intent.provider);
  if (outcome.kind !== 'refused' || !mayGoOn(intent, outcome)) return outcome;
  if (!provider?.facts.canQueryByReference) return outcome;
  const seen = await queryPlacement(provider, currentPlacement(intent));
  return isKnownPlacement(seen) ? { kind: 'unknown', code: `${outcome.code}, but known` } : outcome;
}

/** PLACING, refused: the order waits for the next offer's placement. @returns `undefined` without one */
export async function goOnAfterRefusal(
  context: OrderContext,
  order: OrderRow,
  refusal: Refusal,
): Promise<OrderRow | null | undefined> {
  const next = nextOfferColumns(order);
  if (!next || !mayGoOn(order, refusal)) return undefined;
  if (refusal.stop) await context.supply.recordStop(order.provider, refusal.stop);
  return transition(context, order, 'DEBITED', `${refusal.code}; ${describe(next)}`, {
    ...next,
    next_attempt_at: context.now(),
    attemptOutcome: refusal.code,
  });
}

/** Skips an offer that cannot be bought now; fails the order where none is left. */
export async function skipOffer(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
): Promise<OrderRow | null> {
  const next = await goOnUnsent(context, order, detail);
  if (next !== undefined) return next;
  // The shopper has paid the shop's own checkout: whether it sells at a loss is for a person to decide.
  return order.paid_by === 'checkout' && reason === 'price_moved'
    ? sendToReview(context, order, reason, detail)
    : failOrder(context, order, reason, detail);
}

/** Goes on to the next offer while this one was not sent to its supplier. @returns `undefined` without one */
export async function goOnUnsent(
  context: OrderContext,
  order: OrderRow,
  why: string,
): Promise<OrderRow | null | undefined> {
  const next = nextOfferColumns(order);
  if (!next || (await wasSent(context, order))) return undefined;
  const note = `${why}; ${describe(next)}`;
  const change = { ...next, next_attempt_at: context.now() };
  // The checks before the debit begin anew.
  if (order.state === 'RESERVED') return transition(context, order, 'ACCEPTED', note, change);
  return changedOrderOrNull(await context.ledger.recordObservation(order, note, change));
}

const wasSent = async ({ ledger }: OrderContext, order: OrderRow): Promise<boolean> =>
  (await ledger.listAttempts(order)).some(({ number }) => number === order.attempt_number);

const describe = ({ provider, item }: { provider: string; item: string }): string =>
  `next: ${provider} ${item}`;
