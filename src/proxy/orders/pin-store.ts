/**
 * Holds the PINs of orders that this process accepted, in memory. A PIN must never reach the store, and
 * is deleted after the longest wait for a debit, because another node may have ended the order.
 */
import { STATES_NEEDING_PIN } from '../ledger/states.js';
import type { OrderState } from '../store/order-state.js';

export class PinStore {
  readonly #now: () => number;
  readonly #ttlMs: number;
  /** by order id, oldest first */
  readonly #entries = new Map<string, { readonly pin: string; readonly at: number }>();

  /** @param ttlMs ms until a PIN is deleted in any case */
  constructor(now: () => number, ttlMs: number) {
    this.#now = now;
    this.#ttlMs = ttlMs;
  }

  get(orderId: string): string | undefined {
    return this.#entries.get(orderId)?.pin;
  }

  has(orderId: string): boolean {
    return this.#entries.has(orderId);
  }

  set(orderId: string, pin: string): void {
    this.prune();
    this.#entries.set(orderId, { pin, at: this.#now() });
  }

  /** Deletes the PIN of an order whose state neither reads it nor leads back to one that does. */
  deleteUnlessNeeded(orderId: string, state: OrderState): void {
    if (!STATES_NEEDING_PIN.includes(state)) this.#entries.delete(orderId);
  }

  /** Deletes PINs older than the time to live. */
  prune(): void {
    for (const [orderId, { at }] of this.#entries) {
      if (this.#now() - at < this.#ttlMs) return;
      this.#entries.delete(orderId);
    }
  }
}
