/**
 * Places each intent's order exactly once. A lost answer may hide an order, so an intent is stored
 * before it is sent, is repeated only under its own key, and is removed only when its outcome is
 * certain: an order, or a refusal that excludes one.
 */
import type { Order } from '../../proxy/contract.js';
import { waitToRetry } from '../backoff.js';
import { platform } from '../../stores/platform.js';
import type { CallProxy } from '../http/call-proxy.js';
import { isDefiniteRefusal } from './certainty.js';
import type { IntentStore } from './intent-store.js';
import { orderSchema } from '../http/session-schemas.js';
import type { Failure, Intent, Outcome, PurchaseClient } from '../purchase-client.js';

/**
 * A request that arrives later than this, ms, places no order: its quote (5 minutes) and its proof
 * (2 minutes, between clocks at most 2 minutes apart) have expired.
 */
export const MAX_ARRIVAL_MS = 5 * 60_000;

/**
 * The same for an intent of the future, ms. The clock was wrong, so nobody knows when it was sent, but
 * not by this page: the proxy has received such a request within 20 s, or never will.
 */
const FUTURE_ARRIVAL_MS = 30_000;

/** Running requests by idempotency key. */
type InFlight = Map<string, Promise<Outcome<Order>>>;

function shareInFlight(inFlight: InFlight, key: string, start: () => Promise<Outcome<Order>>) {
  const outcome = inFlight.get(key) ?? start().finally(() => inFlight.delete(key));
  inFlight.set(key, outcome);
  return outcome;
}

export function createOrderPlacer(
  callProxy: CallProxy,
  openSession: () => Promise<Outcome<unknown>>,
  intentStore: IntentStore,
  /** Records an order; returns the newest version that is known. */
  updateOrder: (order: Order) => Order,
): Pick<PurchaseClient, 'placeOrder' | 'resolveIntents'> {
  const placements: InFlight = new Map();
  const lookUps: InFlight = new Map();
  const { signal } = new AbortController();

  const postOrder = ({ key, quote, fields }: Intent, pin: string | null, isLookup: boolean) =>
    callProxy(
      orderSchema,
      {
        method: 'POST',
        path: '/v1/orders',
        body: JSON.stringify({ quote, fields, ...(pin !== null && { pin }) }),
        headers: { 'Idempotency-Key': key, ...(isLookup && { 'Idempotency-Lookup': 'true' }) },
      },
      signal,
    );

  /** Sends the intent. An order settles it. */
  const sendIntent = async (
    intent: Intent,
    pin: string | null,
    isLookup: boolean,
  ): Promise<Outcome<Order>> => {
    const outcome = await postOrder(intent, pin, isLookup);
    if (!outcome.ok) return outcome;
    intentStore.remove(intent.key);
    return { ok: true, value: updateOrder(outcome.value) };
  };

  const placeWithRetry = async (intent: Intent, pin: string | null): Promise<Outcome<Order>> => {
    const session = await openSession();
    // Without a session nothing is sent, so no intent needs to be stored.
    if (!session.ok) return session;
    let isFirstAttempt = intentStore.all().every(({ key }) => key !== intent.key);
    for (let attempt = 1; ; attempt++) {
      intentStore.save({ ...intent, at: platform().now() });
      const outcome = await sendIntent(intent, pin, false);
      if (outcome.ok) return outcome;
      if (isDefiniteRefusal(outcome.code)) {
        if (isFirstAttempt) intentStore.remove(intent.key);
        return outcome;
      }
      isFirstAttempt = false;
      if (attempt === 2)
        return outcome.code === 'quote_used' ? resolveUsedQuote(intent, outcome) : outcome;
      await waitToRetry();
    }
  };

  /** A quote buys once: either this intent's own order used it, or the intent never gets one. */
  const resolveUsedQuote = async (intent: Intent, refusal: Failure): Promise<Outcome<Order>> => {
    const found = await sendIntent(intent, null, true);
    if (found.ok) return found;
    if (found.code !== 'unknown_order') return { ...refusal, isUnresolved: true };
    intentStore.remove(intent.key);
    return refusal;
  };

  const storedIntent = (key: string) => intentStore.all().find((each) => each.key === key);

  /** How long a request may still arrive. Reads the intent again: meanwhile it may have been sent. */
  const arrivalLeftMs = (key: string): number => {
    const stored = storedIntent(key);
    // Settled meanwhile: the next look-up finds it no more.
    if (!stored) return 1;
    const now = platform().now();
    if (stored.at <= now) return stored.at + MAX_ARRIVAL_MS - now;
    intentStore.save({ ...stored, at: now + FUTURE_ARRIVAL_MS - MAX_ARRIVAL_MS });
    return FUTURE_ARRIVAL_MS;
  };

  const lookUp = async (intent: Intent): Promise<Outcome<Order>> => {
    const found = await sendIntent(intent, null, true);
    if (found.ok || found.code !== 'unknown_order') return found;
    const leftMs = arrivalLeftMs(intent.key);
    if (leftMs > 0) return { ...found, retryAfterMs: leftMs };
    intentStore.remove(intent.key);
    return { ok: false, code: 'unknown_order' };
  };

  /**
   * Waits for a running look-up of the same key, but takes only an order from it: "unknown order"
   * says nothing about a request that is still to be sent.
   */
  const placeAfterLookup = async (intent: Intent, pin: string | null): Promise<Outcome<Order>> => {
    const found = await lookUps.get(intent.key);
    return found?.ok ? found : placeWithRetry(intent, pin);
  };

  return {
    placeOrder: (intent, pin) =>
      shareInFlight(placements, intent.key, () => placeAfterLookup(intent, pin)),
    resolveIntents: async () => {
      let last: Outcome<Order> | null = null;
      for (const { key } of intentStore.all()) {
        const intent = storedIntent(key);
        if (!intent) continue;
        last = await (placements.get(intent.key) ??
          shareInFlight(lookUps, intent.key, () => lookUp(intent)));
        if (last.ok) return last;
      }
      return last;
    },
  };
}
