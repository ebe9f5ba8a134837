/** Reads the time that an operator types, in the shop's local time. */
import { DAY_MS } from '../time.js';
import { zoneOffsetMs } from '../zone-offset.js';

/**
 * `14:00` is the next time at which it is two in the afternoon; `2026-11-29 08:30` is that minute.
 *
 * @param zone of the machine, such as `Asia/Makassar`
 * @returns ms since 1970; `null` where the text is no time, or lies in the past
 */
export function parseLocalTime(text: string, now: number, zone: string): number | null {
  const offsetMs = zoneOffsetMs(zone);
  const localDay = new Date(now + offsetMs).toISOString().slice(0, 10);
  const parsed = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  if (!parsed) return null;
  const [, day, hour = '', minute = ''] = parsed;
  const at = Date.parse(`${day ?? localDay}T${hour.padStart(2, '0')}:${minute}:00Z`) - offsetMs;
  if (Number.isNaN(at)) return null;
  if (at > now) return at;
  return day === undefined ? at + DAY_MS : null;
}
