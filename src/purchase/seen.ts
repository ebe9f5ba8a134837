/** What is known of each order, by whatever request it was learnt last. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order } from '../proxy/contract.js';
import type { OrderChange } from './purchase.js';

export interface Seen {
  readonly $change: ReadableAtom<OrderChange | null>;
  /**
   * Keeps the newer of what is known and what came, and gives it. An order that was not known is a
   * change only when `isNews`: not when an old list is read for the first time.
   */
  learn(order: Order, isNews: boolean): Order;
}

export function createSeen(): Seen {
  const orders = new Map<string, Order>();
  const $change = atom<OrderChange | null>(null);
  return {
    $change,
    learn: (order, isNews) => {
      const previous = orders.get(order.id) ?? null;
      // Answers may overtake each other. Both times were written by the proxy, in one format.
      if (previous && previous.updated_at > order.updated_at) return previous;
      if (previous && JSON.stringify(previous) === JSON.stringify(order)) return previous;
      orders.set(order.id, order);
      if (previous || isNews) $change.set({ order, previous });
      return order;
    },
  };
}
