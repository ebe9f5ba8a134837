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
    .insertInto('members')
    .values({ id_user: shopper, busy_order: id, free_at: now })
    .onConflict((conflict) =>
      conflict
        .column('id_user')
        .doUpdateSet({ busy_order: id, free_at: now })
        .where('members.busy_order', 'is', null)
        .where('members.free_at', '<=', now),
    )
    .executeTakeFirst();
  if (insertResult.numInsertedOrUpdatedRows === 1n) return null;
  const member = await trx
    .selectFrom('members')
    .select(['busy_order', 'free_at'])
    .where('id_user', '=', shopper)
    .executeTakeFirst();
  const isBusy = member !== undefined && member.busy_order !== null;
  return isBusy ? now + BUSY_RETRY_MS : Math.max(member?.free_at ?? 0, now + 1);
}

/** Gives the turn back, if the order has it. @param freeAt when the next may begin, ms since 1970 */
export async function releaseMemberLock(
  trx: Transaction<Tables>,
  { id, shopper }: OrderRow,
  freeAt: number,
): Promise<void> {
  await trx
    .updateTable('members')
    .set({ busy_order: null, free_at: freeAt })
    .where('id_user', '=', shopper)
    .where('busy_order', '=', id)
    .execute();
}
