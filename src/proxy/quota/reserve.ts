/** The calls that are kept for the ends of open orders. */
import type { OrderState, PaidBy } from '../store/order-state.js';
import type { Database } from '../store/database.js';

/** A refund, its look-up, and one to spare. */
const CALLS_PER_REFUND = 3;

/** The end of a checkout takes a look, the number of its goods, its state, and one to spare. */
const CALLS_PER_ORDER: Readonly<Record<PaidBy, number>> = {
  saldo: CALLS_PER_REFUND,
  checkout: 4,
  invoice: 0,
};

/** States in which the order's price is taken, or may be. */
const PAID_STATES: readonly OrderState[] = [
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
  'PLACED',
  'DELIVERED',
  'REFUND_DUE',
  'REFUNDING',
  'REFUND_UNKNOWN',
  'REVIEW',
];

/** The calls that the ends of all open orders may take. */
export async function countReserved({ db }: Database): Promise<number> {
  const rows = await db
    .selectFrom('orders')
    .select((eb) => ['paid_by', eb.fn.countAll<number | string>().as('count')])
    .where((eb) =>
      eb.or([
        eb('state', 'in', PAID_STATES),
        // bukaOlshop had the money before the order was recorded.
        eb.and([eb('state', '=', 'ACCEPTED'), eb('paid_by', '=', 'checkout')]),
      ]),
    )
    .groupBy('paid_by')
    .execute();
  return rows.reduce(
    (sum, { paid_by, count }) => sum + CALLS_PER_ORDER[paid_by] * Number(count),
    0,
  );
}

/** Whether what is left pays for one more debit and its refund. */
export const paysForDebit = (callsLeft: number, reserved: number): boolean =>
  callsLeft >= reserved + CALLS_PER_REFUND + 1;

/** Minor calls leave this many for orders that are still to come. */
const CALLS_FOR_ORDERS = 40;

/** Whether what is left pays for a call that no order depends on. */
export const paysForMinorCall = (callsLeft: number, reserved: number): boolean =>
  callsLeft > reserved + CALLS_FOR_ORDERS;
