/** The newest known version of each order, whichever request brought it. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order } from '../../proxy/contract.js';
import type { OrderChange } from '../purchase-client.js';

export interface OrderCache {
  readonly $orderChange: ReadableAtom<OrderChange | null>;
  /**
   * Stores the order unless a newer version is known, and returns the newer one. A first version is a
   * change only with `isNewOrder`, not when a list is read.
   */
  update(order: Order, isNewOrder: boolean): Order;
}

export function createOrderCache(): OrderCache {
  const orders = new Map<string, Order>();
  const $orderChange = atom<OrderChange | null>(null);
  return {
    $orderChange,
    update: (order, isNewOrder) => {
      const previous = orders.get(order.id) ?? null;
      // Answers may arrive out of order. The proxy writes both times in the same format.
      if (previous && previous.updated_at > order.updated_at) return previous;
      if (previous && JSON.stringify(previous) === JSON.stringify(order)) return previous;
      orders.set(order.id, order);
      if (previous || isNewOrder) $orderChange.set({ order, previous });
      return order;
    },
  };
}
