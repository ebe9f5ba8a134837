import { setLapakgamingStatus } from '../lapakgaming/orders.js';
import { setLeuwongrrStatus } from '../leuwongrr/orders.js';
import { setSnapcartStatus } from '../snapcart/payments.js';
import type { ShopBackend } from '../shop/shop-backend.js';

/** What an order can be made to be. `paid` and `expired` are for invoices alone. */
export const orderStatuses = ['pending', 'paid', 'done', 'failed', 'expired'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Makes an order of any provider what it is told to be, and calls back where the provider would.
 *
 * @returns whether there is such an order
 */
export const setOrderStatus = async (
  backend: ShopBackend,
  id: string,
  status: OrderStatus,
): Promise<boolean> =>
  (await setLapakgamingStatus(backend, id, status)) ||
  (await setSnapcartStatus(backend, id, status)) ||
  setLeuwongrrStatus(backend, id, status);
