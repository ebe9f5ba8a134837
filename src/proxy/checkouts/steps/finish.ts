/** CLAIMED: waits until all its orders are delivered, or certainly failed, and writes what follows. */
import type { OrderState } from '../../store/order-state.js';
import type { CheckoutRow, OrderRow } from '../../store/tables.js';
import { standingOf } from '../../transactions/standing.js';
import type { CheckoutContext, CheckoutStep } from '../checkout-context.js';
import { end, tryReadAgain, waitForOrders } from './endings.js';
import { refund } from './refund.js';
import { settle } from './settle.js';

const DELIVERED: readonly OrderState[] = ['DELIVERED', 'FULFILLED'];
/** States in which an order has come to its end, as far as its supplier is concerned. */
const SETTLED: readonly OrderState[] = [...DELIVERED, 'REFUND_DUE', 'REFUNDED'];

export const finish: CheckoutStep = async (context, checkout) => {
  const orders = await context.listOrders(checkout);
  const areAll = (states: readonly OrderState[]): boolean =>
    orders.every(({ state }) => states.includes(state));
  if (!areAll(SETTLED)) return waitForOrders(context, checkout);
  if (areAll(DELIVERED)) return settle(context, checkout, orders);
  // Only a transaction whose every order failed is cancelled.
  if (areAll(['REFUND_DUE'])) return refund(context, checkout, orders);
  if (areAll(['FULFILLED', 'REFUNDED'])) {
    return end(context, checkout, 'CLOSED', 'decided by a person');
  }
  return endPartly(context, checkout, orders);
};

/** What is left of the money is for a person to pay back, unless one has paid back all of it. */
async function endPartly(
  context: CheckoutContext,
  checkout: CheckoutRow,
  orders: readonly OrderRow[],
): Promise<CheckoutRow | null> {
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  const isPaidBack = orders.some(({ state }) => state === 'REFUNDED');
  return standingOf(read.value) === 'cancelled' || isPaidBack
    ? end(context, checkout, 'CLOSED', 'delivered in part, and ended in the app', 'changed_in_app')
    : end(context, checkout, 'CLOSED', 'delivered in part', 'partly_delivered');
}
