/**
 * Pauses a shop's requests after a 429, on this page and the next ones: the quota of a small shop is 100
 * requests a day. The shopper may still ask, now and then. Sends nothing itself.
 */
import { requiredInteger } from '../open-api/lenient-fields.js';
import type { StorageCache } from './cache.js';
import { announceReturn } from './page-return.js';
import { isFresh, platform } from './platform.js';

export interface QuotaPause {
  isActive(): boolean;
  /** @param retryAfterSeconds of the 429, if it has one */
  start(retryAfterSeconds?: number): void;
  /** A request was answered: all lists may ask again. */
  end(): void;
  /**
   * Resolves when a request that the shopper wants may be sent in spite of the pause: one in 15 s, for
   * all lists of the shop. `false`: another one is waiting for its turn.
   */
  waitForTurn(): Promise<boolean>;
}

/** After a 429 without `Retry-After`. */
const DEFAULT_PAUSE_SECONDS = 5 * 60;
const MAX_PAUSE_MS = 60 * 60_000;
const MIN_TURN_MS = 15_000;
/** The key of the cache entry: `at` is the start of the pause, the value its length, ms, as text. */
const KEY = 'quota';

export function createQuotaPause(cache: StorageCache): QuotaPause {
  const saved = cache.read(KEY, requiredInteger);
  let startedAt = saved?.at ?? 0;
  let lengthMs = saved?.value ?? 0;
  let lastTurnAt = 0;
  let isTurnTaken = false;
  const isActive = () => isFresh(startedAt, Math.min(lengthMs, MAX_PAUSE_MS));
  return {
    isActive,
    start: (retryAfterSeconds = DEFAULT_PAUSE_SECONDS) => {
      startedAt = platform().now();
      lengthMs = retryAfterSeconds * 1000;
      cache.write(KEY, { at: startedAt, value: String(lengthMs) });
    },
    end: () => {
      if (!isActive()) return;
      lengthMs = 0;
      cache.remove(KEY);
      announceReturn();
    },
    waitForTurn: async () => {
      if (isTurnTaken) return false;
      isTurnTaken = true;
      const isEarly = isFresh(lastTurnAt, MIN_TURN_MS);
      await platform().wait(isEarly ? lastTurnAt + MIN_TURN_MS - platform().now() : 0);
      lastTurnAt = platform().now();
      isTurnTaken = false;
      return true;
    },
  };
}
