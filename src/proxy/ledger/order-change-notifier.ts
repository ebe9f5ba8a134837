/** Lets a request wait until an order changes, on this node or on another one. It changes no order. */
import type { Platform } from '../platform.js';
import type { OrderRow } from '../store/tables.js';

/** ms between two reads of the order; only changes of this node wake a waiter. */
const RECHECK_INTERVAL_MS = 1_000;
/** requests that may wait at the same time */
export const MAX_WAITERS = 1_000;

export class OrderChangeNotifier {
  readonly #setTimer: Platform['setTimer'];
  readonly #wakersByOrder = new Map<string, Set<() => void>>();
  #count = 0;
  #isClosed = false;

  constructor({ setTimer }: Pick<Platform, 'setTimer'>) {
    this.#setTimer = setTimer;
  }

  /** Wakes the requests that wait for this order. */
  notify(id: string): void {
    for (const wake of this.#wakersByOrder.get(id) ?? []) wake();
  }

  isFull(): boolean {
    return this.#count >= MAX_WAITERS;
  }

  /** Wakes all waiters; from then on no request waits. */
  close(): void {
    this.#isClosed = true;
    for (const wakers of this.#wakersByOrder.values()) for (const wake of wakers) wake();
  }

  /**
   * Waits until the order's version differs from that of `knownOrder`.
   *
   * @returns the changed order, or `knownOrder` after `timeoutMs`, on abort and on `close`
   */
  async waitForChange(
    knownOrder: OrderRow,
    timeoutMs: number,
    signal: AbortSignal,
    findOrder: () => Promise<OrderRow | undefined>,
  ): Promise<OrderRow> {
    this.#count += 1;
    try {
      for (
        let remainingMs = timeoutMs;
        remainingMs > 0 && !signal.aborted && !this.#isClosed;
        remainingMs -= RECHECK_INTERVAL_MS
      ) {
        await this.#untilWoken(knownOrder.id, Math.min(remainingMs, RECHECK_INTERVAL_MS), signal);
        const order = await findOrder();
        if (order && order.version !== knownOrder.version) return order;
      }
      return knownOrder;
    } finally {
      this.#count -= 1;
    }
  }

  #untilWoken(id: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wakers = this.#wakersByOrder.get(id) ?? new Set();
      const wake = () => {
        cancel();
        signal.removeEventListener('abort', wake);
        wakers.delete(wake);
        if (wakers.size === 0) this.#wakersByOrder.delete(id);
        resolve();
      };
      const cancel = this.#setTimer(timeoutMs, wake);
      signal.addEventListener('abort', wake);
      wakers.add(wake);
      this.#wakersByOrder.set(id, wakers);
    });
  }
}
