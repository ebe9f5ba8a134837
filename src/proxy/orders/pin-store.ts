/**
 * PINs of orders that this process accepted: in its memory alone, and no longer than an order may
 * wait for its debit. Mostly one is gone much sooner; but another node may end an order.
 */
export class PinStore {
  readonly #now: () => number;
  readonly #ttlMs: number;
  /** by their orders, the oldest first */
  readonly #entries = new Map<string, { readonly pin: string; readonly at: number }>();

  /** @param ttlMs ms */
  constructor(now: () => number, ttlMs: number) {
    this.#now = now;
    this.#ttlMs = ttlMs;
  }

  get(order: string): string | undefined {
    return this.#entries.get(order)?.pin;
  }

  has(order: string): boolean {
    return this.#entries.has(order);
  }

  set(order: string, pin: string): void {
    this.prune();
    this.#entries.set(order, { pin, at: this.#now() });
  }

  delete(order: string): void {
    this.#entries.delete(order);
  }

  prune(): void {
    for (const [order, { at }] of this.#entries) {
      if (this.#now() - at < this.#ttlMs) return;
      this.#entries.delete(order);
    }
  }
}
