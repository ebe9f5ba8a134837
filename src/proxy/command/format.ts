/** Formats times and amounts for the commands. */

const ZONE = { timeZone: 'Asia/Jakarta', hourCycle: 'h23' } as const;
const WIB = new Intl.DateTimeFormat('sv-SE', { ...ZONE, dateStyle: 'short', timeStyle: 'medium' });

/** `2026-11-23 17:00:00 WIB (2026-11-23T10:00:00.000Z)` */
export const formatTime = (ms: number): string =>
  `${WIB.format(ms)} WIB (${new Date(ms).toISOString()})`;

const SHORT = new Intl.DateTimeFormat('en-GB', {
  ...ZONE,
  day: '2-digit',
  month: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `23/11 17:00`, in Jakarta */
export const formatShortTime = (ms: number): string => SHORT.format(ms).replace(',', '');

export { formatRupiah } from '../rupiah.js';
