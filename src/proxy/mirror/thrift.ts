/**
 * Makes a small quota last. LITE and FREE shops get 100 requests a day (bukaOlshop Open API), others
 * as many as they like, and nothing tells which a shop is, until a 429 does. From then on lists live
 * longer and are asked for so rarely that most of the quota is left for shoppers and their money.
 */
import type { Platform } from '../outside.js';
import { createPace } from '../pace.js';
import { Recent } from '../recent.js';

const HOUR_MS = 3_600_000;
/** How long a 429 is remembered, ms: the quota of a plan does not grow overnight. */
const MEMORY = 7 * 24 * HOUR_MS;
/** Lists of one question are asked for so many times more rarely. */
const STRETCH = 12;
/** Requests for lists in a day, of the 100. */
const SHARE = { count: 60, windowMs: 24 * HOUR_MS };
/** Of these, for questions that were not asked before: what is shown to all is not used up by them. */
const NEW = { count: 12, windowMs: 24 * HOUR_MS };
const SEARCHES = { count: 8, windowMs: 24 * HOUR_MS };
/** How many questions' last times are remembered. */
const MOST = 64;

export interface Thrift {
  /**
   * Counts a request for a list that lives for `life` ms, and gives 0; or gives the ms until it may
   * be sent.
   */
  take(question: string, life: number): number;
  /** It was answered, be it that there is nothing. */
  answered(question: string): void;
  /** The quota was used up. */
  exhausted(): void;
}

export function createThrift(platform: Pick<Platform, 'now' | 'later'>): Thrift {
  const share = createPace(platform, [SHARE]);
  const ofNew = createPace(platform, [NEW], { within: share });
  const ofSearches = createPace(platform, [SEARCHES], { within: share });
  /** when each question was last asked */
  const asked = new Recent<string, number>(MOST);
  let until = -Infinity;

  return {
    take(question, life) {
      const now = platform.now();
      const askedAt = asked.get(question);
      const ofUnknown = isSearch(question) ? ofSearches : ofNew;
      const from = askedAt === undefined ? ofUnknown : share;
      const next = (askedAt ?? -Infinity) + life * STRETCH;
      const wait = now < until ? Math.max(0, next - now, from.availableIn()) : 0;
      // Counted also while nobody needs to save, so that the day is known when somebody does.
      if (wait === 0) from.take();
      return wait;
    },
    answered(question) {
      asked.set(question, platform.now());
    },
    exhausted() {
      until = platform.now() + MEMORY;
    },
  };
}

const isSearch = (question: string): boolean => question.includes('cari_nama_produk=');
