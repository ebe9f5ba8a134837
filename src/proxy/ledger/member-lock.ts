/**
 * Whose turn it is to change a member's saldo: one order of a member at a time, and the next one only
 * after bukaOlshop's pause.
 */
import type { Transaction } from 'kysely';
import type { OrderRow, Tables } from '../store/tables.js';

/** @property pause ms until the member's next change may begin */
export type MemberLockChange =
  { readonly acquire: true } | { readonly release: true; readonly pauseMs: number };

/** How long to wait when another change of the member is on its way, ms. */
const BUSY_RETRY_MS = 1_000;

/** Takes the turn for an order. Tells until when it is not free (ms since 1970), or null: it is taken. */
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
  const member = await trx
    .selectFrom('member_locks')
    .select(['locked_by_order', 'unlocked_at'])
    .where('id_user', '=', shopper)
    .executeTakeFirst();
  const isBusy = member !== undefined && member.locked_by_order !== null;
  return isBusy ? now + BUSY_RETRY_MS : Math.max(member?.unlocked_at ?? 0, now + 1);
}

/** Gives the turn back, if the order has it. @param freeAt when the next may begin, ms since 1970 */
export async function releaseMemberLock(
  trx: Transaction<Tables>,
  { id, shopper }: OrderRow,
  freeAt: number,
): Promise<void> {
  await trx
    .updateTable('member_locks')
    .set({ locked_by_order: null, unlocked_at: freeAt })
    .where('id_user', '=', shopper)
    .where('locked_by_order', '=', id)
    .execute();
}
