/**
 * Makes a small quota last. LITE and FREE shops get 100 requests a day (bukaOlshop Open API), others
 * as many as they like, and nothing tells which a shop is, until a 429 does. From then on lists live
 * longer and are asked for so rarely that most of the quota is left for shoppers and their money.
 */
import type { Platform } from '../platform.js';
import { createRateLimiter } from '../upstream/rate-limiter.js';
import { LruMap } from '../cache/lru-map.js';

const HOUR_MS = 3_600_000;
/** How long a 429 is remembered, ms: the quota of a plan does not grow overnight. */
const SAVING_PERIOD_MS = 7 * 24 * HOUR_MS;
/** Lists of one question are asked for so many times more rarely. */
const TTL_FACTOR = 12;
/** Requests for lists in a day, of the 100. */
const LIST_LIMIT = { count: 60, windowMs: 24 * HOUR_MS };
/** Of these, for questions that were not asked before: what is shown to all is not used up by them. */
const NEW_PATH_LIMIT = { count: 12, windowMs: 24 * HOUR_MS };
const SEARCH_LIMIT = { count: 8, windowMs: 24 * HOUR_MS };
/** How many questions' last times are remembered. */
const MAX_REMEMBERED_PATHS = 64;

export interface QuotaBudget {
  /**
   * Counts a request for a list that lives for `ttlMs` ms, and gives 0; or gives the ms until it may
   * be sent.
   */
  reserve(path: string, ttlMs: number): number;
  /** It was answered, be it that there is nothing. */
  recordAnswer(path: string): void;
  /** The quota was used up. */
  recordExhausted(): void;
}

export function createQuotaBudget(platform: Pick<Platform, 'now' | 'setTimer'>): QuotaBudget {
  const listLimiter = createRateLimiter(platform, [LIST_LIMIT]);
  const newPathLimiter = createRateLimiter(platform, [NEW_PATH_LIMIT], { parent: listLimiter });
  const searchLimiter = createRateLimiter(platform, [SEARCH_LIMIT], { parent: listLimiter });
  /** when each question was last asked */
  const lastRequestedAt = new LruMap<string, number>(MAX_REMEMBERED_PATHS);
  let savingUntil = -Infinity;

  return {
    reserve(path, ttlMs) {
      const now = platform.now();
      const previousAt = lastRequestedAt.get(path);
      const firstTimeLimiter = isSearch(path) ? searchLimiter : newPathLimiter;
      const limiter = previousAt === undefined ? firstTimeLimiter : listLimiter;
      const nextAllowedAt = (previousAt ?? -Infinity) + ttlMs * TTL_FACTOR;
      const waitMs =
        now < savingUntil ? Math.max(0, nextAllowedAt - now, limiter.msUntilAvailable()) : 0;
      // Counted also while nobody needs to save, so that the day is known when somebody does.
      if (waitMs === 0) limiter.tryAcquire();
      return waitMs;
    },
    recordAnswer(path) {
      lastRequestedAt.set(path, platform.now());
    },
    recordExhausted() {
      savingUntil = platform.now() + SAVING_PERIOD_MS;
    },
  };
}

const isSearch = (path: string): boolean => path.includes('cari_nama_produk=');
