/**
 * Opens the configured database, embedded SQLite or PostgreSQL, and migrates its schema. An error must
 * not reveal the URL, which may hold a password.
 */
import { existsSync } from 'node:fs';
import { Kysely, SqliteAdapter, SqliteDialect, type Dialect, type LogEvent } from 'kysely';
import { MESSAGES } from '../config/messages.js';
import type { Settings } from '../config/settings.js';
import { UnavailableError } from '../config/settings-error.js';
import { migrate, migrateExclusively } from './migrations.js';
import { readSchemaVersion, type SchemaVersion } from './schema-version.js';
import { openSqlite } from './sqlite.js';
import { storeFailureOf } from './store-failure.js';
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
 * Opens the database of a proxy: makes its tables or brings them up to date.
 *
 * @param language of the error's sentence
 * @throws UnavailableError when it cannot be used: a proxy without its ledger does not start
 */
export const openDatabase = (
  settings: Settings['database'],
  language: Settings['language'] = 'en',
): Promise<Database> =>
  openWith(settings, language, async (db) => {
    const version = await readSchemaVersion(db);
    if (version === 'newer') throw new SchemaRefused('newer');
    if (version === 'current') return;
    await (settings.kind === 'postgres' ? migrateExclusively(db) : migrate(db));
  });

/**
 * Opens the database of a proxy for another program, as it is: nothing is made, nothing migrated.
 *
 * @throws UnavailableError also for a store that another version of etalase made
 */
export async function openCurrentDatabase(
  settings: Settings['database'],
  language: Settings['language'] = 'en',
): Promise<Database> {
  // SQLite would create the file.
  if (settings.kind === 'sqlite' && !existsSync(settings.file)) {
    throw new UnavailableError([`DATABASE_URL ${MESSAGES[language].databaseVersion.empty}`]);
  }
  return openWith(settings, language, async (db) => {
    const version = await readSchemaVersion(db);
    if (version !== 'current') throw new SchemaRefused(version);
  });
}

class SchemaRefused extends Error {
  constructor(readonly version: Exclude<SchemaVersion, 'current'>) {
    super(version);
  }
}

async function openWith(
  settings: Settings['database'],
  language: Settings['language'],
  prepare: (db: Kysely<Tables>) => Promise<void>,
): Promise<Database> {
  const messages = MESSAGES[language];
  try {
    const db = await connectDatabase(settings);
    await prepare(db).catch(async (error: unknown) => {
      await db.destroy();
      throw error;
    });
    return { kind: settings.kind, db };
  } catch (cause) {
    const sentence =
      cause instanceof SchemaRefused
        ? messages.databaseVersion[cause.version]
        : messages.databaseUnavailable(storeFailureOf(cause));
    throw new UnavailableError([`DATABASE_URL ${sentence}`], { cause });
  }
}

const createDialect = async (settings: Settings['database']): Promise<Dialect> =>
  settings.kind === 'sqlite'
    ? new TransactionalDdlSqliteDialect({ database: await openSqlite(settings.file) })
    : (await import('./postgres.js')).openPostgres({
        url: settings.url,
        onConnectionError: rememberStoreError,
      });
