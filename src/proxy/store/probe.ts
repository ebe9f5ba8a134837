/** Whether the store takes writes: a full disk, or a file that another user owns, still answers reads. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.js';

/**
 * Characters of the row. A nearly full disk has room for a small row, in what SQLite's log overwrites, when
 * it has none for an order any more.
 */
const PROBE_LENGTH = 64_000;
const VALUES = ['0'.repeat(PROBE_LENGTH), '1'.repeat(PROBE_LENGTH)] as const;

/** Writes one row, always the same but for its text: SQLite writes no page that stays as it is. */
export const probeStore = (db: Kysely<Tables>): Promise<unknown> =>
  db
    .insertInto('shop_facts')
    .values({ name: 'store_probe', value: VALUES[0], at: 0 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        value: sql<string>`case when shop_facts.at % 2 = 0 then ${VALUES[1]} else ${VALUES[0]} end`,
        at: sql<number>`shop_facts.at + 1`,
      }),
    )
    .execute();

export const isStoreWritable = (db: Kysely<Tables>): Promise<boolean> =>
  probeStore(db).then(
    () => true,
    () => false,
  );

class RolledBack extends Error {}

/** `probeStore` in a transaction that is rolled back: nothing changes, and a full disk goes unnoticed. */
export async function probeWithoutChange(db: Kysely<Tables>): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      await probeStore(trx);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
}
