/** Lets a request wait for an order to change, here or on another node. */
import type { Platform } from '../outside.js';
import type { OrderRow } from '../store/tables.js';

/** ms between two looks into the ledger while somebody waits: changes of other nodes tell nobody. */
const LOOK = 1_000;
/** requests that may wait together */
export const MOST_WAITING = 1_000;

export class Changes {
  readonly #setTimer: Platform['setTimer'];
  readonly #waiting = new Map<string, Set<() => void>>();
  #count = 0;
  #isClosed = false;

  constructor({ setTimer }: Pick<Platform, 'later'>) {
    this.#setTimer = setTimer;
  }

  /** An order changed on this node. */
  tell(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake();
  }

  isFull(): boolean {
    return this.#count >= MOST_WAITING;
  }

  /** Lets nobody wait any longer, now and from then on. */
  close(): void {
    this.#isClosed = true;
    for (const wakes of this.#waiting.values()) for (const wake of wakes) wake();
  }

  /**
   * Gives the order as soon as it has another version than `known`, or as it is after `ms`, or when
   * nobody waits any more.
   */
  async wait(
    known: OrderRow,
    ms: number,
    signal: AbortSignal,
    find: () => Promise<OrderRow | undefined>,
  ): Promise<OrderRow> {
    this.#count += 1;
    try {
      for (let left = ms; left > 0 && !signal.aborted && !this.#isClosed; left -= LOOK) {
        await this.#woken(known.id, Math.min(left, LOOK), signal);
        const order = await find();
        if (order && order.version !== known.version) return order;
      }
      return known;
    } finally {
      this.#count -= 1;
    }
  }

  #woken(id: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      const wake = () => {
        cancel();
        signal.removeEventListener('abort', wake);
        waiting.delete(wake);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const cancel = this.#setTimer(ms, wake);
      signal.addEventListener('abort', wake);
      waiting.add(wake);
      this.#waiting.set(id, waiting);
    });
  }
}
