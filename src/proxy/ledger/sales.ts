/** Sales by day and product, from the orders that have ended; trials are none. Nothing here writes. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ProviderName } from '../contract.js';
import { DAY_MS, HOUR_MS } from '../time.js';
import type { Tables } from '../store/tables.js';
import { DELIVERED_STATES } from './states.js';

/** Orders of one product that ended on one day. Amounts are whole rupiah of the shop's own money. */
export interface DailySales {
  /** `2026-11-28`, in Jakarta */
  readonly day: string;
  readonly provider: ProviderName;
  readonly product: string;
  readonly title: string;
  /** delivered orders, those that were corrected later among them */
  readonly sold: number;
  /** what shoppers paid to the shop for them; invoices are paid to the supplier */
  readonly revenue: number;
  /** what the supplier took for them, where it said so; else the quoted cost */
  readonly cost: number;
  /** orders that were paid back */
  readonly refunds: number;
  readonly refunded: number;
  /** the part of `refunded` that was paid back of delivered orders: a loss of the shop */
  readonly corrected: number;
}

export type SalesFigures = Pick<
  DailySales,
  'sold' | 'revenue' | 'cost' | 'refunds' | 'refunded' | 'corrected'
>;

export const NO_SALES: SalesFigures = {
  sold: 0,
  revenue: 0,
  cost: 0,
  refunds: 0,
  refunded: 0,
  corrected: 0,
};

export const addSales = (one: SalesFigures, other: SalesFigures): SalesFigures => ({
  sold: one.sold + other.sold,
  revenue: one.revenue + other.revenue,
  cost: one.cost + other.cost,
  refunds: one.refunds + other.refunds,
  refunded: one.refunded + other.refunded,
  corrected: one.corrected + other.corrected,
});

/** What was paid back of delivered orders cost the shop its price. */
export const profitOf = ({ revenue, cost, corrected }: SalesFigures): number =>
  revenue - cost - corrected;

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
  /** The orders with a time in the range; what is not in `figures` is 0. */
  const select = (at: RawBuilder<number>, figures: Partial<Record<Figure, RawBuilder<number>>>) => {
    const figure = (name: Figure) => (figures[name] ?? sql<number>`0`).as(name);
    const query = db
      .selectFrom('orders')
      .select([
        // SQLite would divide a parameter as a float.
        sql<number>`(${at} + ${sql.lit(JAKARTA_OFFSET_MS)}) / ${sql.lit(DAY_MS)}`.as('day'),
        'provider',
        'product',
        'title',
        ...FIGURES.map(figure),
      ])
      .where('is_trial', 'is', null)
      .where(at, '>=', since)
      .where(at, '<', until);
    return provider === undefined ? query : query.where('provider', '=', provider);
  };
  const sold = select(SOLD_AT, {
    sold: sql`1`,
    revenue: paidToShop(sql`price`),
    cost: paidToShop(sql`coalesce(charged_cost, cost)`),
  }).where((eb) =>
    eb.or([eb('state', 'in', DELIVERED_STATES), eb('delivered_at', 'is not', null)]),
  );
  const refunded = select(sql`state_entered_at`, {
    refunds: sql`1`,
    refunded: paidToShop(sql`price`),
    corrected: paidToShop(sql`case when delivered_at is null then 0 else price end`),
  }).where('state', '=', 'REFUNDED');
  const sumOf = (name: Figure) => sql<number>`cast(sum(${sql.ref(name)}) as bigint)`.as(name);
  const rows = await db
    .selectFrom(sold.unionAll(refunded).as('entries'))
    .select(['day', 'provider', 'product', 'title', ...FIGURES.map(sumOf)])
    .groupBy(['day', 'provider', 'product', 'title'])
    .orderBy('day')
    .orderBy('provider')
    .orderBy('title')
    .execute();
  return rows.map((row) => ({ ...row, day: dayName(row.day) }));
}

const FIGURES = ['sold', 'revenue', 'cost', 'refunds', 'refunded', 'corrected'] as const;
type Figure = (typeof FIGURES)[number];

/** A correction does not undo the sale: the supplier was paid. */
const SOLD_AT = sql<number>`coalesce(delivered_at, state_entered_at)`;

/** An invoice is paid to the supplier. */
const paidToShop = (amount: RawBuilder<number>) =>
  sql<number>`case when paid_by = 'invoice' then 0 else coalesce(${amount}, 0) end`;

const dayName = (daysSince1970: number): string =>
  new Date(daysSince1970 * DAY_MS).toISOString().slice(0, 10);
