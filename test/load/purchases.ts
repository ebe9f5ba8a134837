/** Purchases from the quote to the end, and what became of each. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { order, quote, type Order } from '../../src/proxy/contract.js';
import { PURCHASES } from '../node/proxy/support/proxy-cluster.js';
import { send } from './http-client.js';
import type { SigningShopper } from './signing-shopper.js';

export interface Purchase {
  readonly key: string;
  /** of the answer to the order; 0 where there was none */
  readonly status: number;
  readonly order: Order | null;
  /** ms from the planned arrival to the order's end */
  readonly durationMs: number;
}

/** Providers take 50 requests a second each; two of them are what one shop has. */
const PROVIDERS = ['lapakgaming', 'snapcart'] as const;
const ENDED: readonly Order['status'][] = ['completed', 'refunded', 'failed', 'review'];

export interface Buyer {
  /** Takes a quote and orders; gives the status of the last answer. */
  buy(this: void, index: number): Promise<number>;
  /** Everything that was ordered, when it has ended, or time is up. */
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
      if (!shopper || !provider) throw new Error('nobody');
      const { product, item, fields } = PURCHASES[provider];
      const quoteRequest = { provider, product, item, fields };
      const quoted = await send(shopper.sign('POST', '/v1/quotes', quoteRequest));
      if (quoted.status !== 200) return quoted.status;
      const signedQuote = quote.parse(JSON.parse(quoted.body));
      const key = randomUUID();
      const body = { quote: signedQuote.quote, fields };
      const answer = await send(
        shopper.sign('POST', '/v1/orders', body, { 'Idempotency-Key': key }),
      );
      const { status } = answer;
      const made = status === 201 ? order.parse(JSON.parse(answer.body)) : null;
      const end = made ? follow(shopper, made) : Promise.resolve(null);
      const purchase = end.then((ended) => {
        return { key, status, order: ended, durationMs: performance.now() - began };
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
