/** Sales by day and product, from the orders that have ended; trials are none. Nothing here writes. */
import { sql, type Kysely } from 'kysely';
import type { ProviderName } from '../contract.js';
import { DAY_MS, HOUR_MS } from '../time.js';
import type { Tables } from '../store/tables.js';

/** Orders of one product that ended on one day. Amounts are whole rupiah of the shop's own money. */
export interface DailySales {
  /** `2026-11-28`, in Jakarta */
  readonly day: string;
  readonly provider: ProviderName;
  readonly product: string;
  readonly title: string;
  /** delivered orders */
  readonly sold: number;
  /** what shoppers paid for them from their saldo; invoices are paid to the supplier */
  readonly revenue: number;
  /** what the supplier took for them, where it said so; else the quoted cost */
  readonly cost: number;
  /** orders that were paid back */
  readonly refunds: number;
  readonly refunded: number;
}

/** Indonesia's west (WIB); it has no summer time. */
export const JAKARTA_OFFSET_MS = 7 * HOUR_MS;

export interface SalesFilter {
  /** ms since 1970, of the order's end; `until` is excluded */
  readonly since: number;
  readonly until: number;
  readonly provider?: ProviderName;
}

export async function listDailySales(
  db: Kysely<Tables>,
  { since, until, provider }: SalesFilter,
): Promise<DailySales[]> {
  // SQLite would divide a parameter as a float.
  const day = sql<number>`(state_entered_at + ${sql.lit(JAKARTA_OFFSET_MS)}) / ${sql.lit(DAY_MS)}`;
  const sumWhere = (state: 'FULFILLED' | 'REFUNDED', amount: ReturnType<typeof sql<number>>) =>
    sql<number>`cast(sum(case when state = ${state} then ${amount} else 0 end) as bigint)`;
  const paid = (amount: ReturnType<typeof sql<number>>) =>
    sql<number>`case when paid_by = 'saldo' then coalesce(${amount}, 0) else 0 end`;
  let query = db
    .selectFrom('orders')
    .select([
      day.as('day'),
      'provider',
      'product',
      'title',
      sumWhere('FULFILLED', sql<number>`1`).as('sold'),
      sumWhere('FULFILLED', paid(sql<number>`price`)).as('revenue'),
      sumWhere('FULFILLED', paid(sql<number>`coalesce(charged_cost, cost)`)).as('cost'),
      sumWhere('REFUNDED', sql<number>`1`).as('refunds'),
      sumWhere('REFUNDED', paid(sql<number>`price`)).as('refunded'),
    ])
    .where('state', 'in', ['FULFILLED', 'REFUNDED'])
    .where('is_trial', 'is', null)
    .where('state_entered_at', '>=', since)
    .where('state_entered_at', '<', until);
  if (provider !== undefined) query = query.where('provider', '=', provider);
  const rows = await query
    .groupBy([day, 'provider', 'product', 'title'])
    .orderBy(day)
    .orderBy('provider')
    .orderBy('title')
    .execute();
  return rows.map((row) => ({ ...row, day: dayName(row.day) }));
}

const dayName = (daysSince1970: number): string =>
  new Date(daysSince1970 * DAY_MS).toISOString().slice(0, 10);
