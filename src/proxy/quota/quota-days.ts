/** The calls to the Closed API that all nodes have counted, by day, and what they teach of its quota. */
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

/** Calls were answered after all: it was not the day's quota that was used up. */
export async function withdrawSpent(db: Db, day: string): Promise<void> {
  await db
    .updateTable('quota_days')
    .set({ calls_when_spent: null })
    .where('day', '=', day)
    .where('calls_when_spent', 'is not', null)
    .execute();
}

/** From `since` on, oldest first. */
export const listQuotaDays = (db: Db, since: string): Promise<QuotaDayRow[]> =>
  db.selectFrom('quota_days').selectAll().where('day', '>=', since).orderBy('day').execute();

/** Calls that other nodes may have counted before a day was spent, and written after it. */
const MAX_UNWRITTEN_CALLS = 50;
/**
 * A day that was spent sooner tells more of other programs with the same key, of a day that begins at
 * another hour, or of a short limit, than of the quota. Kept for refunds, it would leave no call to sell by.
 */
const MIN_LEARNED_CALLS = 20;

const isSpent = ({ calls, calls_when_spent: spent }: QuotaDayRow): boolean =>
  spent !== null && calls <= spent + MAX_UNWRITTEN_CALLS;

/** The calls left today, as far as these days tell; `null` where they do not. @param days oldest first */
export function leftByDays(days: readonly QuotaDayRow[], today: string): number | null {
  const current = days.find(({ day }) => day === today);
  if (current && isSpent(current)) return 0;
  const learned = days.findLast((each) => isSpent(each) && each.calls >= MIN_LEARNED_CALLS);
  if (!learned) return null;
  // A later day on which more was answered shows that the quota is larger.
  const isPassed = days.some(({ day, calls }) => day > learned.day && calls > learned.calls);
  return isPassed ? null : learned.calls - (current?.calls ?? 0);
}
