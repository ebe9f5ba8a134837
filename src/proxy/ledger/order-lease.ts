/**
 * The lease of an order: a node's time-limited right to work on it, so that two nodes never work on
 * one order. It must not decide whether a change succeeds: the ledger's compare-and-set does.
 */
import type { Kysely } from 'kysely';
import type { Database } from '../store/database.js';
import type { OrderRow, Tables } from '../store/tables.js';
import { STATES_READING_PIN } from './states.js';

/** The node that takes leases. */
export interface LeaseHolder {
  readonly node: string;
  /** ms that the node may work on an order before another may take it */
  readonly leaseMs: number;
}

type LeaseColumns = Pick<OrderRow, 'lease_node' | 'lease_until'>;

export const NO_LEASE = { lease_node: null, lease_until: null } as const satisfies LeaseColumns;

/** @param now ms since 1970 */
export const leaseColumns = ({ node, leaseMs }: LeaseHolder, now: number): LeaseColumns => ({
  lease_node: node,
  lease_until: now + leaseMs,
});

/**
 * Leases due orders that no node works on; each goes to one node only. An order that needs a PIN is
 * left to the node that holds the PIN, unless that node has not taken it for the time of a lease.
 *
 * @param now ms since 1970
 */
export async function claimDueOrders(
  { db, kind }: Database,
  holder: LeaseHolder,
  limit: number,
  now: number,
): Promise<OrderRow[]> {
  let dueOrderIds = db
    .selectFrom('orders')
    .select('id')
    .where('next_attempt_at', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
    .where((eb) =>
      eb.or([
        eb('pin_node', 'is', null),
        eb('pin_node', '=', holder.node),
        eb('state', 'not in', STATES_READING_PIN),
        eb('next_attempt_at', '<', now - holder.leaseMs),
      ]),
    )
    .orderBy('next_attempt_at')
    .limit(limit);
  if (kind === 'postgres') dueOrderIds = dueOrderIds.forUpdate().skipLocked();
  return db
    .updateTable('orders')
    .set(leaseColumns(holder, now))
    .where('id', 'in', dueOrderIds)
    .returningAll()
    .execute();
}

/** Ends the node's lease of an order; a lease of another node stays. */
export async function releaseOrderLease(
  db: Kysely<Tables>,
  node: string,
  orderId: string,
): Promise<void> {
  await db
    .updateTable('orders')
    .set(NO_LEASE)
    .where('id', '=', orderId)
    .where('lease_node', '=', node)
    .execute();
}
