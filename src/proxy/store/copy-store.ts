/** Copies a store, table by table, into an empty one; either may be SQLite or PostgreSQL. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from './tables.js';

/** Events refer to orders. */
const FIRST_TABLE = 'orders';
/** SQLite takes 32,766 parameters in a statement. */
const BATCH_ROWS = 500;

/** Counts and sums by which a copy is compared with its original. */
export type StoreSummary = Readonly<Record<string, number>>;

/** The tables of this program with their columns; the migrator's own are left out. */
async function listTables(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await db.introspection.getTables();
  return new Map(
    tables
      .filter(({ isView }) => !isView)
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1))
      .map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]),
  );
}

const rank = (table: string): number => (table === FIRST_TABLE ? 0 : 1);

/**
 * @param from in one snapshot, so that nothing changes meanwhile
 * @param to the same schema, without rows
 */
export async function copyStore(from: Transaction<Tables>, to: Transaction<Tables>): Promise<void> {
  for (const [table, columns] of await listTables(from)) {
    // Every column orders the rows, because some tables have no key.
    const names = sql.join(columns.map((column) => sql.ref(column)));
    for (let offset = 0; ; offset += BATCH_ROWS) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
        order by ${names} limit ${sql.lit(BATCH_ROWS)} offset ${sql.lit(offset)}`.execute(from);
      if (rows.length > 0) {
        const values = rows.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
        await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(
          to,
        );
      }
      if (rows.length < BATCH_ROWS) break;
    }
  }
}

/** The rows of each table, and what the orders add up to, by state. */
export async function summarizeStore(db: Kysely<Tables>): Promise<StoreSummary> {
  const summary: Record<string, number> = {};
  for (const table of (await listTables(db)).keys()) {
    const { rows } = await sql<{ count: number | string }>`select count(*) as count
      from ${sql.table(table)}`.execute(db);
    summary[table] = Number(rows[0]?.count ?? 0);
  }
  const { rows } = await sql<Record<'state' | 'count' | 'price' | 'versions', string | number>>`
    select state, count(*) as count, coalesce(sum(price), 0) as price, sum(version) as versions
    from orders group by state`.execute(db);
  for (const { state, count, price, versions } of rows) {
    summary[`${String(state)} orders`] = Number(count);
    summary[`${String(state)} rupiah`] = Number(price);
    summary[`${String(state)} versions`] = Number(versions);
  }
  return summary;
}

export const isSameSummary = (one: StoreSummary, other: StoreSummary): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => one[name] === other[name],
  );
