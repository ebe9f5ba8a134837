/** Whether the store takes writes: a full disk, or a file that another user owns, still answers reads. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** Writes one row, always the same. */
export const probeStore = (db: Kysely<Tables>): Promise<unknown> =>
  db
    .insertInto('shop_facts')
    .values({ name: 'store_probe', value: '', at: 0 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ at: sql<number>`shop_facts.at + 1` }),
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
