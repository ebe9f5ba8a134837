/** Opens the database of the settings: embedded SQLite, or PostgreSQL. */
import { Kysely, PostgresDialect, SqliteAdapter, SqliteDialect } from 'kysely';
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
  const db =
    settings.kind === 'sqlite'
      ? new Kysely<Tables>({
          dialect: new UndoingSqliteDialect({ database: await openSqlite(settings.file) }),
        })
      : new Kysely<Tables>({ dialect: new PostgresDialect({ pool: postgresPool(settings.url) }) });
  await migrate(db);
  return { kind: settings.kind, db };
}

function postgresPool(connectionString: string): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT, Number);
  const pool = new pg.Pool({ connectionString, types, max: 10, connectionTimeoutMillis: 5_000 });
  // A connection that breaks fails its query, and is replaced at the next. Unheard, its error would
  // end the process: the pool's tells of idle ones, the client's of one that is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
