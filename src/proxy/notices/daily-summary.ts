/** The evening's summary: what the last day sold, paid back and earned, and the deposits. */
import type { Kysely } from 'kysely';
import { PROVIDER_VARIABLES } from '../config/provider-variables.js';
import {
  addSales,
  listDailySales,
  NO_SALES,
  profitOf,
  type SalesFigures,
} from '../ledger/sales.js';
import { formatRupiah } from '../rupiah.js';
import type { Tables } from '../store/tables.js';
import { DAY_MS, HOUR_MS } from '../time.js';

/** local time at which a day is summed up */
const SUMMARY_HOUR = 20;
/** ms after 20:00 until which a missed summary is still made */
const MAX_DELAY_MS = 4 * HOUR_MS;

export interface SummaryDue {
  /** the end of the day that is summed up, ms since 1970 */
  readonly at: number;
  /** its name, the same for all nodes */
  readonly day: string;
}

/** The summary that is due now, or `null`. @param offsetMs of the local time */
export function summaryDue(now: number, offsetMs: number): SummaryDue | null {
  const local = now + offsetMs - SUMMARY_HOUR * HOUR_MS;
  const day = Math.floor(local / DAY_MS);
  if (local - day * DAY_MS >= MAX_DELAY_MS) return null;
  const at = day * DAY_MS + SUMMARY_HOUR * HOUR_MS - offsetMs;
  return { at, day: new Date(day * DAY_MS).toISOString().slice(0, 10) };
}

/** @param until its end; it begins a day before, so that no sale is in two summaries or in none */
export async function describeSummary(db: Kysely<Tables>, until: number): Promise<string> {
  const sales = await listDailySales(db, { since: until - DAY_MS, until });
  const total = sales.reduce<SalesFigures>(addSales, NO_SALES);
  const suppliers = await db.selectFrom('suppliers').selectAll().orderBy('provider').execute();
  const { count } = await db
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('state', '=', 'REVIEW')
    .executeTakeFirstOrThrow();
  const isAnyInReview = Number(count) > 0;
  return [
    `Terjual / sold: ${String(total.sold)}, ${formatRupiah(total.revenue)}`,
    `Refund / paid back: ${String(total.refunds)}, ${formatRupiah(total.refunded)}`,
    `Laba / profit: ${formatRupiah(profitOf(total))}`,
    ...suppliers.flatMap(({ provider, deposit, stop }) => {
      const title = PROVIDER_VARIABLES[provider].title;
      const stopped = stop === null ? '' : ' (tidak dijual / not sold)';
      return deposit === null && stop === null
        ? []
        : [`Deposit ${title}: ${formatRupiah(deposit)}${stopped}`];
    }),
    ...(isAnyInReview
      ? [`Menunggu Anda / waiting for you: ${String(count)} (etalase orders --review)`]
      : []),
  ].join('\n');
}
