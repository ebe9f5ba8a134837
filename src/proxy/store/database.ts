/** Opens the database of the settings: embedded SQLite, or PostgreSQL. */
import {
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  type Dialect,
  type LogEvent,
  type PostgresPool,
} from 'kysely';
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

const failures = new WeakSet<object>();

const remember = (error: unknown): void => {
  if (typeof error === 'object' && error !== null) failures.add(error);
};

/** Whether an error came from the store: its disk is full, it is gone, it refused. */
export const isStoreFailure = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && failures.has(error);

/** SQLite can undo a half-made schema as well; Kysely does not count on it. */
class UndoingSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

/** @throws SettingsError when it cannot be: a proxy without its ledger does not start */
export async function openDatabase(settings: Settings['database']): Promise<Database> {
  const log = (event: LogEvent): void => {
    if (event.level === 'error') remember(event.error);
  };
  try {
    const db = new Kysely<Tables>({ dialect: await dialectOf(settings), log });
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
    ? new UndoingSqliteDialect({ database: await openSqlite(settings.file) })
    : new PostgresDialect({ pool: postgresPool(settings.url) });

/** What went wrong at its root, as a code: messages may quote the address with its password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

function postgresPool(connectionString: string): PostgresPool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT, Number);
  const pool = new pg.Pool({ connectionString, types, max: 10, connectionTimeoutMillis: 5_000 });
  // A connection that breaks fails its query, and is replaced at the next. Unheard, its error would
  // end the process: the pool's tells of idle ones, the client's of one that is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: () =>
      pool.connect().catch((error: unknown) => {
        remember(error);
        throw error;
      }),
    end: () => pool.end(),
  };
}
