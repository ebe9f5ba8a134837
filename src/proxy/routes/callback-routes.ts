/**
 * What providers and bukaOlshop tell on their own. It is recorded, and the order it names is looked
 * at again, sooner; nothing that it says is believed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { bodyBytes } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import type { CallbackLog } from '../ledger/callback-log.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import { findOrderById, findOrderByCallbackKey } from '../ledger/queries.js';
import { ProblemError } from '../problem.js';
import { readOrderCallback as readLapakgaming } from '../providers/lapakgaming/callbacks.js';
import { readOrderCallback as readSnapcart } from '../providers/snapcart/callbacks.js';
import type { Database } from '../store/database.js';
import type { OrderRow } from '../store/tables.js';

export interface CallbackParts {
  readonly database: Database;
  readonly ledger: OrderLedger;
  readonly callbackLog: CallbackLog;
  /** in the addresses that are the same for all orders; see `shopCallbackUrls` */
  readonly shopSecret: () => Promise<string>;
  /** bukaOlshop's `secret_key_callback`; `null` where none is set */
  readonly bukaolshopSecret: string | null;
  /** A provider's products or prices changed. */
  readonly onProductsChanged: (provider: 'lapakgaming') => void;
  /** An order is due now. */
  readonly wake: () => void;
}

/** PostgreSQL keeps no nul. */
const callbackText = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .max(100)
      .regex(/^[^\0]*$/),
  );
const bukaolshopCallback = z.looseObject({
  tipe_callback: callbackText.optional().catch(undefined),
  secret_key_callback: callbackText,
});

export function callbackRoutes(parts: CallbackParts): Hono<ProxyEnv> {
  const { database, ledger, callbackLog, wake } = parts;
  const routes = new Hono<ProxyEnv>();

  async function wakeOrder(order: OrderRow, callbackHandle: string | null): Promise<void> {
    await ledger.scheduleNow(order, callbackHandle);
    wake();
  }

  routes.post('/callbacks/lapakgaming/:secret', async (c) => {
    const { secret } = c.req.param();
    const body = await bodyBytes(c);
    const order = await findOrderByCallbackKey(database.db, secret);
    const isOrder = order?.provider === 'lapakgaming';
    if (!isOrder && !isEqualConstantTime(secret, await parts.shopSecret()))
      return rejectCallback(callbackLog, 'lapakgaming');
    await callbackLog.record('lapakgaming', body, order?.id ?? null, isOrder ? 'order' : 'product');
    if (order && isOrder) await wakeOrder(order, callbackHandleOf(order, body));
    else parts.onProductsChanged('lapakgaming');
    return c.json({ status: 'recorded' });
  });

  routes.post('/callbacks/snapcart/:secret', async (c) => {
    if (!isEqualConstantTime(c.req.param('secret'), await parts.shopSecret()))
      return rejectCallback(callbackLog, 'snapcart');
    const body = await bodyBytes(c);
    const callback = readSnapcart(parseJson(body));
    const order = await findOrderById(database.db, callback?.reference ?? '');
    const isOrder = order?.provider === 'snapcart';
    await callbackLog.record(
      'snapcart',
      body,
      isOrder ? order.id : null,
      isOrder ? 'order' : 'unknown',
    );
    if (isOrder) await wakeOrder(order, callback?.handle ?? null);
    return c.json({ status: 'recorded' });
  });

  routes.post('/callbacks/bukaolshop', async (c) => {
    const body = await bodyBytes(c);
    const { data: callback } = bukaolshopCallback.safeParse(await formOrJson(c, body));
    const { bukaolshopSecret: secret } = parts;
    if (secret === null || !isEqualConstantTime(callback?.secret_key_callback ?? '', secret)) {
      return rejectCallback(callbackLog, 'bukaolshop');
    }
    await callbackLog.record('bukaolshop', body, null, callback?.tipe_callback ?? 'unknown');
    return c.json({ status: 'recorded' });
  });

  return routes;
}

/** The `tid` that Lapakgaming names, unless it speaks of another order. */
function callbackHandleOf(order: OrderRow, body: Uint8Array): string | null {
  const callback = readLapakgaming(parseJson(body));
  if (callback === null || (callback.reference !== null && callback.reference !== order.id))
    return null;
  return callback.handle;
}

/** As if the address were not there; counted, so that an operator sees somebody trying. */
async function rejectCallback(
  callbackLog: CallbackLog,
  source: 'lapakgaming' | 'snapcart' | 'bukaolshop',
): Promise<never> {
  await callbackLog.logRefused(source);
  throw new ProblemError('not_found');
}

/** Compares digests: neither the length nor the place of a difference shows in the time it takes. */
function isEqualConstantTime(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** Nowhere is written how bukaOlshop encodes it: form, multipart and JSON are read. */
async function formOrJson(c: Context<ProxyEnv>, body: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return parseJson(body);
  }
  try {
    const form = await new Response(body, { headers: { 'Content-Type': type } }).formData();
    return Object.fromEntries(form);
  } catch {
    return undefined;
  }
}
