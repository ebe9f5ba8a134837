/**
 * Buying once. What was sent may have arrived however its answer was lost, so an intent is written
 * down before it is sent, goes again only under its own key, and is forgotten only when its end is
 * certain: an order came back, or a refusal that no order can lie behind.
 */
import type { Order } from '../../proxy/contract.js';
import { platform } from '../../stores/platform.js';
import type { CallProxy } from '../http/call-proxy.js';
import { isDefiniteRefusal } from './certainty.js';
import type { IntentStore } from './intent-store.js';
import { orderSchema as orderSchema } from '../http/session-schemas.js';
import type { Failure, Intent, Outcome, PurchaseClient } from '../purchase-client.js';

/**
 * A request that is still on its way makes no order later than this, ms: by then its quote
 * (5 minutes) and its proof (2 minutes, by clocks at most 2 minutes apart) have expired.
 */
export const MAX_ARRIVAL_MS = 5 * 60_000;

export function createOrderPlacer(
  callProxy: CallProxy,
  openSession: () => Promise<Outcome<unknown>>,
  intentStore: IntentStore,
  /** An order was seen. */
  onOrder: (order: Order) => void,
): Pick<PurchaseClient, 'placeOrder' | 'resolveIntents'> {
  const inFlight = new Map<string, Promise<Outcome<Order>>>();
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

  const acceptOrder = (key: string, outcome: Outcome<Order>) => {
    if (!outcome.ok) return;
    intentStore.remove(key);
    onOrder(outcome.value);
  };

  const placeWithRetry = async (intent: Intent, pin: string | null): Promise<Outcome<Order>> => {
    const session = await openSession();
    // Without one nothing is sent, so nothing needs to be remembered.
    if (!session.ok) return session;
    let isFirstAttempt = intentStore.all().every(({ key }) => key !== intent.key);
    for (let attempt = 1; ; attempt++) {
      intentStore.save({ ...intent, at: platform().now() });
      const outcome = await postOrder(intent, pin, false);
      acceptOrder(intent.key, outcome);
      if (outcome.ok) return outcome;
      if (isDefiniteRefusal(outcome.code)) {
        if (isFirstAttempt) intentStore.remove(intent.key);
        return outcome;
      }
      isFirstAttempt = false;
      if (attempt === 2)
        return outcome.code === 'quote_used' ? resolveUsedQuote(intent, outcome) : outcome;
      await platform().wait(platform().backoff * (1 + platform().random()));
    }
  };

  /** The quote buys no more: if not this intent's own order, then none, ever. */
  const resolveUsedQuote = async (intent: Intent, refusal: Failure): Promise<Outcome<Order>> => {
    const found = await postOrder(intent, null, true);
    acceptOrder(intent.key, found);
    if (found.ok) return found;
    if (found.code !== 'unknown_order') return { ...refusal, isUnresolved: true };
    intentStore.remove(intent.key);
    return refusal;
  };

  const lookUp = async (intent: Intent & { readonly at: number }): Promise<Outcome<Order>> => {
    const found = await postOrder(intent, null, true);
    acceptOrder(intent.key, found);
    if (found.ok || found.code !== 'unknown_order') return found;
    const leftMs = intent.at + MAX_ARRIVAL_MS - platform().now();
    if (leftMs > 0) return { ...found, retryAfterMs: leftMs };
    intentStore.remove(intent.key);
    return { ok: false, code: 'unknown_order' };
  };

  const shareInFlight = (key: string, start: () => Promise<Outcome<Order>>) => {
    const outcome = inFlight.get(key) ?? start().finally(() => inFlight.delete(key));
    inFlight.set(key, outcome);
    return outcome;
  };

  return {
    placeOrder: (intent, pin) => shareInFlight(intent.key, () => placeWithRetry(intent, pin)),
    resolveIntents: async () => {
      let last: Outcome<Order> | null = null;
      for (const intent of intentStore.all()) {
        last = await shareInFlight(intent.key, () => lookUp(intent));
        if (last.ok) return last;
      }
      return last;
    },
  };
}
