/** Follows an order by long polling, as long as it is open and the page is seen. */
import type { Order, OrderStatus } from '../../proxy/contract.js';
import { platform } from '../../stores/platform.js';
import type { Outcome, PurchaseError } from '../purchase-client.js';
import type { PageVisibility } from './page-visibility.js';
import { whenVisible, whileVisible } from './page-visibility.js';

/**
 * How long the proxy may hold its answer, s: the most that it allows, and less at first. What changes
 * between two requests is seen at the end of the second, and changes come in quick succession.
 */
const MAX_HOLD_SECONDS = 25;
const MIN_HOLD_SECONDS = 2;
const HOLD_GROWTH = 3;

const FINAL_STATUSES: readonly OrderStatus[] = ['completed', 'refunded', 'failed'];
export const hasEnded = ({ status }: Order): boolean => FINAL_STATUSES.includes(status);

/** Asking again would give the same answer. */
const PERMANENT_ERRORS: readonly PurchaseError[] = [
  'guest',
  'settings',
  'unknown_shopper',
  'unknown_order',
  'not_found',
  'malformed',
];

const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** ms to wait before asking again, after so many failures in a row */
export const backoffMs = (failures: number): number =>
  Math.min(MIN_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS) * (1 + platform().random());

/** @param wait seconds that the answer may be held until the order changes */
export type ReadOrder = (
  id: string,
  holdSeconds: number,
  signal: AbortSignal,
) => Promise<Outcome<Order>>;

/**
 * Tells of the order at once and at each change, and of the first failure of several in a row. Ends
 * with the order, with a failure that will not pass, or when `signal` aborts.
 */
export async function followOrder(
  readOrder: ReadOrder,
  id: string,
  page: PageVisibility,
  signal: AbortSignal,
  onOutcome: (outcome: Outcome<Order>) => void,
): Promise<void> {
  const isAborted = () => signal.aborted;
  let lastJson: string | null = null;
  let failures = 0;
  let nextHoldSeconds = 0;
  for (;;) {
    await whenVisible(page, signal);
    if (isAborted()) return;
    const holdSeconds = nextHoldSeconds;
    const outcome = await whileVisible(page, signal, (limitSignal) =>
      readOrder(id, holdSeconds, limitSignal),
    );
    if (isAborted()) return;
    if (outcome.ok) {
      failures = 0;
      const json = JSON.stringify(outcome.value);
      const isChanged = json !== lastJson;
      nextHoldSeconds = isChanged
        ? MIN_HOLD_SECONDS
        : Math.min(nextHoldSeconds * HOLD_GROWTH, MAX_HOLD_SECONDS);
      if (isChanged) onOutcome(outcome);
      lastJson = json;
      if (hasEnded(outcome.value)) return;
      continue;
    }
    // Hidden: what changes meanwhile is asked for at once when the page is seen again.
    nextHoldSeconds = 0;
    if (outcome.code === 'aborted') continue;
    failures++;
    if (failures === 1) onOutcome(outcome);
    lastJson = null;
    if (PERMANENT_ERRORS.includes(outcome.code)) return;
    await platform().wait(outcome.retryAfterMs ?? backoffMs(failures));
  }
}
