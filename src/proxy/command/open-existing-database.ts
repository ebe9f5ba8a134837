/** The database as it is: nothing is made in it, and nothing brought up to date. */
import { existsSync } from 'node:fs';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import pg from 'pg';
import type { Settings } from '../config/settings.js';
import { openSqlite } from '../store/sqlite.js';
import type { Tables } from '../store/tables.js';

export type ExistingDatabase =
  | { readonly kind: 'connected'; readonly db: Kysely<Tables> }
  /** SQLite's file is not there yet */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed' };

export async function openExistingDatabase(
  database: Settings['database'],
): Promise<ExistingDatabase> {
  if (database.kind === 'sqlite' && !existsSync(database.file)) return { kind: 'absent' };
  try {
    const db = new Kysely<Tables>({ dialect: await createDialect(database) });
    try {
      await sql`select 1`.execute(db);
      return { kind: 'connected', db };
    } catch {
      await db.destroy();
      return { kind: 'failed' };
    }
  } catch {
    return { kind: 'failed' };
  }
}

async function createDialect(
  database: Settings['database'],
): Promise<SqliteDialect | PostgresDialect> {
  if (database.kind === 'sqlite') {
    return new SqliteDialect({ database: await openSqlite(database.file) });
  }
  const pool = new pg.Pool({
    connectionString: database.url,
    max: 1,
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
