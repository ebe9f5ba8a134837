/** CLAIMED: waits until all its orders are delivered, or certainly failed, and writes what follows. */
import type { OrderState } from '../../store/order-state.js';
import type { CheckoutStep } from '../checkout-context.js';
import { end, waitForOrders } from './endings.js';
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
  if (areAll(['FULFILLED', 'REFUNDED']))
    return end(context, checkout, 'CLOSED', 'decided by a person');
  return end(context, checkout, 'CLOSED', 'delivered in part', 'partly_delivered');
};
