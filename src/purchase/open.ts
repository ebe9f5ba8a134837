/** Puts the parts together: one purchase for each proxy and shopper, shared by a page's elements. */
import type { Order } from '../proxy/contract.js';
import { outside } from '../stores/outside.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { createAsk, createAskOpenly, patiently } from './ask.js';
import { createBuying } from './buying.js';
import { follow } from './follow.js';
import { openIntents } from './intents.js';
import type { Outcome, Purchase } from './purchase.js';
import { createSeen } from './seen.js';
import { createSessions } from './session.js';
import { catalog, nickname, order, orderList, product, quote } from './shapes.js';
import { createSendSigned } from './signed.js';
import type { Page } from './visible.js';

const purchases = new Map<string, Purchase>();

/** The same settings give the same purchase. */
export function openPurchase(settings: PurchaseSettings): Purchase {
  const { proxy, shopper } = settings;
  const key = JSON.stringify([proxy, shopper]);
  const purchase = purchases.get(key) ?? createPurchase(settings, document);
  purchases.set(key, purchase);
  return purchase;
}

/** Closes all: the next to be opened knows only what storage kept. */
export function closePurchases(): void {
  purchases.clear();
}

/** @param page whose visibility says when to ask */
export function createPurchase({ proxy, shopper }: PurchaseSettings, page: Page): Purchase {
  const sendSigned = createSendSigned(proxy);
  const sessions = createSessions(sendSigned, proxy, shopper);
  const ask = createAsk(sendSigned, sessions);
  const askAgain = patiently(ask);
  const askOpenly = patiently(createAskOpenly(proxy));
  const intents = openIntents(outside().storage, proxy, shopper?.id ?? '');
  const seen = createSeen();

  const post = (path: string, body: object) =>
    ({ method: 'POST', path, body: JSON.stringify(body) }) as const;

  const readOrder = (id: string, wait: number, signal: AbortSignal) => {
    const path = `/v1/orders/${encodeURIComponent(id)}`;
    const held = wait > 0 ? { query: `wait=${wait}`, held: wait * 1000 } : null;
    return ask(order, { method: 'GET', path, ...held }, signal);
  };

  const buying = createBuying(ask, sessions.open, intents, (each) => seen.learn(each, true));
  let hasBought = false;

  return {
    catalog: (signal) => askOpenly(catalog, { method: 'GET', path: '/v1/catalog' }, signal),
    product: (provider, code, signal) => {
      const path = `/v1/catalog/${provider}/${encodeURIComponent(code)}`;
      return askOpenly(product, { method: 'GET', path }, signal);
    },
    nickname: async (provider, code, fields, signal) => {
      const call = post('/v1/nicknames', { provider, product: code, fields });
      const outcome = await askAgain(nickname, call, signal);
      return outcome.ok ? { ok: true, value: outcome.value.name } : outcome;
    },
    quote: (provider, code, item, fields, signal) =>
      askAgain(quote, post('/v1/quotes', { provider, product: code, item, fields }), signal),
    balance: () => (hasBought ? null : sessions.balance()),
    buy: (intent, pin) => {
      hasBought = true;
      return buying.buy(intent, pin);
    },
    resume: buying.resume,
    orders: async (cursor, signal) => {
      const query = cursor === null ? null : { query: `cursor=${encodeURIComponent(cursor)}` };
      const call = { method: 'GET', path: '/v1/orders', ...query } as const;
      const outcome = await askAgain(orderList, call, signal);
      if (!outcome.ok) return outcome;
      const { orders, next } = outcome.value;
      return { ok: true, value: { orders: orders.map((each) => seen.learn(each, false)), next } };
    },
    $change: seen.$change,
    follow: (id, signal, tell) => {
      const learnt = (outcome: Outcome<Order>) => {
        if (outcome.ok) seen.learn(outcome.value, true);
        tell(outcome);
      };
      void follow(readOrder, id, page, signal, learnt);
    },
  };
}
