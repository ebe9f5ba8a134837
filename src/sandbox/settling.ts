import { settleLapakgaming } from './lapakgaming/orders.js';
import { settleLeuwongrr } from './leuwongrr/orders.js';
import { settleSnapcart } from './snapcart/payments.js';
import type { ShopBackend } from './world.js';

/** What an order can be made to be. `paid` and `expired` are for invoices alone. */
export const orderStatuses = ['pending', 'paid', 'done', 'failed', 'expired'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Makes an order of any provider what it is told to be, and calls back where the provider would.
 *
 * @returns whether there is such an order
 */
export const settle = async (
  backend: ShopBackend,
  id: string,
  status: OrderStatus,
): Promise<boolean> =>
  (await settleLapakgaming(backend, id, status)) ||
  (await settleSnapcart(backend, id, status)) ||
  settleLeuwongrr(backend, id, status);
