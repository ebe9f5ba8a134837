/** Formats times and amounts for the commands. */

const ZONE = { timeZone: 'Asia/Jakarta', hourCycle: 'h23' } as const;
const WIB = new Intl.DateTimeFormat('sv-SE', { ...ZONE, dateStyle: 'short', timeStyle: 'medium' });

/** `2026-11-23 17:00:00 WIB (2026-11-23T10:00:00.000Z)` */
export const formatTime = (ms: number): string =>
  `${WIB.format(ms)} WIB (${new Date(ms).toISOString()})`;

const RUPIAH = new Intl.NumberFormat('id-ID');

export const formatRupiah = (amount: number | null): string =>
  amount === null ? '-' : `Rp${RUPIAH.format(amount)}`;
