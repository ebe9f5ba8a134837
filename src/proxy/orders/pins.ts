/**
 * PINs of orders that this process accepted: in its memory alone, and no longer than an order may
 * wait for its debit. Mostly one is gone much sooner; but another node may end an order.
 */
export class Pins {
  readonly #now: () => number;
  readonly #life: number;
  /** by their orders, the oldest first */
  readonly #kept = new Map<string, { readonly pin: string; readonly at: number }>();

  /** @param life ms */
  constructor(now: () => number, life: number) {
    this.#now = now;
    this.#life = life;
  }

  get(order: string): string | undefined {
    return this.#kept.get(order)?.pin;
  }

  has(order: string): boolean {
    return this.#kept.has(order);
  }

  set(order: string, pin: string): void {
    this.prune();
    this.#kept.set(order, { pin, at: this.#now() });
  }

  delete(order: string): void {
    this.#kept.delete(order);
  }

  prune(): void {
    for (const [order, { at }] of this.#kept) {
      if (this.#now() - at < this.#life) return;
      this.#kept.delete(order);
    }
  }
}
