/** One function for each call of the LeuwongRR user API, version 1. */
import type { z } from 'zod';
import type { Platform } from '../../platform.js';
import { createRateLimiter } from '../../upstream/rate-limiter.js';
import { createProviderHttp, parseAnswer } from '../provider-http.js';
import type { ReadResult } from '../../upstream/read-result.js';
import * as schemas from './schemas.js';

const ORDERS_LIMIT = { count: 10, windowMs: 60_000 };
const READS_LIMIT = { count: 60, windowMs: 60_000 };

/** The body of "Create Order". Unknown fields, above all prices, are refused. */
export interface OrderBody {
  readonly order_type: string;
  readonly roblox_username: string;
  readonly place_id: number;
  readonly roblox_pass_id: number;
  /** The alternative, `balance`, is for accounts linked to Discord. */
  readonly payment_method: 'invoice';
  readonly client_reference: string;
}

export function createClient(
  { url, token }: { readonly url: string; readonly token: string },
  platform: Platform,
  timeoutMs: number,
) {
  const http = createProviderHttp({
    platform,
    baseUrl: url,
    headers: { Authorization: `Bearer ${token}` },
    timeoutMs,
  });
  const ordersLimiter = createRateLimiter(platform, [ORDERS_LIMIT]);
  const readsLimiter = createRateLimiter(platform, [READS_LIMIT]);

  async function send<T>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<T>,
  ): Promise<ReadResult<T>> {
    return parseAnswer(await http.sendQueued(readsLimiter, { method, path }), schema);
  }

  return {
    msUntilPlaceable: () => ordersLimiter.msUntilAvailable(),
    /** @param key idempotency key: sent again, it makes no second order */
    order: (key: string, json: OrderBody) =>
      http.sendNow(ordersLimiter, {
        method: 'POST',
        path: '/me/orders',
        json,
        headers: { 'Idempotency-Key': key },
      }),
    invoiceStatus: (invoice: string) =>
      http.sendNow(readsLimiter, {
        method: 'GET',
        path: `/me/invoices/${encodeURIComponent(invoice)}/status`,
      }),
    orderStatus: (invoice: string) =>
      http.sendNow(readsLimiter, {
        method: 'GET',
        path: `/me/orders/${encodeURIComponent(invoice)}`,
      }),
    validateToken: () => send('POST', '/auth/token/validate', schemas.tokenValidation),
    balance: () => send('GET', '/me/balance', schemas.balance),
  };
}
