/**
 * The member lock: lets one order at a time change a member's saldo, with bukaOlshop's pause between.
 * It lives in the store and is changed in the transaction of the order's transition, never apart.
 */
import type { Transaction } from 'kysely';
import type { OrderRow, Tables } from '../store/tables.js';

/** @property pauseMs ms until the member's next transfer may begin */
export type MemberLockChange =
  { readonly acquire: true } | { readonly release: true; readonly pauseMs: number };

/** ms after which an order tries again while another holds the lock */
const BUSY_RETRY_MS = 1_000;

/** Takes the lock for an order. @returns `null`, or when to try again, ms since 1970 */
export async function acquireMemberLock(
  trx: Transaction<Tables>,
  { id, shopper }: OrderRow,
  now: number,
): Promise<number | null> {
  const insertResult = await trx
    .insertInto('member_locks')
    .values({ id_user: shopper, locked_by_order: id, unlocked_at: now })
    .onConflict((conflict) =>
      conflict
        .column('id_user')
        .doUpdateSet({ locked_by_order: id, unlocked_at: now })
        .where('member_locks.locked_by_order', 'is', null)
        .where('member_locks.unlocked_at', '<=', now),
    )
    .executeTakeFirst();
  if (insertResult.numInsertedOrUpdatedRows === 1n) return null;
  const lock = await trx
    .selectFrom('member_locks')
    .select(['locked_by_order', 'unlocked_at'])
    .where('id_user', '=', shopper)
    .executeTakeFirst();
  const isLocked = lock !== undefined && lock.locked_by_order !== null;
  return isLocked ? now + BUSY_RETRY_MS : Math.max(lock?.unlocked_at ?? 0, now + 1);
}

/** Releases the lock if the order holds it. @param unlockedAt when the next may begin, ms since 1970 */
export async function releaseMemberLock(
  trx: Transaction<Tables>,
  { id, shopper }: OrderRow,
  unlockedAt: number,
): Promise<void> {
  await trx
    .updateTable('member_locks')
    .set({ locked_by_order: null, unlocked_at: unlockedAt })
    .where('id_user', '=', shopper)
    .where('locked_by_order', '=', id)
    .execute();
}
