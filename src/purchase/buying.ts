/**
 * Buying once. What was sent may have arrived however its answer was lost, so an intent is written
 * down before it is sent, goes again only under its own key, and is forgotten only when its end is
 * certain: an order came back, or a refusal that no order can lie behind.
 */
import type { Order } from '../proxy/contract.js';
import { platform } from '../stores/outside.js';
import type { CallProxy } from './ask.js';
import { isRefusal } from './certainty.js';
import type { Intents } from './intents.js';
import { order as orderSchema } from './member-shapes.js';
import type { Failure, Intent, Outcome, PurchaseClient } from './purchase.js';

/**
 * A request that is still on its way makes no order later than this, ms: by then its quote
 * (5 minutes) and its proof (2 minutes, by clocks at most 2 minutes apart) have expired.
 */
export const LATEST_ARRIVAL = 5 * 60_000;

export function createBuying(
  callProxy: CallProxy,
  openSession: () => Promise<Outcome<unknown>>,
  intents: Intents,
  /** An order was seen. */
  note: (order: Order) => void,
): Pick<PurchaseClient, 'buy' | 'resume'> {
  const underWay = new Map<string, Promise<Outcome<Order>>>();
  const { signal } = new AbortController();

  const post = ({ key, quote, fields }: Intent, pin: string | null, isLookup: boolean) =>
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

  const accept = (key: string, outcome: Outcome<Order>) => {
    if (!outcome.ok) return;
    intents.remove(key);
    note(outcome.value);
  };

  const place = async (intent: Intent, pin: string | null): Promise<Outcome<Order>> => {
    const session = await openSession();
    // Without one nothing is sent, so nothing needs to be remembered.
    if (!session.ok) return session;
    let isAlone = intents.all().every(({ key }) => key !== intent.key);
    for (let tries = 1; ; tries++) {
      intents.keep({ ...intent, at: platform().now() });
      const outcome = await post(intent, pin, false);
      accept(intent.key, outcome);
      if (outcome.ok) return outcome;
      if (isRefusal(outcome.code)) {
        if (isAlone) intents.remove(intent.key);
        return outcome;
      }
      isAlone = false;
      if (tries === 2) return outcome.code === 'quote_used' ? settle(intent, outcome) : outcome;
      await platform().wait(platform().backoff * (1 + platform().random()));
    }
  };

  /** The quote buys no more: if not this intent's own order, then none, ever. */
  const settle = async (intent: Intent, refused: Failure): Promise<Outcome<Order>> => {
    const found = await post(intent, null, true);
    accept(intent.key, found);
    if (found.ok) return found;
    if (found.code !== 'unknown_order') return { ...refused, isUnresolved: true };
    intents.remove(intent.key);
    return refused;
  };

  const lookUp = async (intent: Intent & { readonly at: number }): Promise<Outcome<Order>> => {
    const found = await post(intent, null, true);
    accept(intent.key, found);
    if (found.ok || found.code !== 'unknown_order') return found;
    const left = intent.at + LATEST_ARRIVAL - platform().now();
    if (left > 0) return { ...found, retryAfterMs: left };
    intents.remove(intent.key);
    return { ok: false, code: 'unknown_order' };
  };

  const shared = (key: string, start: () => Promise<Outcome<Order>>) => {
    const outcome = underWay.get(key) ?? start().finally(() => underWay.delete(key));
    underWay.set(key, outcome);
    return outcome;
  };

  return {
    placeOrder: (intent, pin) => shared(intent.key, () => place(intent, pin)),
    resolveIntents: async () => {
      let last: Outcome<Order> | null = null;
      for (const intent of intents.all()) {
        last = await shared(intent.key, () => lookUp(intent));
        if (last.ok) return last;
      }
      return last;
    },
  };
}
