/**
 * Indonesian number format: `21.000`. Without `Intl.NumberFormat`, whose first instance costs a slow
 * phone 60 ms before the first card, as much as the rest of the script.
 */
export const formatNumber = (value: number): string =>
  String(value)
    .replace('.', ',')
    .replace(/\B(?=(\d{3})+(,|$))/g, '.');

/** Whole rupiah: `Rp21.000`. */
export const formatRupiah = (rupiah: number): string =>
  `${rupiah < 0 ? '-' : ''}Rp${formatNumber(Math.abs(rupiah))}`;

const MINUTE_MS = 60_000;

/** An age in words: "5 menit yang lalu". */
export function formatAgo(ageMs: number, language: string): string {
  const minutes = Math.max(1, Math.floor(ageMs / MINUTE_MS));
  const format = new Intl.RelativeTimeFormat(language);
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), 'hour');
  return format.format(-Math.floor(minutes / (24 * 60)), 'day');
}
