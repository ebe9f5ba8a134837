/** Which version of etalase a store was made by. */
import { sql, type Kysely } from 'kysely';
import { MIGRATION_NAMES } from './migrations.js';

/** `empty`: no tables yet; `older` and `newer` than this program */
export type SchemaVersion = 'empty' | 'older' | 'current' | 'newer';

/** Where Kysely's migrator keeps the names of what it has run. */
const MIGRATION_TABLE = 'kysely_migration';

export async function readSchemaVersion<T>(db: Kysely<T>): Promise<SchemaVersion> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return 'empty';
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  if (rows.some(({ name }) => !MIGRATION_NAMES.includes(name))) return 'newer';
  if (rows.length === MIGRATION_NAMES.length) return 'current';
  return rows.length === 0 ? 'empty' : 'older';
}
