/**
 * Opens the configured database, embedded SQLite or PostgreSQL, and migrates its schema. An error must
 * not reveal the URL, which may hold a password.
 */
import { Kysely, SqliteAdapter, SqliteDialect, type Dialect, type LogEvent } from 'kysely';
import { MESSAGES } from '../config/messages.js';
import type { Settings } from '../config/settings.js';
import { UnavailableError } from '../config/settings-error.js';
import { migrate, migrateExclusively } from './migrations.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';
import type { Tables } from './tables.js';

export interface Database {
  readonly kind: Settings['database']['kind'];
  readonly db: Kysely<Tables>;
}

const storeErrors = new WeakSet<object>();

const rememberStoreError = (error: unknown): void => {
  if (typeof error === 'object' && error !== null) storeErrors.add(error);
};

/** Whether an error came from the store, such as a full disk or a lost connection. */
export const isStoreError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && storeErrors.has(error);

/** SQLite can roll back schema changes too; Kysely's adapter does not rely on it. */
class TransactionalDdlSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

/** A connection to the database as it is: nothing is migrated. */
export async function connectDatabase(settings: Settings['database']): Promise<Kysely<Tables>> {
  const log = (event: LogEvent): void => {
    if (event.level === 'error') rememberStoreError(event.error);
  };
  return new Kysely<Tables>({ dialect: await createDialect(settings), log });
}

/**
 * @param language of the error's sentence
 * @throws UnavailableError when the database cannot be opened: a proxy without its ledger does not start
 */
export async function openDatabase(
  settings: Settings['database'],
  language: Settings['language'] = 'en',
): Promise<Database> {
  try {
    const db = await connectDatabase(settings);
    const migration = settings.kind === 'postgres' ? migrateExclusively(db) : migrate(db);
    await migration.catch(async (error: unknown) => {
      await db.destroy();
      throw error;
    });
    return { kind: settings.kind, db };
  } catch (cause) {
    const sentence = MESSAGES[language].databaseUnavailable(rootErrorCode(cause));
    throw new UnavailableError([`DATABASE_URL ${sentence}`], { cause });
  }
}

const createDialect = async (settings: Settings['database']): Promise<Dialect> =>
  settings.kind === 'sqlite'
    ? new TransactionalDdlSqliteDialect({ database: await openSqlite(settings.file) })
    : openPostgres({ url: settings.url, onConnectionError: rememberStoreError });

/** The code of the root cause. Messages may quote the URL with its password. */
function rootErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : rootErrorCode(error.cause);
}
