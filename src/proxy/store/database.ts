/** Opens the database of the settings: embedded SQLite, or PostgreSQL. */
import {
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  type LogEvent,
  type PostgresPool,
} from 'kysely';
import pg from 'pg';
import type { Settings } from '../settings.js';
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

export async function openDatabase(settings: Settings['database']): Promise<Database> {
  const dialect =
    settings.kind === 'sqlite'
      ? new UndoingSqliteDialect({ database: await openSqlite(settings.file) })
      : new PostgresDialect({ pool: postgresPool(settings.url) });
  const log = (event: LogEvent): void => {
    if (event.level === 'error') remember(event.error);
  };
  const db = new Kysely<Tables>({ dialect, log });
  await migrate(db);
  return { kind: settings.kind, db };
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
