/** Opens the database as it is, for `etalase check`: nothing is created, and nothing migrated. */
import { existsSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import type { Settings } from '../config/settings.js';
import { connectDatabase } from '../store/database.js';
import type { Tables } from '../store/tables.js';

export type ExistingDatabase =
  | { readonly kind: 'connected'; readonly db: Kysely<Tables> }
  /** SQLite's file does not exist yet. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: unknown };

export const isDatabaseAbsent = (database: Settings['database']): boolean =>
  database.kind === 'sqlite' && !existsSync(database.file);

export async function openExistingDatabase(
  database: Settings['database'],
): Promise<ExistingDatabase> {
  if (isDatabaseAbsent(database)) return { kind: 'absent' };
  try {
    const db = await connectDatabase(database);
    try {
      await sql`select 1`.execute(db);
      return { kind: 'connected', db };
    } catch (error) {
      await db.destroy();
      return { kind: 'failed', error };
    }
  } catch (error) {
    return { kind: 'failed', error };
  }
}
