/** Opens the database of the settings: embedded SQLite, or PostgreSQL. */
import { Kysely, PostgresDialect, SqliteDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { SettingsError, type Settings } from '../settings.js';
import { migrate } from './migrations.js';
import { openSqlite } from './sqlite.js';
import type { Tables } from './tables.js';

export interface Database {
  readonly kind: Settings['database']['kind'];
  readonly db: Kysely<Tables>;
}

/** PostgreSQL's `bigint`; amounts and times stay far below 2^53. */
const BIGINT = 20;

/** @throws SettingsError when it cannot be: a proxy without its ledger does not start */
export async function openDatabase(settings: Settings['database']): Promise<Database> {
  try {
    const db = new Kysely<Tables>({ dialect: await dialectOf(settings) });
    await migrate(db).catch(async (error: unknown) => {
      await db.destroy();
      throw error;
    });
    return { kind: settings.kind, db };
  } catch (cause) {
    throw new SettingsError(
      `DATABASE_URL names a database that cannot be opened and brought up to date: ${codeOf(cause)}.`,
      { cause },
    );
  }
}

const dialectOf = async (settings: Settings['database']): Promise<Dialect> =>
  settings.kind === 'sqlite'
    ? new SqliteDialect({ database: await openSqlite(settings.file) })
    : new PostgresDialect({ pool: postgresPool(settings.url) });

/** What went wrong at its root, as a code: messages may quote the address with its password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

function postgresPool(connectionString: string): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT, Number);
  const pool = new pg.Pool({ connectionString, types, max: 10, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks is replaced at the next query; unheard, it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
