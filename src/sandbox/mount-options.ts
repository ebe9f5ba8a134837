import type { SetTimer } from './platform.js';
import type { Shops } from './shop/shops.js';

/** What every imitated API is mounted with. */
export interface MountOptions {
  readonly shops: Shops;
  /** The sandbox's address as clients see it; derived from each request when undefined. */
  readonly publicUrl: string | undefined;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
  readonly setTimer: SetTimer;
}
