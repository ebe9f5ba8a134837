/**
 * The order ledger: the only code that writes orders and their events. A change is one transaction of
 * a compare-and-set on the order, its event, and the member lock where a transfer needs it; it must
 * never call an upstream.
 */
import type { ExpressionBuilder, Insertable, Transaction } from 'kysely';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';
import type { OrderEventRow, OrderRow, Tables } from '../store/tables.js';
import { releaseMemberLock, acquireMemberLock, type MemberLockChange } from './member-lock.js';
import type {
  AcceptResult,
  ChangeResult,
  NewOrder,
  OrderChange,
  ScheduledChange,
} from './order-changes.js';
import { findOrderByIdempotencyKey } from './queries.js';
import { GUARDED_COLUMNS, STATES_READING_PIN, TRANSITIONS } from './states.js';

const NO_LEASE = { lease_node: null, lease_until: null } as const;

/** Rolls the transaction back and carries the result out of it. */
class ChangeRefused extends Error {
  constructor(readonly result: Exclude<ChangeResult, { kind: 'changed' }>) {
    super(result.kind);
  }
}

/** The compare of the compare-and-set: the row is still as `order` was read. */
const isUnchanged = (eb: ExpressionBuilder<Tables, 'orders'>, order: OrderRow) =>
  eb.and([
    eb('id', '=', order.id),
    eb('version', '=', order.version),
    eb('state', '=', order.state),
    ...(GUARDED_COLUMNS[order.state] ?? []).map((column) =>
      eb(column, order[column] === null ? 'is' : '=', order[column]),
    ),
  ]);

export interface OrderLedgerOptions {
  readonly database: Database;
  readonly now: Platform['now'];
  /** this process, by a name that no other process has or had */
  readonly node: string;
  /** ms that a node may work on an order before another may take it */
  readonly leaseMs: number;
  /** Called with every change, after its commit. */
  readonly onChange: (order: OrderRow, event: OrderEventRow) => void;
}

export class OrderLedger {
  readonly node: string;
  readonly #db: Database['db'];
  readonly #isPostgres: boolean;
  readonly #now: Platform['now'];
  readonly #leaseMs: number;
  readonly #onChange: OrderLedgerOptions['onChange'];

  constructor({ database, now, node, leaseMs, onChange }: OrderLedgerOptions) {
    this.node = node;
    this.#db = database.db;
    this.#isPostgres = database.kind === 'postgres';
    this.#now = now;
    this.#leaseMs = leaseMs;
    this.#onChange = onChange;
  }

  /**
   * Records a new order, or finds the one with the same idempotency key. This node gets the lease, so
   * that no other node starts the order meanwhile.
   */
  async accept(newOrder: NewOrder): Promise<AcceptResult> {
    const now = this.#now();
    const row: Insertable<OrderRow> = {
      ...newOrder,
      version: 1,
      state: 'ACCEPTED',
      attempts: 0,
      state_entered_at: now,
      created_at: now,
      updated_at: now,
      next_attempt_at: now,
      lease_node: this.node,
      lease_until: now + this.#leaseMs,
    };
    const created = await this.#db.transaction().execute(async (trx) => {
      const order = await trx
        .insertInto('orders')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!order) return null;
      return { order, event: await this.#insertEvent(trx, order, 'moved', null, 'accepted') };
    });
    if (created) {
      this.#onChange(created.order, created.event);
      return { kind: 'created', order: created.order };
    }
    const { shopper, idempotency_key: key } = newOrder;
    const order = await findOrderByIdempotencyKey(this.#db, shopper, key);
    if (!order) return { kind: 'quote-used' };
    const isSameRequest = order.request_hash === newOrder.request_hash;
    return isSameRequest ? { kind: 'exists', order } : { kind: 'key-reused' };
  }

  /**
   * Leases due orders that no node works on; each goes to one node only. An order that needs a PIN is
   * left to the node that holds the PIN, unless that node has not taken it for the time of a lease.
   */
  async claimDue(limit: number): Promise<OrderRow[]> {
    const now = this.#now();
    let dueOrderIds = this.#db
      .selectFrom('orders')
      .select('id')
      .where('next_attempt_at', '<=', now)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
      .where((eb) =>
        eb.or([
          eb('pin_node', 'is', null),
          eb('pin_node', '=', this.node),
          eb('state', 'not in', STATES_READING_PIN),
          eb('next_attempt_at', '<', now - this.#leaseMs),
        ]),
      )
      .orderBy('next_attempt_at')
      .limit(limit);
    if (this.#isPostgres) dueOrderIds = dueOrderIds.forUpdate().skipLocked();
    return this.#db
      .updateTable('orders')
      .set({ lease_node: this.node, lease_until: now + this.#leaseMs })
      .where('id', 'in', dueOrderIds)
      .returningAll()
      .execute();
  }

  /** Ends this node's lease of an order that it stops working on. */
  async releaseLease(id: string): Promise<void> {
    await this.#db
      .updateTable('orders')
      .set(NO_LEASE)
      .where('id', '=', id)
      .where('lease_node', '=', this.node)
      .execute();
  }

  /** Changes the state of an order, if it still is as `order` was read. */
  transition(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: ScheduledChange,
    lockChange?: MemberLockChange,
  ): Promise<ChangeResult> {
    if (!TRANSITIONS[order.state].includes(to)) {
      throw new Error(`No way leads from ${order.state} to ${to}.`);
    }
    return this.#applyChange(order, to, 'moved', note, change, lockChange);
  }

  /** Records what a look at the order showed, without a change of state. */
  recordObservation(
    order: OrderRow,
    note: string,
    change: ScheduledChange,
    kind: 'seen' | 'alarm' = 'seen',
  ): Promise<ChangeResult> {
    return this.#applyChange(order, order.state, kind, note, change);
  }

  /** Sets the next attempt and ends the lease, without an event or a new version. */
  async reschedule(order: OrderRow, nextAttemptAt: number | null): Promise<void> {
    await this.#db
      .updateTable('orders')
      .set({ next_attempt_at: nextAttemptAt, ...NO_LEASE })
      .where('id', '=', order.id)
      .where('version', '=', order.version)
      .execute();
  }

  /** Records a person's decision on an order in review. */
  resolve(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: ScheduledChange,
  ): Promise<ChangeResult> {
    if (order.state !== 'REVIEW' || !TRANSITIONS.REVIEW.includes(to)) {
      throw new Error(`Nobody decides that an order in ${order.state} goes to ${to}.`);
    }
    return this.#applyChange(order, to, 'resolved', note, change);
  }

  /** Makes an open order due now; what a callback does. Nothing else of the order changes. */
  async scheduleNow(order: OrderRow, callbackHandle: string | null): Promise<void> {
    await this.#db
      .updateTable('orders')
      .set({
        next_attempt_at: this.#now(),
        ...(callbackHandle !== null && { callback_handle: callbackHandle }),
      })
      .where('id', '=', order.id)
      .where('next_attempt_at', 'is not', null)
      .execute();
  }

  async #applyChange(
    order: OrderRow,
    to: OrderState,
    kind: OrderEventRow['kind'],
    note: string,
    change: OrderChange,
    lockChange?: MemberLockChange,
  ): Promise<ChangeResult> {
    const now = this.#now();
    const stateEntryColumns = to === order.state ? {} : { state_entered_at: now, attempts: 0 };
    try {
      const [changedOrder, changeEvent] = await this.#db.transaction().execute(async (trx) => {
        // The lock first: on SQLite the transaction then begins with a write, and cannot deadlock.
        if (lockChange) await this.#changeMemberLock(trx, order, lockChange, now);
        const changed = await trx
          .updateTable('orders')
          .set({
            ...stateEntryColumns,
            ...change,
            state: to,
            version: order.version + 1,
            // Clocks differ between nodes; keep `updated_at` strictly increasing per order.
            updated_at: Math.max(now, order.updated_at + 1),
            ...this.#leaseColumnsFor(change.next_attempt_at, now),
          })
          .where((eb) => isUnchanged(eb, order))
          .returningAll()
          .executeTakeFirst();
        if (!changed) throw new ChangeRefused({ kind: 'conflict' });
        const event = await this.#insertEvent(trx, changed, kind, order.state, note);
        return [changed, event] as const;
      });
      this.#onChange(changedOrder, changeEvent);
      return { kind: 'changed', order: changedOrder };
    } catch (error) {
      if (error instanceof ChangeRefused) return error.result;
      throw error;
    }
  }

  /** Keeps the lease of an order that is due at once; other orders need none until they are due. */
  #leaseColumnsFor(
    nextAttemptAt: number | null | undefined,
    now: number,
  ): Pick<OrderRow, keyof typeof NO_LEASE> {
    const isDue = typeof nextAttemptAt === 'number' && nextAttemptAt <= now;
    return isDue ? { lease_node: this.node, lease_until: now + this.#leaseMs } : NO_LEASE;
  }

  #changeMemberLock(
    trx: Transaction<Tables>,
    order: OrderRow,
    lockChange: MemberLockChange,
    now: number,
  ): Promise<void> {
    return 'release' in lockChange
      ? releaseMemberLock(trx, order, now + lockChange.pauseMs)
      : this.#acquireMemberLock(trx, order, now);
  }

  async #acquireMemberLock(trx: Transaction<Tables>, order: OrderRow, now: number): Promise<void> {
    const until = await acquireMemberLock(trx, order, now);
    if (until !== null) throw new ChangeRefused({ kind: 'locked', until });
  }

  async #insertEvent(
    trx: Transaction<Tables>,
    order: OrderRow,
    kind: OrderEventRow['kind'],
    from: OrderState | null,
    note: string,
  ): Promise<OrderEventRow> {
    const event: OrderEventRow = {
      order_id: order.id,
      version: order.version,
      at: order.updated_at,
      kind,
      from_state: from,
      to_state: order.state,
      note,
      node: this.node,
    };
    await trx.insertInto('order_events').values(event).execute();
    return event;
  }
}
