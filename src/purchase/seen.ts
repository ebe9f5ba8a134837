/** What is known of each order, by whatever request it was learnt last. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order } from '../proxy/contract.js';
import type { Change } from './purchase.js';

export interface Seen {
  readonly $change: ReadableAtom<Change | null>;
  /**
   * Keeps the newer of what is known and what came, and gives it. An order that was not known is a
   * change only when `isNews`: not when an old list is read for the first time.
   */
  learn(order: Order, isNews: boolean): Order;
}

export function createSeen(): Seen {
  const orders = new Map<string, Order>();
  const $change = atom<Change | null>(null);
  return {
    $change,
    learn: (order, isNews) => {
      const before = orders.get(order.id) ?? null;
      // Answers may overtake each other. Both times were written by the proxy, in one format.
      if (before && before.updated_at > order.updated_at) return before;
      if (before && JSON.stringify(before) === JSON.stringify(order)) return before;
      orders.set(order.id, order);
      if (before || isNews) $change.set({ order, before });
      return order;
    },
  };
}
