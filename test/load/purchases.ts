/** Purchases, from the quote to the order's end. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { order, quote, type Order } from '../../src/proxy/contract.js';
import { PURCHASES } from '../node/proxy/support/proxy-cluster.js';
import { send } from './http-client.js';
import type { SigningShopper } from './signing-shopper.js';

export interface Purchase {
  /** The member's id. */
  readonly shopper: string;
  readonly key: string;
  /** HTTP status of the response to the order; 0 when there was none. */
  readonly status: number;
  /** The order as last read; null unless the status is 201. */
  readonly order: Order | null;
  /** From the start of the purchase to the order's end. */
  readonly durationMs: number;
}

/** Each provider allows 50 requests a second, so two double the possible rate. */
const PROVIDERS = ['lapakgaming', 'snapcart'] as const;
const ENDED: readonly Order['status'][] = ['completed', 'refunded', 'failed', 'review'];

export interface Buyer {
  /** Requests a quote and orders; returns the status of the last response. */
  buy(this: void, index: number): Promise<number>;
  /** All purchases, once their orders have ended or after `ms` milliseconds. */
  ended(this: void, ms: number): Promise<readonly Purchase[]>;
}

export function createBuyer(shoppers: readonly SigningShopper[]): Buyer {
  const pendingPurchases: Promise<Purchase>[] = [];
  let isTimeUp = false;

  async function follow(shopper: SigningShopper, first: Order): Promise<Order> {
    let current = first;
    while (!ENDED.includes(current.status) && !isTimeUp) {
      const answer = await send(shopper.sign('GET', `/v1/orders/${first.id}?wait=5`));
      if (answer.status === 200) current = order.parse(JSON.parse(answer.body));
      else await pause(Math.max(answer.retryAfterSeconds, 1) * 1_000);
    }
    return current;
  }

  return {
    buy: async (index) => {
      const began = performance.now();
      const shopper = shoppers[index % shoppers.length];
      const provider = PROVIDERS[index % PROVIDERS.length];
      if (!shopper || !provider) throw new Error('there are no shoppers');
      const goods = PURCHASES[provider];
      const quoted = await send(shopper.sign('POST', '/v1/quotes', { provider, ...goods }));
      if (quoted.status !== 200) return quoted.status;
      const signedQuote = quote.parse(JSON.parse(quoted.body));
      const key = randomUUID();
      const body = { quote: signedQuote.quote, fields: goods.fields };
      const answer = await send(
        shopper.sign('POST', '/v1/orders', body, { 'Idempotency-Key': key }),
      );
      const { status } = answer;
      const created = status === 201 ? order.parse(JSON.parse(answer.body)) : null;
      const end = created ? follow(shopper, created) : Promise.resolve(null);
      const purchase = end.then((ended) => {
        return {
          shopper: shopper.id,
          key,
          status,
          order: ended,
          durationMs: performance.now() - began,
        };
      });
      pendingPurchases.push(purchase);
      return status;
    },
    ended: async (ms) => {
      const timer = setTimeout(() => (isTimeUp = true), ms);
      const purchases = await Promise.all(pendingPurchases);
      clearTimeout(timer);
      return purchases;
    },
  };
}
