/**
 * The attempts of an order: one row for each placement that was begun at a supplier. The ledger writes them
 * in the transaction of the order's change.
 */
import { createHmac } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { ProviderName } from '../contract.js';
import type { OrderState } from '../store/order-state.js';
import type { AttemptRow, OrderRow, Tables } from '../store/tables.js';
import { DELIVERED_STATES } from './states.js';

/**
 * Our reference of the current attempt. The first has the order's id; each other one its own, of the same
 * letters and length, which only a holder of the order's secret can compute.
 */
export const referenceOf = ({
  id,
  callback_key,
  attempt_number,
}: Pick<OrderRow, 'id' | 'callback_key' | 'attempt_number'>): string =>
  attempt_number === 1
    ? id
    : createHmac('sha256', callback_key)
        .update(`attempt ${String(attempt_number)} ${id}`)
        .digest('hex')
        .slice(0, id.length);

/** The reference of an inquiry about the order's bill: never the order's own. @param at ms since 1970 */
export const inquiryReferenceOf = (
  { id, callback_key }: Pick<OrderRow, 'id' | 'callback_key'>,
  at: number,
): string =>
  createHmac('sha256', callback_key)
    .update(`inquiry ${String(at)} ${id}`)
    .digest('hex')
    .slice(0, id.length);

export const listAttempts = (db: Kysely<Tables>, orderId: string): Promise<AttemptRow[]> =>
  db.selectFrom('attempts').selectAll().where('order_id', '=', orderId).orderBy('number').execute();

/**
 * The attempts at a provider that a callback may be about: the current one, and those that the order has left.
 */
export async function findCalledAttempts(
  db: Kysely<Tables>,
  order: OrderRow,
  provider: ProviderName,
): Promise<readonly Pick<AttemptRow, 'number' | 'reference'>[]> {
  const current = {
    number: order.attempt_number,
    provider: order.provider,
    reference: referenceOf(order),
  };
  const former = order.attempt_number === 1 ? [] : await listAttempts(db, order.id);
  return [current, ...former.filter(({ number }) => number !== current.number)].filter(
    (attempt) => attempt.provider === provider,
  );
}

/** States that an order enters when nothing more is expected of its attempt. */
const ENDING_STATES: readonly OrderState[] = [
  'DELIVERED',
  'FULFILLED',
  'REFUND_DUE',
  'REFUNDED',
  'CANCELLED',
];
/** States in which an attempt may be open. */
const ATTEMPTING_STATES: readonly OrderState[] = [
  'ACCEPTED',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
  'PLACED',
  'REVIEW',
];

/** Begins the attempt with its intent, and ends it with the change that ends it. */
export async function recordAttempt(
  trx: Transaction<Tables>,
  before: OrderRow,
  after: OrderRow,
  outcome: string,
): Promise<void> {
  if (after.state === 'PLACING') return beginAttempt(trx, after);
  const isSame = after.attempt_number === before.attempt_number;
  const hasEnded = ENDING_STATES.includes(after.state) || !isSame;
  if (!hasEnded || !ATTEMPTING_STATES.includes(before.state)) return;
  await trx
    .updateTable('attempts')
    .set({
      ended_at: after.updated_at,
      outcome: DELIVERED_STATES.includes(after.state) && isSame ? 'delivered' : outcome,
    })
    .where('order_id', '=', before.id)
    .where('number', '=', before.attempt_number)
    .where('ended_at', 'is', null)
    .execute();
}

async function beginAttempt(trx: Transaction<Tables>, order: OrderRow): Promise<void> {
  const { id, attempt_number: number, provider, product, item, cost, intent_at } = order;
  await trx
    .insertInto('attempts')
    .values({
      order_id: id,
      number,
      provider,
      product,
      item,
      cost,
      reference: referenceOf(order),
      started_at: intent_at ?? order.updated_at,
    })
    .onConflict((conflict) => conflict.columns(['order_id', 'number']).doNothing())
    .execute();
}

/** Keeps the mark where another callback has named another handle meanwhile. */
export async function clearLookDue(
  db: Kysely<Tables>,
  { order_id: orderId, number, callback_handle: handle }: AttemptRow,
): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ is_look_due: null })
    .where('order_id', '=', orderId)
    .where('number', '=', number)
    .where('callback_handle', handle === null ? 'is' : '=', handle)
    .execute();
}

export async function recordAttemptFound(
  trx: Transaction<Tables>,
  { id, updated_at }: OrderRow,
  number: number,
): Promise<void> {
  await trx
    .updateTable('attempts')
    .set({ found_at: updated_at, is_look_due: null })
    .where('order_id', '=', id)
    .where('number', '=', number)
    .execute();
}
