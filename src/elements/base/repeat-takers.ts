/** Elements that can buy an order again; another element shows the button for it. */
import { atom } from 'nanostores';
import type { Order } from '../../proxy/contract.js';

export interface RepeatTaker {
  /** @param proxy base URL of the order's proxy */
  canRepeat(order: Order, proxy: string): boolean;
  /** Fills in the order's item and account and brings them into view. Buys nothing. */
  repeat(order: Order): void;
}

/** The element that was added last is the nearest to the shopper. */
export const $repeatTakers = atom<readonly RepeatTaker[]>([]);

/** @returns takes it away again */
export function addRepeatTaker(taker: RepeatTaker): () => void {
  $repeatTakers.set([taker, ...$repeatTakers.value]);
  return () => $repeatTakers.set($repeatTakers.value.filter((each) => each !== taker));
}

/** `null` if no element can. */
export function findRepeatTaker(order: Order, proxy: string): RepeatTaker | null {
  return $repeatTakers.value.find((each) => each.canRepeat(order, proxy)) ?? null;
}
