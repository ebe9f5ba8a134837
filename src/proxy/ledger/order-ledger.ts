/**
 * The order ledger: every order, every step, and whose turn it is. A change is one transaction: a
 * compare-and-set on the order, the event that tells of it, and the member's turn where it has one.
 */
import type { Insertable, Transaction, Updateable } from 'kysely';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { OrderEventRow, OrderRow, Tables } from '../store/tables.js';
import { releaseMemberLock, acquireMemberLock, type MemberLockChange } from './member-lock.js';
import { findOrderByIdempotencyKey } from './queries.js';
import { TRANSITIONS, type OrderState } from './states.js';

/** What an order is made of when it is accepted; the ledger adds the rest. */
export type NewOrder = Pick<
  OrderRow,
  | 'id'
  | 'shopper'
  | 'idempotency_key'
  | 'request_hash'
  | 'quote_id'
  | 'provider'
  | 'paid_by'
  | 'product'
  | 'item'
  | 'title'
  | 'item_name'
  | 'fields'
  | 'price'
  | 'cost'
  | 'shopper_secret'
  | 'shopper_address'
  | 'pin_node'
  | 'debit_tag'
  | 'refund_tag'
  | 'callback_key'
>;

export type AcceptResult =
  | { readonly kind: 'created' | 'exists'; readonly order: OrderRow }
  | { readonly kind: 'key-reused' | 'quote-used' };

/** What a step may change beside the state. */
export type OrderChange = Updateable<
  Pick<
    OrderRow,
    | 'cost'
    | 'price'
    | 'handle'
    | 'invoice_url'
    | 'voucher'
    | 'reason'
    | 'detail'
    | 'intent_at'
    | 'intent_node'
    | 'next_attempt_at'
    | 'watch_until'
    | 'attempts'
  >
>;

export type ChangeResult =
  | { readonly kind: 'moved'; readonly order: OrderRow }
  /** Somebody else changed the order first. */
  | { readonly kind: 'lost' }
  /** It is not the member's turn before then, ms since 1970. */
  | { readonly kind: 'busy'; readonly until: number };

const NO_LEASE = { lease_node: null, lease_until: null } as const;

/** Where an order still needs its PIN. */
const STATES_BEFORE_DEBIT: readonly OrderState[] = ['ACCEPTED', 'RESERVED'];

/** Rolls a transaction back with a value. */
class ChangeRefused extends Error {
  constructor(readonly result: Exclude<ChangeResult, { kind: 'moved' }>) {
    super(result.kind);
  }
}

export interface OrderLedgerOptions {
  readonly database: Database;
  readonly now: Platform['now'];
  /** this process, by a name that no other has or had */
  readonly node: string;
  /** ms that a node may work on an order before another may take it */
  readonly leaseMs: number;
  /** Hears of every change, after it is committed. */
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
   * Writes a new order down, or finds the one of the same key. The node that accepts an order holds
   * its lease, so that no other begins it meanwhile.
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
    const order = await findOrderByIdempotencyKey(
      this.#db,
      newOrder.shopper,
      newOrder.idempotency_key,
    );
    if (!order) return { kind: 'quote-used' };
    return order.request_hash === newOrder.request_hash
      ? { kind: 'exists', order }
      : { kind: 'key-reused' };
  }

  /**
   * Takes orders that are due and that nobody works on; each goes to one node only. One that needs a
   * PIN is left to the node that has it, unless that has not come for it in the time of a lease.
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
          eb('state', 'not in', STATES_BEFORE_DEBIT),
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

  /** Gives the lease of an order back that is due, and is not gone on with here. */
  async releaseLease(id: string): Promise<void> {
    await this.#db
      .updateTable('orders')
      .set({ lease_node: null, lease_until: null })
      .where('id', '=', id)
      .where('lease_node', '=', this.node)
      .execute();
  }

  /**
   * Moves an order on, if it still is as `order` says. Without `next_attempt_at` there is nothing more to do
   * for it.
   */
  transition(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: OrderChange & { readonly next_attempt_at: number | null },
    lockChange?: MemberLockChange,
  ): Promise<ChangeResult> {
    if (!TRANSITIONS[order.state].includes(to)) {
      throw new Error(`No way leads from ${order.state} to ${to}.`);
    }
    return this.#applyChange(order, to, 'moved', note, change, lockChange);
  }

  /** Notes what was seen of an order that stays in its state, and when to look again. */
  recordObservation(
    order: OrderRow,
    note: string,
    change: OrderChange & { readonly next_attempt_at: number | null },
    kind: 'seen' | 'alarm' = 'seen',
  ): Promise<ChangeResult> {
    return this.#applyChange(order, order.state, kind, note, change);
  }

  /** Looks again later, and gives the lease back; what was seen is not worth an event. */
  async reschedule(
    order: OrderRow,
    dueAt: number | null,
    change: Pick<OrderChange, 'attempts'> = {},
  ): Promise<void> {
    await this.#db
      .updateTable('orders')
      .set({ ...change, next_attempt_at: dueAt, ...NO_LEASE })
      .where('id', '=', order.id)
      .where('version', '=', order.version)
      .execute();
  }

  /** A person's decision on an order in review. */
  resolve(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: OrderChange & { readonly next_attempt_at: number | null },
  ): Promise<ChangeResult> {
    if (order.state !== 'REVIEW' || !TRANSITIONS.REVIEW.includes(to)) {
      throw new Error(`Nobody decides that an order in ${order.state} goes to ${to}.`);
    }
    return this.#applyChange(order, to, 'resolved', note, change);
  }

  /** Has an order looked at now; what a callback does. It changes nothing else of it. */
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
      const [changedOrder, event] = await this.#db.transaction().execute(async (trx) => {
        // The turn first: on SQLite the transaction so begins with a write, and cannot deadlock.
        if (lockChange && 'release' in lockChange)
          await releaseMemberLock(trx, order, now + lockChange.pauseMs);
        else if (lockChange) await this.#acquireMemberLock(trx, order, now);
        const changed = await trx
          .updateTable('orders')
          .set({
            ...stateEntryColumns,
            ...change,
            state: to,
            version: order.version + 1,
            // Another node's clock may be ahead: who compares two answers must find the later one later.
            updated_at: Math.max(now, order.updated_at + 1),
            ...this.#leaseColumnsFor(change.next_attempt_at, now),
          })
          .where('id', '=', order.id)
          .where('version', '=', order.version)
          .where('state', '=', order.state)
          // A callback that named the order during a look asks for another one, before any conclusion.
          .where((eb) =>
            eb.or([
              eb('state', '!=', 'PLACE_UNKNOWN'),
              eb(
                'callback_handle',
                order.callback_handle === null ? 'is' : '=',
                order.callback_handle,
              ),
            ]),
          )
          .returningAll()
          .executeTakeFirst();
        if (!changed) throw new ChangeRefused({ kind: 'lost' });
        return [changed, await this.#insertEvent(trx, changed, kind, order.state, note)] as const;
      });
      this.#onChange(changedOrder, event);
      return { kind: 'moved', order: changedOrder };
    } catch (error) {
      if (error instanceof ChangeRefused) return error.result;
      throw error;
    }
  }

  /** What is not due at once needs no lease: nobody takes it before its time. */
  #leaseColumnsFor(
    dueAt: number | null | undefined,
    now: number,
  ): Pick<OrderRow, keyof typeof NO_LEASE> {
    const isDue = typeof dueAt === 'number' && dueAt <= now;
    return isDue ? { lease_node: this.node, lease_until: now + this.#leaseMs } : NO_LEASE;
  }

  async #acquireMemberLock(trx: Transaction<Tables>, order: OrderRow, now: number): Promise<void> {
    const until = await acquireMemberLock(trx, order, now);
    if (until !== null) throw new ChangeRefused({ kind: 'busy', until });
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
