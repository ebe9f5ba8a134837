/** Asks for a product's prices again once they are older than a minute. */
import type { ShelfProduct } from '../../../proxy/contract.js';
import { isFresh, platform } from '../../../stores/platform.js';

const MAX_AGE_MS = 60_000;
/** The proxy may send old prices while it asks its supplier. A wrong clock makes all prices look old. */
const RETRY_DELAYS_MS = [1_000, 3_000, 6_000];

export class PriceAge {
  /** Newer prices are about to be asked for. */
  isWaiting = false;
  private product: ShelfProduct | null = null;
  /** ms since the epoch */
  private receivedAt = 0;
  private retryCount = 0;

  constructor(private readonly refresh: () => void) {}

  /** Called with every update of the element. */
  check(product: ShelfProduct): void {
    if (product === this.product) {
      if (!this.isWaiting && !isFresh(this.receivedAt, MAX_AGE_MS)) this.ask();
      return;
    }
    if (product.id !== this.product?.id) this.retryCount = 0;
    this.product = product;
    this.isWaiting = false;
    this.receivedAt = platform().now();
    if (Date.parse(product.read_at) + MAX_AGE_MS < this.receivedAt) this.askLater(product);
  }

  private ask(): void {
    this.isWaiting = false;
    this.receivedAt = platform().now();
    this.refresh();
  }

  private askLater(product: ShelfProduct): void {
    const delayMs = RETRY_DELAYS_MS[this.retryCount++];
    if (delayMs === undefined) return;
    this.isWaiting = true;
    void platform()
      .wait(delayMs)
      .then(() => {
        if (product === this.product) this.ask();
      });
  }
}
