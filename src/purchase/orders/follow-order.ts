/**
 * Follows one order by long polling while it is open and the page is visible. Misses no change: each
 * request names the version it has (`If-None-Match`), and the proxy holds only that one back.
 */
import type { Order } from '../../proxy/contract.js';
import { platform } from '../../stores/platform.js';
import type { CallOutcome } from '../http/call-proxy.js';
import type { Outcome, PurchaseError } from '../purchase-client.js';
import { backoffMs } from '../backoff.js';
import { hasEnded } from './order-status.js';
import type { PageVisibility } from './page-visibility.js';
import { whenVisible, whileVisible } from './page-visibility.js';

/** The longest that the proxy holds an answer back. */
const HOLD_SECONDS = 25;

/** An unchanged answer that comes sooner than this, ms, was not held back. */
const MIN_HOLD_MS = 1_000;

/** After a failure, whatever its `Retry-After` says: the shopper is looking at the order. */
const MAX_WAIT_MS = 45_000;

/** Errors that a repeated request would end with again. */
const PERMANENT_ERRORS: readonly PurchaseError[] = [
  'guest',
  'settings',
  'unknown_shopper',
  'unknown_order',
  'not_found',
  'malformed',
];

export interface OrderQuery {
  readonly id: string;
  /** of the version that is known; without it the answer is never `null` */
  readonly etag: string | undefined;
  /** How long the answer may be held back until the order changes. */
  readonly holdSeconds: number;
}

/** `null`: the order is still of the version that the query names. */
export type ReadOrder = (
  query: OrderQuery,
  signal: AbortSignal,
) => Promise<CallOutcome<Order | null>>;

/**
 * Reports the order at once and after each change, and the first of several failures in a row. Ends
 * when the order has ended, after a permanent error, or when `signal` aborts.
 */
export async function followOrder(
  readOrder: ReadOrder,
  id: string,
  page: PageVisibility,
  signal: AbortSignal,
  onOutcome: (outcome: Outcome<Order>) => void,
): Promise<void> {
  const isAborted = () => signal.aborted;
  let etag: string | undefined;
  let lastJson: string | null = null;
  let holdSeconds = 0;
  let failures = 0;
  let unheldAnswers = 0;

  /** Returns whether there was a change. The version also counts what shoppers do not see. */
  const reportChange = (order: Order | null): boolean => {
    const json = order && JSON.stringify(order);
    if (!order || json === lastJson) return false;
    lastJson = json;
    onOutcome({ ok: true, value: order });
    return true;
  };

  for (;;) {
    await whenVisible(page, signal);
    if (isAborted()) return;
    const query = { id, etag, holdSeconds };
    const sentAt = platform().now();
    const outcome = await whileVisible(page, signal, (visibleSignal) =>
      readOrder(query, visibleSignal),
    );
    if (isAborted()) return;
    if (outcome.ok) {
      const isChanged = reportChange(outcome.value);
      if (outcome.value && hasEnded(outcome.value)) return;
      const isUnheld = holdSeconds > 0 && platform().now() - sentAt < MIN_HOLD_MS;
      unheldAnswers = isUnheld && !isChanged ? unheldAnswers + 1 : 0;
      failures = 0;
      etag = outcome.etag;
      holdSeconds = HOLD_SECONDS;
      // The proxy holds no request for an order that waits for its operator.
      if (unheldAnswers > 0) await platform().wait(backoffMs(unheldAnswers));
      continue;
    }
    // Hidden: asks without a hold when the page is visible again, so that a change shows at once.
    holdSeconds = 0;
    if (outcome.code === 'aborted') continue;
    failures++;
    if (failures === 1) onOutcome(outcome);
    if (PERMANENT_ERRORS.includes(outcome.code)) return;
    // The order is reported again, as the sign that the failure is over.
    etag = undefined;
    lastJson = null;
    await platform().wait(Math.min(outcome.retryAfterMs ?? backoffMs(failures), MAX_WAIT_MS));
  }
}
