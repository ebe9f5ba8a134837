/** Queries of the order ledger. Nothing here writes. */
import type { Kysely } from 'kysely';
import type { OrderEventRow, OrderRow, Tables } from '../store/tables.js';
import { parseOrderNumber } from '../store/order-number.js';

type Db = Kysely<Tables>;

const selectOrders = (db: Db) => db.selectFrom('orders').selectAll();

export const findOrderByIdempotencyKey = (
  db: Db,
  shopper: string,
  key: string,
): Promise<OrderRow | undefined> =>
  selectOrders(db)
    .where('shopper', '=', shopper)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();

/** Values come from requests. PostgreSQL rejects a NUL in a text, and no stored value contains one. */
const findBy =
  (column: 'callback_key' | 'id' | 'number' | 'quote_id') =>
  async (db: Db, value: string): Promise<OrderRow | undefined> =>
    value.includes('\0')
      ? undefined
      : selectOrders(db).where(column, '=', value).executeTakeFirst();

export const findOrderByCallbackKey = findBy('callback_key');
export const findOrderById = findBy('id');
export const findOrderByQuote = findBy('quote_id');
const findOrderByNumber = findBy('number');

/** The order of which any attempt has this reference. The first attempt has the order's id. */
export async function findOrderByReference(
  db: Db,
  reference: string,
): Promise<OrderRow | undefined> {
  const order = await findOrderById(db, reference);
  if (order || reference.includes('\0')) return order;
  return selectOrders(db)
    .where('id', 'in', (eb) =>
      eb.selectFrom('attempts').select('order_id').where('reference', '=', reference),
    )
    .executeTakeFirst();
}

/** The order that a person means; `ambiguous`: several ids begin with the text. */
export type TypedOrder =
  | { readonly kind: 'found'; readonly order: OrderRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly orders: readonly OrderRow[] };

/** Orders that are listed where a beginning is ambiguous. */
const MAX_AMBIGUOUS_ORDERS = 10;

/** @param text a number, an id or the beginning of one, as a person types it */
export async function findTypedOrder(db: Db, text: string): Promise<TypedOrder> {
  const typed = text.trim().toLowerCase();
  const number = parseOrderNumber(typed);
  const exact = await (number === null ? findOrderById(db, typed) : findOrderByNumber(db, number));
  if (exact) return { kind: 'found', order: exact };
  // Ids are hexadecimal, so no sign of `like` can be in one.
  if (!/^[0-9a-z]+$/.test(typed)) return { kind: 'unknown' };
  const orders = await selectOrders(db)
    .where('id', 'like', `${typed}%`)
    .orderBy('id')
    .limit(MAX_AMBIGUOUS_ORDERS)
    .execute();
  const [order] = orders;
  if (!order) return { kind: 'unknown' };
  return orders.length === 1 ? { kind: 'found', order } : { kind: 'ambiguous', orders };
}

/** The last row of a page; the next page begins behind it. */
export interface OrderCursor {
  readonly createdAt: number;
  readonly id: string;
}

/** Which orders a page shows; all of them by default. */
export interface OrderFilter {
  readonly shopper?: string;
}

/** One page of orders, newest first. */
export function listOrders(
  db: Db,
  { shopper }: OrderFilter,
  limit: number,
  before: OrderCursor | null,
): Promise<OrderRow[]> {
  let query = selectOrders(db);
  if (shopper !== undefined) query = query.where('shopper', '=', shopper);
  if (before) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', before.createdAt),
        eb.and([eb('created_at', '=', before.createdAt), eb('id', '<', before.id)]),
      ]),
    );
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** All members with orders; who bought last comes first. */
export async function listMembers(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('orders')
    .select('shopper')
    .groupBy('shopper')
    .orderBy((eb) => eb.fn.max('created_at'), 'desc')
    .execute();
  return rows.map(({ shopper }) => shopper);
}

/** All orders of a member, newest first. */
export const listOrdersOf = (db: Db, shopper: string): Promise<OrderRow[]> =>
  selectOrders(db).where('shopper', '=', shopper).orderBy('created_at', 'desc').execute();

/** The orders of a transaction of the shop's own checkout, in the order of its lines and pieces. */
export const listOrdersOfCheckout = (db: Db, paymentNumber: string): Promise<OrderRow[]> =>
  selectOrders(db)
    .where('payment_number', '=', paymentNumber)
    .orderBy('transaction_id')
    .orderBy('unit')
    .execute();

/** All events of an order, oldest first. */
export const listOrderEvents = (db: Db, id: string): Promise<OrderEventRow[]> =>
  db
    .selectFrom('order_events')
    .selectAll()
    .where('order_id', '=', id)
    .orderBy('version')
    .orderBy('at')
    .execute();

/** The number of an order's callbacks, and when the last one came, ms since 1970. */
export async function countCallbacks(
  db: Db,
  orderId: string,
): Promise<{ readonly count: number; readonly lastAt: number | null }> {
  const { count, last } = await db
    .selectFrom('callbacks')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('at').as('last')])
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  return { count: Number(count), lastAt: Number(count) === 0 ? null : last };
}
