/** A small daily quota of the Closed API, which the store knows, because it was used up the day before. */
import type { QuotaDayRow } from '../../src/proxy/store/tables.js';

/** the day of the start and the one before, in Jakarta */
const [YESTERDAY, TODAY] = ['2025-12-31', '2026-01-01'];
/** A day spent after fewer calls would teach nothing. */
const CALLS_BEFORE_START = 20;

/** @param left calls that are left of the first day's quota when the world starts */
export function learnedQuotaDays(left: number): QuotaDayRow[] {
  const quota = CALLS_BEFORE_START + left;
  return [
    { day: YESTERDAY, calls: quota, calls_when_spent: quota },
    { day: TODAY, calls: CALLS_BEFORE_START, calls_when_spent: null },
  ];
}
