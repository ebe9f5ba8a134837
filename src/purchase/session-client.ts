/**
 * The part of a purchase client that needs a session: quotes, nicknames, orders. Loaded on first use,
 * since browsing the shelf needs none of it.
 */
import type { Order } from '../proxy/contract.js';
import { platform } from '../stores/platform.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { withRetry } from './http/call-proxy.js';
import { expectNews } from './orders/expect-news.js';
import { createOrderPlacer } from './orders/order-placer.js';
import type { ReadOrder } from './orders/follow-order.js';
import { followOrder } from './orders/follow-order.js';
import { openIntentStore } from './orders/intent-store.js';
import {
  changedOrderSchema,
  nicknameSchema,
  orderListSchema,
  quoteSchema,
} from './http/session-schemas.js';
import type { Outcome, PurchaseClient } from './purchase-client.js';
import type { OrderCache } from './orders/order-cache.js';
import { createSessionCall } from './session/session-call.js';
import { createSessionManager } from './session/session-manager.js';
import { createSendSigned } from './session/send-signed.js';
import type { PageVisibility } from './orders/page-visibility.js';

export type SessionClient = Pick<
  PurchaseClient,
  | 'nickname'
  | 'quote'
  | 'sessionBalance'
  | 'placeOrder'
  | 'resolveIntents'
  | 'listOrders'
  | 'followOrder'
>;

/** @param page orders are followed while it is visible */
export function createSessionClient(
  { proxy, shopper }: PurchaseSettings,
  page: PageVisibility,
  orderCache: OrderCache,
): SessionClient {
  const sendSigned = createSendSigned(proxy);
  const sessionManager = createSessionManager(sendSigned, proxy, shopper);
  const callProxy = createSessionCall(sendSigned, sessionManager);
  const callWithRetry = withRetry(callProxy);
  const intentStore = openIntentStore(platform().storage, proxy, shopper?.id ?? '');

  const jsonPost = (path: string, body: object) =>
    ({ method: 'POST', path, body: JSON.stringify(body) }) as const;

  const readOrder: ReadOrder = ({ id, etag, holdSeconds }, signal) =>
    callProxy(
      changedOrderSchema,
      {
        method: 'GET',
        path: `/v1/orders/${encodeURIComponent(id)}`,
        ...(holdSeconds > 0 && { query: `wait=${holdSeconds}`, holdMs: holdSeconds * 1000 }),
        ...(etag !== undefined && { headers: { 'If-None-Match': etag } }),
      },
      signal,
    );

  /** Returns the newest version that is known, which need not be the one that just came. */
  const updateOrder = (order: Order) => orderCache.update(order, true);
  const orderPlacer = createOrderPlacer(callProxy, sessionManager.open, intentStore, updateOrder);
  let hasPlacedOrder = false;

  return {
    nickname: (product, fields, signal) =>
      callWithRetry(nicknameSchema, jsonPost('/v1/nicknames', { product, fields }), signal),
    quote: (product, item, fields, signal) =>
      callWithRetry(quoteSchema, jsonPost('/v1/quotes', { product, item, fields }), signal),
    sessionBalance: () => (hasPlacedOrder ? null : sessionManager.balance()),
    placeOrder: (intent, pin) => {
      hasPlacedOrder = true;
      if (shopper) expectNews(proxy, shopper.id);
      return orderPlacer.placeOrder(intent, pin);
    },
    resolveIntents: orderPlacer.resolveIntents,
    listOrders: async (cursor, signal) => {
      const query = cursor === null ? null : { query: `cursor=${encodeURIComponent(cursor)}` };
      const request = { method: 'GET', path: '/v1/orders', ...query } as const;
      const outcome = await callWithRetry(orderListSchema, request, signal);
      if (!outcome.ok) return outcome;
      const { orders, next } = outcome.value;
      return {
        ok: true,
        value: { orders: orders.map((each) => orderCache.update(each, false)), next },
      };
    },
    followOrder: (id, signal, onOutcome) => {
      const notify = (outcome: Outcome<Order>) => {
        onOutcome(outcome.ok ? { ok: true, value: updateOrder(outcome.value) } : outcome);
      };
      void followOrder(readOrder, id, page, signal, notify);
    },
  };
}
