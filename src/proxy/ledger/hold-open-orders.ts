/**
 * Holds every open order for a person, after an old copy of the ledger came back: the steps that followed
 * the copy are unknown, and a debit might be sent again. Ended orders are not watched any more either.
 */
import type { Transaction } from 'kysely';
import type { OrderRow, Tables } from '../store/tables.js';
import { CHECKOUT_BASELINE, CHECKOUTS_RESTORED, setShopFact } from './shop-facts.js';
import { FINAL_STATES, OPEN_CHECKOUT_STATES } from './states.js';

/** @returns the orders that are held now */
export async function holdOpenOrders(
  trx: Transaction<Tables>,
  { now, node, note }: { readonly now: number; readonly node: string; readonly note: string },
): Promise<OrderRow[]> {
  const open = await trx
    .selectFrom('orders')
    .selectAll()
    .where('state', 'not in', FINAL_STATES)
    .orderBy('created_at')
    .execute();
  for (const order of open) {
    const at = Math.max(now, order.updated_at + 1);
    const version = order.version + 1;
    await trx
      .updateTable('orders')
      .set({
        state: 'REVIEW',
        version,
        updated_at: at,
        ...(order.state !== 'REVIEW' && { state_entered_at: now, attempts: 0 }),
      })
      .where('id', '=', order.id)
      .execute();
    await trx
      .insertInto('order_events')
      .values({
        order_id: order.id,
        version,
        at,
        kind: 'alarm',
        from_state: order.state,
        to_state: 'REVIEW',
        note,
        node,
      })
      .execute();
  }
  await trx
    .updateTable('orders')
    .set({ next_attempt_at: null, lease_node: null, lease_until: null, watch_until: null })
    .execute();
  // The copy does not know which waiting notices and messages were sent after it was made.
  for (const table of ['notices', 'member_messages'] as const) {
    await trx.deleteFrom(table).where('state', '=', 'waiting').execute();
  }
  await closeCheckouts(trx, now);
  await trx.updateTable('member_locks').set({ locked_by_order: null }).execute();
  return open;
}

/** The transactions of held orders are left to a person too, and what is paid now counts as older. */
async function closeCheckouts(trx: Transaction<Tables>, now: number): Promise<void> {
  await trx
    .updateTable('checkouts')
    .set({ next_attempt_at: null, lease_node: null, lease_until: null })
    .execute();
  await trx
    .updateTable('checkouts')
    .set((eb) => ({
      state: 'CLOSED',
      reason: 'evidence_conflicts',
      version: eb('version', '+', 1),
      state_entered_at: now,
    }))
    .where('state', 'in', OPEN_CHECKOUT_STATES)
    .execute();
  await trx.deleteFrom('shop_facts').where('name', '=', CHECKOUT_BASELINE).execute();
  await setShopFact(trx, { name: CHECKOUTS_RESTORED, value: 'yes', at: now }, { replace: true });
}
