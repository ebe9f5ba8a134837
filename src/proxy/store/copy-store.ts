/** Copies a store, table by table, into an empty one; either may be SQLite or PostgreSQL. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from './database.js';
import type { Tables } from './tables.js';

/** Events refer to them. */
const FIRST_TABLES: readonly string[] = ['orders', 'checkouts'];
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

const rank = (table: string): number => (FIRST_TABLES.includes(table) ? 0 : 1);

/** A store that is read, in one snapshot, so that nothing changes meanwhile. */
export interface Snapshot {
  readonly kind: Database['kind'];
  readonly db: Transaction<Tables>;
}

/** @param to the same schema, without rows */
export async function copyStore(from: Snapshot, to: Transaction<Tables>): Promise<void> {
  for (const [table, columns] of await listTables(from.db)) {
    const names = sql.join(columns.map((column) => sql.ref(column)));
    for await (const rows of READERS[from.kind](from.db, table)) {
      const values = rows.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
      await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(to);
    }
  }
}

type Row = Readonly<Record<string, unknown>>;
type ReadBatches = (db: Transaction<Tables>, table: string) => AsyncGenerator<readonly Row[]>;

/** Each batch begins where the last one ended, so that the time grows with the rows alone. */
const READERS: Readonly<Record<Snapshot['kind'], ReadBatches>> = {
  /** By `rowid`, which each table has, also one without a key. */
  async *sqlite(db, table) {
    let lastRow = 0;
    for (;;) {
      const { rows } = await sql<Row & { row_number: number }>`select rowid as row_number, *
        from ${sql.table(table)} where rowid > ${lastRow} order by rowid
        limit ${sql.lit(BATCH_ROWS)}`.execute(db);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      lastRow = last.row_number;
    }
  },

  async *postgres(db, table) {
    await sql`declare copied_rows no scroll cursor for select * from ${sql.table(table)}`.execute(
      db,
    );
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(BATCH_ROWS)} from copied_rows`.execute(db);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close copied_rows`.execute(db);
  },
};

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
