/** How much room the store takes. */
import { stat } from 'node:fs/promises';
import { sql, type Kysely } from 'kysely';
import type { Settings } from '../config/settings.js';

/** The database, and for SQLite its write-ahead log, in bytes; `null` for one in memory. */
export async function readStoreBytes<T>(
  db: Kysely<T>,
  address: Settings['database'],
): Promise<number | null> {
  if (address.kind === 'postgres') {
    const { rows } = await sql<{ bytes: number }>`select
      pg_database_size(current_database()) as bytes`.execute(db);
    return rows[0]?.bytes ?? null;
  }
  const database = await fileBytes(address.file);
  // The last connection to close removes the log.
  return database === null ? null : database + ((await fileBytes(`${address.file}-wal`)) ?? 0);
}

const fileBytes = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );
