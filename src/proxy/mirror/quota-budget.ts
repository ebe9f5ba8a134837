/**
 * Keeps list requests within a small daily quota. LITE and FREE shops have 100 requests a day (bukaOlshop
 * Open API), others have no limit. The plan says which, or a 429 does; from then on lists are cached longer
 * and requested so rarely that most of the quota is left for shoppers and their money.
 */
import type { Platform } from '../platform.js';
import { createRateLimiter } from '../upstream/rate-limiter.js';
import { LruMap } from '../cache/lru-map.js';
import { DAY_MS } from '../time.js';

/** ms that a 429 is remembered; a plan's quota does not grow overnight */
const SAVING_PERIOD_MS = 7 * DAY_MS;
/** Multiplies the time to live of a list while saving. */
const TTL_FACTOR = 12;
/** list requests in a day, of the 100 */
const LIST_LIMIT = { count: 60, windowMs: DAY_MS };
/** of these for paths not requested before, so that they cannot use up the shop's own lists */
const NEW_PATH_LIMIT = { count: 12, windowMs: DAY_MS };
const SEARCH_LIMIT = { count: 8, windowMs: DAY_MS };
const MAX_REMEMBERED_PATHS = 64;

export interface QuotaBudget {
  /**
   * Counts a request for a list with a time to live of `ttlMs`.
   *
   * @returns ms until it may be sent; 0 where it may be sent now
   */
  reserve(path: string, ttlMs: number): number;
  /** The request was answered, also with "not found". */
  recordAnswer(path: string): void;
  /** bukaOlshop answered 429. */
  recordExhausted(): void;
}

/** @param isPlanLimited whether the shop's plan is known to have the small quota */
export function createQuotaBudget(
  platform: Pick<Platform, 'now' | 'setTimer'>,
  isPlanLimited: () => boolean,
): QuotaBudget {
  const listLimiter = createRateLimiter(platform, [LIST_LIMIT]);
  const newPathLimiter = createRateLimiter(platform, [NEW_PATH_LIMIT], { parent: listLimiter });
  const searchLimiter = createRateLimiter(platform, [SEARCH_LIMIT], { parent: listLimiter });
  /** by path, ms since 1970 */
  const lastRequestedAt = new LruMap<string, number>(MAX_REMEMBERED_PATHS);
  let savingUntil = -Infinity;

  return {
    reserve(path, ttlMs) {
      const now = platform.now();
      const previousAt = lastRequestedAt.get(path);
      const firstTimeLimiter = isSearch(path) ? searchLimiter : newPathLimiter;
      const limiter = previousAt === undefined ? firstTimeLimiter : listLimiter;
      const nextAllowedAt = (previousAt ?? -Infinity) + ttlMs * TTL_FACTOR;
      const isSaving = isPlanLimited() || now < savingUntil;
      const waitMs = isSaving ? Math.max(0, nextAllowedAt - now, limiter.msUntilAvailable()) : 0;
      // Counted before there is a need to save too, so that the day's total is known then.
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
