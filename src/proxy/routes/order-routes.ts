/** `/v1/orders`: a quote becomes one order; a shopper reads their own orders, and waits for changes. */
import type { Context } from 'hono';
import { z } from 'zod';
import { cleanText, type OrderList } from '../contract.js';
import type { ClientAddresses } from '../http/address.js';
import { readJsonBody } from '../http/body.js';
import type { ProxyEnv, Shopper } from '../http/env.js';
import { matchesEtag, notModified } from '../http/etag.js';
import { RETRY_AFTER_MS, type LoadShedder } from '../overload/load-shedder.js';
import type { OrderChangeNotifier } from '../ledger/order-change-notifier.js';
import { acceptOrder, hashRequest, type IntakeParts } from '../orders/intake.js';
import type { PinLock } from '../orders/pin-lock.js';
import {
  findOrderById,
  listOrders,
  findOrderByIdempotencyKey,
  type OrderCursor,
} from '../ledger/queries.js';
import type { StepRunner } from '../step-runner.js';
import { toOrderJson, type Language } from '../orders/order-view.js';
import { ProblemError } from '../problem.js';
import { verifyQuote, type QuoteTerms } from '../quote/quote.js';
import { requireQuotedOffers, type OfferParts } from '../orders/quoted-offers.js';
import { offerColumns } from '../ledger/order-offers.js';
import type { Keys } from '../crypto/keys.js';
import type { Database } from '../store/database.js';
import type { OrderRow } from '../store/tables.js';
import type { RouteHandlers } from './routes.js';

export interface OrderParts extends IntakeParts, OfferParts {
  readonly database: Database;
  readonly keys: Keys;
  readonly addresses: Pick<ClientAddresses, 'addressOf'>;
  readonly pinLock: Pick<PinLock, 'lockedForMs'>;
  readonly runner: Pick<StepRunner<OrderRow>, 'start'>;
  readonly changes: OrderChangeNotifier;
  /** A held request does not count as work (`LoadShedder.whileIdle`). */
  readonly whileIdle: LoadShedder['whileIdle'];
  /** Stores the PIN of an order, in this process's memory only. */
  readonly rememberPin: (order: OrderRow, pin: string) => void;
}

const orderRequest = z.object({
  quote: z.string().min(1).max(4096),
  fields: z.record(z.string(), z.string()),
  pin: z.unknown().optional(),
});

const pinSchema = z.string().regex(/^[0-9]{6}$/);

/** orders on a page */
const PAGE_SIZE = 20;
/** `?wait=`, seconds (contract) */
const MAX_WAIT_SECONDS = 25;

export function orderRoutes(parts: OrderParts) {
  const { database, keys } = parts;
  const renderOrder = (c: Context<ProxyEnv>, order: OrderRow) =>
    toOrderJson(order, keys, readLanguage(c));

  return {
    'POST /v1/orders': async (c) => {
      const shopper = c.get('shopper');
      const key = readIdempotencyKey(c);
      if (c.req.header('Idempotency-Lookup') === 'true') {
        const known = await findOrderByIdempotencyKey(database.db, shopper.id, key);
        if (!known) throw new ProblemError('unknown_order');
        return c.json(await renderOrder(c, known));
      }
      const { kind, order } = await findOrCreateOrder(parts, c, shopper, key);
      return c.json(await renderOrder(c, order), kind === 'created' ? 201 : 200);
    },

    'GET /v1/orders': async (c) => {
      const cursor = readCursor(c.req.query('cursor'));
      const shopper = c.get('shopper').id;
      const rows = await listOrders(database.db, { shopper }, PAGE_SIZE + 1, cursor);
      const page = rows.slice(0, PAGE_SIZE);
      const answer: OrderList = {
        orders: await Promise.all(page.map((row) => renderOrder(c, row))),
        next: rows.length > PAGE_SIZE ? writeCursor(page.at(-1)) : null,
      };
      return c.json(answer);
    },

    'GET /v1/orders/:id': async (c) => {
      const findCurrent = () => findOrderById(database.db, c.req.param('id'));
      const order = await findCurrent();
      // Another shopper's order is as unknown as none, so that ids reveal nothing.
      if (order?.shopper !== c.get('shopper').id) throw new ProblemError('unknown_order');
      const current = await holdUntilChanged(parts, c, order, findCurrent);
      const headers = { ETag: etagOf(current) };
      return notModified(c, headers) ?? c.json(await renderOrder(c, current), 200, headers);
    },
  } satisfies Partial<RouteHandlers>;
}

/**
 * Waits up to `?wait=` seconds for a change of an open order. A client that names its version
 * (`If-None-Match`) misses no change between two requests.
 */
async function holdUntilChanged(
  { changes, whileIdle }: OrderParts,
  c: Context<ProxyEnv>,
  order: OrderRow,
  findCurrent: () => Promise<OrderRow | undefined>,
): Promise<OrderRow> {
  const waitSeconds = readWaitSeconds(c.req.query('wait'));
  const ifNoneMatch = c.req.header('If-None-Match');
  const hasChanged = ifNoneMatch !== undefined && !matchesEtag(ifNoneMatch, etagOf(order));
  if (waitSeconds === 0 || hasChanged || order.next_attempt_at === null) return order;
  // A client whose request is not held would repeat it at once.
  if (changes.isFull()) throw new ProblemError('overloaded', { retryAfterMs: RETRY_AFTER_MS });
  return whileIdle(() =>
    changes.waitForChange(order, waitSeconds * 1000, c.req.raw.signal, findCurrent),
  );
}

/** Finds the order of the idempotency key, or creates it. A faulty request creates none. */
async function findOrCreateOrder(
  parts: OrderParts,
  c: Context<ProxyEnv>,
  shopper: Shopper,
  idempotencyKey: string,
): Promise<{ kind: 'created' | 'exists'; order: OrderRow }> {
  const { database, keys, runner, rememberPin, addresses, pinLock } = parts;
  const body = await readJsonBody(c, orderRequest);
  const pin = readPin(body.pin);
  const requestHash = hashRequest(body.quote, withoutInvisible(body.fields));
  // Before the quote is verified, which may have expired since the order was created.
  const known = await findOrderByIdempotencyKey(database.db, shopper.id, idempotencyKey);
  if (known) return requireSameRequest(known, requestHash);

  const read = await verifyQuote(keys, body.quote, shopper.id);
  if (read.kind === 'refused') throw new ProblemError(read.code);
  const { fields, alternates } = await requireQuotedOffers(parts, read.terms, body.fields);
  const address = addresses.addressOf(c);
  if (pin !== undefined) {
    const lockedMs = await pinLock.lockedForMs({ shopper: shopper.id, shopper_address: address });
    if (lockedMs > 0) throw new ProblemError('pin_locked', { retryAfterMs: lockedMs });
  }
  const token = await keys.decrypt(shopper.encryptedTokenUser);
  if (token === null) throw new ProblemError('invalid_session');
  const accepted = await acceptOrder(parts, {
    shopper: { id: shopper.id, token },
    address,
    idempotencyKey,
    requestHash,
    item: {
      ...purchaseColumns(read.terms),
      ...offerColumns(read.terms.fieldNames, alternates),
      quote_id: read.id,
    },
    fields,
    hasPin: pin !== undefined,
  });
  if (!('order' in accepted)) {
    const isKeyReused = accepted.kind === 'key-reused';
    throw new ProblemError(isKeyReused ? 'idempotency_key_reused' : 'quote_used');
  }
  if (accepted.kind === 'created') {
    if (pin !== undefined) rememberPin(accepted.order, pin);
    runner.start(accepted.order);
  }
  return accepted;
}

function requireSameRequest(order: OrderRow, hash: string): { kind: 'exists'; order: OrderRow } {
  if (order.request_hash !== hash) throw new ProblemError('idempotency_key_reused');
  return { kind: 'exists', order };
}

/** What a repeated request is compared by: nothing that needs the product, which may be gone by then. */
const withoutInvisible = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = cleanText(value);
      return text === '' ? [] : [[name, text]];
    }),
  );

const purchaseColumns = ({
  provider,
  product,
  item,
  title,
  itemName,
  cost,
  price,
  paidBy,
}: QuoteTerms) => ({
  provider,
  product,
  item,
  title,
  item_name: itemName,
  cost,
  price,
  paid_by: paidBy,
});

/** Printable ASCII; browsers send UUIDs or the like. */
function readIdempotencyKey(c: Context<ProxyEnv>): string {
  const key = c.req.header('Idempotency-Key');
  if (key === undefined) throw new ProblemError('missing_idempotency_key');
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ProblemError('invalid_idempotency_key');
  return key;
}

/** ASCII digits only. No answer may contain the PIN. */
function readPin(pin: unknown): string | undefined {
  if (pin === undefined || pin === null) return undefined;
  const read = pinSchema.safeParse(pin);
  if (!read.success) throw new ProblemError('invalid_pin');
  return read.data;
}

const etagOf = ({ version }: OrderRow): string => `"${String(version)}"`;

function readWaitSeconds(wait = '0'): number {
  if (!/^\d{1,3}$/.test(wait)) throw new ProblemError('bad_request');
  return Math.min(Number(wait), MAX_WAIT_SECONDS);
}

const readLanguage = (c: Context<ProxyEnv>): Language =>
  /^en\b/i.test(c.req.header('Accept-Language') ?? '') ? 'en' : 'id';

const writeCursor = (row: OrderRow | undefined): string | null =>
  row ? Buffer.from(`${String(row.created_at)}.${row.id}`).toString('base64url') : null;

function readCursor(cursor: string | undefined): OrderCursor | null {
  if (cursor === undefined) return null;
  const [, at, id] =
    /^(\d{1,15})\.([0-9a-f]{32})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) throw new ProblemError('bad_request');
  return { createdAt: Number(at), id };
}
