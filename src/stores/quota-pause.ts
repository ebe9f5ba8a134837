/**
 * Pauses all requests of a shop after a 429, on this page and the next ones: the quota of a small shop
 * is 100 requests a day. Sends nothing itself.
 */
import { anyValue } from '../open-api/lenient-fields.js';
import type { StorageCache } from './cache.js';
import { platform } from './platform.js';

export interface QuotaPause {
  isActive(): boolean;
  /** @param retryAfterSeconds of the 429, if it has one */
  start(retryAfterSeconds?: number): void;
}

/** After a 429 without `Retry-After`. */
const DEFAULT_PAUSE_SECONDS = 5 * 60;
const MAX_PAUSE_MS = 60 * 60_000;
/** The key of the cache entry whose `at` is the end of the pause. */
const KEY = 'quota';

export function createQuotaPause(cache: StorageCache): QuotaPause {
  let endsAt = cache.read(KEY, anyValue)?.at ?? 0;
  return {
    isActive: () => platform().now() < endsAt,
    start: (retryAfterSeconds = DEFAULT_PAUSE_SECONDS) => {
      endsAt = platform().now() + Math.min(retryAfterSeconds * 1000, MAX_PAUSE_MS);
      cache.write(KEY, { at: endsAt, value: null });
    },
  };
}
