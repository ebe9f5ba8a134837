/** Days as an operator in Jakarta writes them. */
import { JAKARTA_OFFSET_MS } from '../ledger/sales.js';
import { DAY_MS } from '../time.js';
import { UsageError } from './usage-error.js';

/** ms since 1970 at which a day begins in Jakarta; `2026-11-28`, or a month for its first day */
export function parseDay(text: string, option: string): number {
  const [, day, month] = /^(\d{4}-\d{2}-\d{2})$|^(\d{4}-\d{2})$/.exec(text) ?? [];
  const name = day ?? (month === undefined ? '' : `${month}-01`);
  const ms = Date.parse(`${name}T00:00:00Z`);
  // `2026-02-30` would be read as a day in March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(name)) {
    throw new UsageError(`${option}: 2026-11-28`);
  }
  return ms - JAKARTA_OFFSET_MS;
}

/** The end of the day that `text` names. */
export const parseDayEnd = (text: string, option: string): number =>
  parseDay(text, option) + DAY_MS;

/** `2026-11-28`, in Jakarta */
export const dayOf = (ms: number): string =>
  new Date(ms + JAKARTA_OFFSET_MS).toISOString().slice(0, 10);
