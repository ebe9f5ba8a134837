/** Whether another program has the store open, such as a proxy that runs. */
import { sql, type Kysely } from 'kysely';
import type { Settings } from '../config/settings.js';
import { storeFailureOf } from './store-failure.js';

export async function hasOtherConnections<T>(
  db: Kysely<T>,
  kind: Settings['database']['kind'],
): Promise<boolean> {
  if (kind === 'postgres') {
    const { rows } = await sql<{ count: number | string }>`select count(*) as count
      from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'`.execute(db);
    return Number(rows[0]?.count ?? 0) > 0;
  }
  // SQLite leaves its write-ahead log only for the last connection (sqlite.org/wal.html).
  try {
    const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode = delete`.execute(db);
    if (rows[0]?.journal_mode !== 'delete') return true;
    await sql`pragma journal_mode = wal`.execute(db);
    return false;
  } catch (error) {
    if (storeFailureOf(error) === 'busy') return true;
    throw error;
  }
}
