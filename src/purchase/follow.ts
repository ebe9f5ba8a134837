/** Follows an order by long polling, as long as it is open and the page is seen. */
import type { Order, OrderStatus } from '../proxy/contract.js';
import { platform } from '../stores/outside.js';
import type { Outcome, PurchaseError } from './purchase.js';
import type { PageVisibility } from './visible.js';
import { whenVisible, whileVisible } from './visible.js';

/**
 * How long the proxy may hold its answer, s: the most that it allows, and less at first. What changes
 * between two requests is seen at the end of the second, and changes come in quick succession.
 */
const LONGEST_HOLD = 25;
const SHORTEST_HOLD = 2;
const LONGER = 3;

const ENDED: readonly OrderStatus[] = ['completed', 'refunded', 'failed'];
export const hasEnded = ({ status }: Order): boolean => ENDED.includes(status);

/** Asking again would give the same answer. */
const FINAL: readonly PurchaseError[] = [
  'guest',
  'settings',
  'unknown_shopper',
  'unknown_order',
  'not_found',
  'malformed',
];

const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** ms to wait before asking again, after so many failures in a row */
export const pauseAfter = (failures: number): number =>
  Math.min(SHORTEST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (1 + platform().random());

/** @param wait seconds that the answer may be held until the order changes */
export type ReadOrder = (id: string, wait: number, signal: AbortSignal) => Promise<Outcome<Order>>;

/**
 * Tells of the order at once and at each change, and of the first failure of several in a row. Ends
 * with the order, with a failure that will not pass, or when `signal` aborts.
 */
export async function follow(
  readOrder: ReadOrder,
  id: string,
  page: PageVisibility,
  signal: AbortSignal,
  tell: (outcome: Outcome<Order>) => void,
): Promise<void> {
  const isOver = () => signal.aborted;
  let told: string | null = null;
  let failures = 0;
  let wait = 0;
  for (;;) {
    await whenVisible(page, signal);
    if (isOver()) return;
    const hold = wait;
    const outcome = await whileVisible(page, signal, (limit) => readOrder(id, hold, limit));
    if (isOver()) return;
    if (outcome.ok) {
      failures = 0;
      const text = JSON.stringify(outcome.value);
      const isNews = text !== told;
      wait = isNews ? SHORTEST_HOLD : Math.min(wait * LONGER, LONGEST_HOLD);
      if (isNews) tell(outcome);
      told = text;
      if (hasEnded(outcome.value)) return;
      continue;
    }
    // Hidden: what changes meanwhile is asked for at once when the page is seen again.
    wait = 0;
    if (outcome.code === 'aborted') continue;
    failures++;
    if (failures === 1) tell(outcome);
    told = null;
    if (FINAL.includes(outcome.code)) return;
    await platform().wait(outcome.retryAfterMs ?? pauseAfter(failures));
  }
}
