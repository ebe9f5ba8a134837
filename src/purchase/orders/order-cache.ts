/** What is known of each order, by whatever request it was learnt last. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order } from '../../proxy/contract.js';
import type { OrderChange } from '../purchase-client.js';

export interface OrderCache {
  readonly $orderChange: ReadableAtom<OrderChange | null>;
  /**
   * Keeps the newer of what is known and what came, and gives it. An order that was not known is a
   * change only when `isNewOrder`: not when an old list is read for the first time.
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
      // Answers may overtake each other. Both times were written by the proxy, in one format.
      if (previous && previous.updated_at > order.updated_at) return previous;
      if (previous && JSON.stringify(previous) === JSON.stringify(order)) return previous;
      orders.set(order.id, order);
      if (previous || isNewOrder) $orderChange.set({ order, previous });
      return order;
    },
  };
}
