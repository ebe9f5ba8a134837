/**
 * `GET /aplikasi/info_limit`, which one public client reads: `{"jumlah_request":230}`. Nothing says whether it
 * counts the day's calls or what is left of them, so a reading means nothing until two of one day, with calls
 * of ours in between, have shown which way it goes. One that rises with our calls is recognised (`used`), and
 * tells nothing of what is left: how many calls a plan has is documented for the Open API only, and a guess
 * would hold debits back, or spend what a refund needs. The size is then learned from a 429 (`quota-days.ts`).
 */
import { z } from 'zod';
import { lenientNumber, okCode } from '../upstream/lenient-fields.js';

export const infoLimitAnswer = z.looseObject({ code: okCode, jumlah_request: lenientNumber });

const callsOfDay = z.object({
  /** `YYYY-MM-DD` in Jakarta */
  day: z.string(),
  /** answered calls of that day that all nodes had counted */
  calls: z.number(),
});
export type CallsOfDay = z.infer<typeof callsOfDay>;

export const limitReading = callsOfDay.extend({
  /** `jumlah_request` */
  value: z.number(),
  /** `left`: it falls with each call; `used`: it rises */
  direction: z.enum(['left', 'used', 'unknown']),
});
export type LimitReading = z.infer<typeof limitReading>;

/** Fewer calls could hide behind those that other nodes have not written yet. */
export const MIN_CALLS_BETWEEN = 30;
/** Other programs may use the key too; a jump by more is a new day or another plan. */
const MAX_CHANGE_FACTOR = 3;

/** What a new reading shows beside the one before. */
export function compareReadings(
  previous: LimitReading | null,
  { day, calls, value }: Omit<LimitReading, 'direction'>,
): LimitReading {
  const reading = { day, calls, value };
  // What an earlier day has shown still holds.
  if (previous?.day !== day) return { ...reading, direction: previous?.direction ?? 'unknown' };
  const ours = calls - previous.calls;
  const change = Math.abs(value - previous.value);
  const isExplained = change >= ours / 2 && change <= ours * MAX_CHANGE_FACTOR;
  if (ours < MIN_CALLS_BETWEEN || !isExplained) return { ...reading, direction: 'unknown' };
  return { ...reading, direction: value < previous.value ? 'left' : 'used' };
}

/** The calls left now by a reading of today; `null` where it does not tell. */
export function leftByReading(reading: LimitReading | null, today: CallsOfDay): number | null {
  if (reading?.direction !== 'left' || reading.day !== today.day) return null;
  return Math.max(reading.value - (today.calls - reading.calls), 0);
}
