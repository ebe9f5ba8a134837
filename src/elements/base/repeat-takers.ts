/** Elements that can buy an order again; another element shows the button for it. */
import type { Order } from '../../proxy/contract.js';

export interface RepeatTaker {
  /** @param proxy base URL of the order's proxy */
  canRepeat(order: Order, proxy: string): boolean;
  /** Fills in the order's item and account and brings them into view. Buys nothing. */
  repeat(order: Order): void;
}

const takers = new Set<RepeatTaker>();

/** @returns takes it away again */
export function addRepeatTaker(taker: RepeatTaker): () => void {
  takers.add(taker);
  return () => void takers.delete(taker);
}

/** The element that was added last is the nearest to the shopper; `null` if none can. */
export function findRepeatTaker(order: Order, proxy: string): RepeatTaker | null {
  return [...takers].reverse().find((each) => each.canRepeat(order, proxy)) ?? null;
}
