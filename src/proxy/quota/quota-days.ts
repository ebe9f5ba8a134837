/** Reads and writes the calls to the Closed API that all nodes have counted, by day. */
import type { Kysely } from 'kysely';
import type { QuotaDayRow, Tables } from '../store/tables.js';

type Db = Kysely<Tables>;

export async function addCalls(db: Db, day: string, calls: number): Promise<void> {
  await db
    .insertInto('quota_days')
    .values({ day, calls, calls_when_spent: null })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((eb) => ({ calls: eb('quota_days.calls', '+', calls) })),
    )
    .execute();
}

/** The calls counted until now were all that the day's quota allows. The first to say so is believed. */
export async function recordSpent(db: Db, day: string): Promise<void> {
  await db
    .updateTable('quota_days')
    .set((eb) => ({ calls_when_spent: eb.ref('calls') }))
    .where('day', '=', day)
    .where('calls_when_spent', 'is', null)
    .execute();
}

export const findQuotaDay = (db: Db, day: string): Promise<QuotaDayRow | undefined> =>
  db.selectFrom('quota_days').selectAll().where('day', '=', day).executeTakeFirst();

/** The last day, from `since` on, whose quota was used up. */
export async function findLastSpentDay(
  db: Db,
  since: string,
): Promise<(QuotaDayRow & { readonly calls_when_spent: number }) | null> {
  const row = await db
    .selectFrom('quota_days')
    .selectAll()
    .where('day', '>=', since)
    .where('calls_when_spent', 'is not', null)
    .orderBy('day', 'desc')
    .executeTakeFirst();
  return row && row.calls_when_spent !== null
    ? { ...row, calls_when_spent: row.calls_when_spent }
    : null;
}
