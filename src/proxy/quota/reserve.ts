/** The calls that are kept for refunds. */
import type { OrderState } from '../store/order-state.js';
import type { Database } from '../store/database.js';

/** A refund, its look-up, and one to spare. */
const CALLS_PER_REFUND = 3;

/** States in which the order's price is taken, or may be. */
const PAID_STATES: readonly OrderState[] = [
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
  'PLACED',
  'REFUND_DUE',
  'REFUNDING',
  'REFUND_UNKNOWN',
  'REVIEW',
];

/** The calls that the refunds of all open orders may take. */
export async function countReserved({ db }: Database): Promise<number> {
  const { count } = await db
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('paid_by', '=', 'saldo')
    .where('state', 'in', PAID_STATES)
    .executeTakeFirstOrThrow();
  return CALLS_PER_REFUND * Number(count);
}

/** Whether what is left pays for one more debit and its refund. */
export const paysForDebit = (callsLeft: number, reserved: number): boolean =>
  callsLeft >= reserved + CALLS_PER_REFUND + 1;

/** Minor calls leave this many for orders that are still to come. */
const CALLS_FOR_ORDERS = 40;

/** Whether what is left pays for a call that no order depends on. */
export const paysForMinorCall = (callsLeft: number, reserved: number): boolean =>
  callsLeft > reserved + CALLS_FOR_ORDERS;
