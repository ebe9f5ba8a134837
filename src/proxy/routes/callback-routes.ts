/**
 * Callbacks of providers and bukaOlshop: they are recorded, and the order that they name is checked
 * sooner. Nothing that they claim may be believed.
 */
import type { Context } from 'hono';
import { z } from 'zod';
import { isEqualConstantTime } from '../crypto/digest.js';
import { bodyBytes, parseJson } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import type { CallbackLog } from '../ledger/callback-log.js';
import { PRODUCT_NOTE } from '../ledger/changed-items.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import { findCalledAttempts } from '../ledger/attempts.js';
import { findOrderByCallbackKey, findOrderByReference } from '../ledger/queries.js';
import { ProblemError } from '../problem.js';
import {
  readOrderCallback as readLapakgaming,
  readProductCallback,
} from '../providers/lapakgaming/callbacks.js';
import { readOrderCallback as readSnapcart } from '../providers/snapcart/callbacks.js';
import { storableText } from '../storable-text.js';
import type { Database } from '../store/database.js';
import type { OrderRow } from '../store/tables.js';
import type { RouteHandlers } from './routes.js';

export interface CallbackParts {
  readonly database: Database;
  readonly ledger: OrderLedger;
  readonly callbackLog: CallbackLog;
  /** part of the callback URLs that are the same for all orders; see `shopCallbackUrls` */
  readonly shopSecret: () => Promise<string>;
  /** bukaOlshop's `secret_key_callback`; `null` where none is configured */
  readonly bukaolshopSecret: string | null;
  /** The price or status of a provider's item may have changed. */
  readonly onItemChanged: (provider: 'lapakgaming', item: string) => void;
  /** bukaOlshop named a transaction of the shop's own checkout; what it says of it is not believed. */
  readonly onTransactionNamed: (named: {
    readonly number: string;
    readonly event: string;
    readonly status: string;
    readonly kind: string | null;
  }) => Promise<void>;
  /** Makes the order runner poll now. */
  readonly wake: () => void;
}

const callbackText = z.union([z.string(), z.number()]).transform(String).pipe(storableText(100));
const optionalText = callbackText.optional().catch(undefined);
/** bukaOlshop Closed API, "Callback bukaOlshop". */
const bukaolshopCallback = z.looseObject({
  tipe_callback: optionalText,
  secret_key_callback: callbackText,
  nomor_pembayaran: optionalText,
  status_transaksi: optionalText,
  tipe_transaksi: optionalText,
});
const PAYMENT_NUMBER = /^[\w-]{1,64}$/;

export function callbackRoutes(parts: CallbackParts) {
  const { database, ledger, callbackLog, wake } = parts;

  /** @param attempts those at the provider that calls */
  async function wakeOrder(
    order: OrderRow,
    attempts: CalledAttempts,
    named: NamedOrder | null,
  ): Promise<void> {
    const attempt = attemptOf(attempts, named?.reference ?? null);
    const handle = named?.handle ?? null;
    await ledger.recordCallback(
      order,
      attempt === null || handle === null ? null : { attempt, handle },
    );
    wake();
  }

  return {
    'POST /callbacks/lapakgaming/:secret': async (c) => {
      const { secret } = c.req.param();
      const body = await bodyBytes(c);
      const order = await findOrderByCallbackKey(database.db, secret);
      const attempts = order ? await findCalledAttempts(database.db, order, 'lapakgaming') : [];
      const isOrder = attempts.length > 0;
      if (!isOrder && !isEqualConstantTime(secret, await parts.shopSecret()))
        return rejectCallback(callbackLog, 'lapakgaming');
      if (order && isOrder) {
        await callbackLog.record('lapakgaming', body, order.id, 'order');
        await wakeOrder(order, attempts, readLapakgaming(parseJson(body)));
      } else {
        const item = readProductCallback(parseJson(body)) ?? '';
        await callbackLog.record('lapakgaming', body, null, PRODUCT_NOTE, item);
        parts.onItemChanged('lapakgaming', item);
      }
      return c.json({ status: 'recorded' });
    },

    'POST /callbacks/snapcart/:secret': async (c) => {
      if (!isEqualConstantTime(c.req.param('secret'), await parts.shopSecret()))
        return rejectCallback(callbackLog, 'snapcart');
      const body = await bodyBytes(c);
      const callback = readSnapcart(parseJson(body));
      const order = await findOrderByReference(database.db, callback?.reference ?? '');
      const attempts = order ? await findCalledAttempts(database.db, order, 'snapcart') : [];
      const isOrder = order !== undefined && attempts.length > 0;
      const subject = isOrder ? 'order' : 'unknown';
      await callbackLog.record('snapcart', body, isOrder ? order.id : null, subject);
      if (isOrder) await wakeOrder(order, attempts, callback);
      return c.json({ status: 'recorded' });
    },

    'POST /callbacks/bukaolshop': async (c) => {
      const body = await bodyBytes(c);
      const { data: callback } = bukaolshopCallback.safeParse(await formOrJson(c, body));
      const { bukaolshopSecret: secret } = parts;
      if (secret === null || !isEqualConstantTime(callback?.secret_key_callback ?? '', secret)) {
        return rejectCallback(callbackLog, 'bukaolshop');
      }
      const {
        tipe_callback: event = 'unknown',
        nomor_pembayaran: number,
        status_transaksi: status = 'unknown',
        tipe_transaksi: kind = null,
      } = callback ?? {};
      await callbackLog.record('bukaolshop', body, null, event);
      if (number !== undefined && PAYMENT_NUMBER.test(number)) {
        await parts.onTransactionNamed({ number, event, status, kind });
      }
      return c.json({ status: 'recorded' });
    },
  } satisfies Partial<RouteHandlers>;
}

interface NamedOrder {
  readonly handle: string | null;
  readonly reference: string | null;
}
type CalledAttempts = Awaited<ReturnType<typeof findCalledAttempts>>;

/** The attempt that a callback names; without a reference, the only one there. `null` for another order's. */
function attemptOf(attempts: CalledAttempts, reference: string | null): number | null {
  const named = attempts.filter((each) => reference === null || each.reference === reference);
  const [attempt] = named;
  return attempt && named.length === 1 ? attempt.number : null;
}

/** Answers as if the path did not exist. The log lets an operator see the attempts. */
async function rejectCallback(
  callbackLog: CallbackLog,
  source: 'lapakgaming' | 'snapcart' | 'bukaolshop',
): Promise<never> {
  await callbackLog.logRefused(source);
  throw new ProblemError('not_found');
}

/** bukaOlshop does not document the encoding; form, multipart and JSON are accepted. */
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
