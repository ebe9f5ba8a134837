/** Reads `info_limit` now and then, for all nodes, and tells what is left by it, once it is known what it counts. */
import type { Settings } from '../config/settings.js';
import { getShopFact, setShopFact } from '../ledger/shop-facts.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import {
  compareReadings,
  infoLimitAnswer,
  leftByReading,
  limitReading,
  MIN_CALLS_BETWEEN,
  type CallsOfDay,
  type LimitReading,
} from './info-limit.js';

export interface LimitWatch {
  /** Reads it where enough calls were made since the last reading, so that an idle shop pays nothing. */
  refresh(this: void, today: CallsOfDay): Promise<void>;
  /** The calls that are left; `null` where it does not tell. */
  left(this: void, today: CallsOfDay): Promise<number | null>;
}

export interface LimitWatchParts {
  readonly platform: Platform;
  readonly bukaolshop: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>;
  readonly database: Database;
}

const FACT_NAME = 'closed_quota_reading';
/** ms between two readings */
const PAUSE_MS = 10 * MINUTE_MS;
/** ms without a reading after one that failed: many shops may not have it */
const FAILED_PAUSE_MS = DAY_MS;
/** ms for the call */
const TIMEOUT_MS = 15 * SECOND_MS;

export function createLimitWatch({
  platform,
  bukaolshop: { closedUrl, apiKey },
  database: { db },
}: LimitWatchParts): LimitWatch {
  const { now } = platform;
  /** ms since 1970 */
  let failedAt = -Infinity;

  async function readStored(): Promise<{ at: number; reading: LimitReading } | null> {
    const fact = await getShopFact(db, FACT_NAME);
    if (!fact) return null;
    const parsed = limitReading.safeParse(JSON.parse(fact.value));
    return parsed.success ? { at: fact.at, reading: parsed.data } : null;
  }

  return {
    async refresh(today) {
      if (Math.abs(now() - failedAt) < FAILED_PAUSE_MS) return;
      const stored = await readStored();
      const callsBefore = stored?.reading.day === today.day ? stored.reading.calls : 0;
      if (today.calls - callsBefore < MIN_CALLS_BETWEEN) return;
      if (stored && Math.abs(now() - stored.at) < PAUSE_MS) return;
      const answer = readBukaolshop(
        await call(platform, {
          method: 'GET',
          url: `${closedUrl}/aplikasi/info_limit`,
          headers: { Authorization: `Bearer ${apiKey}` },
          timeoutMs: TIMEOUT_MS,
        }),
        infoLimitAnswer,
      );
      if (answer.kind !== 'read') {
        failedAt = now();
        return;
      }
      const { jumlah_request: value } = answer.value;
      // The reading is a call too.
      const seen = { day: today.day, calls: today.calls + 1, value };
      const reading = compareReadings(stored?.reading ?? null, seen);
      const fact = { name: FACT_NAME, value: JSON.stringify(reading), at: now() };
      await setShopFact(db, fact, { replace: true });
    },

    left: async (today) => leftByReading((await readStored())?.reading ?? null, today),
  };
}
