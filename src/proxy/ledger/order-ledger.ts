/**
 * The order ledger: the only code that writes orders and their events. A change is one transaction of
 * a compare-and-set on the order, its event, its attempt, and the member lock where a transfer needs it; it must
 * never call an upstream.
 */
import type { Insertable, Transaction } from 'kysely';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';
import type { AttemptRow, OrderEventRow, OrderRow, Tables } from '../store/tables.js';
import { clearLookDue, listAttempts, recordAttempt, recordAttemptFound } from './attempts.js';
import { ChangeRefused, isUnchanged } from './compare-and-set.js';
import { releaseMemberLock, acquireMemberLock, type MemberLockChange } from './member-lock.js';
import type {
  AcceptResult,
  ChangeResult,
  NewOrder,
  OrderAlarm,
  ScheduledChange,
} from './order-changes.js';
import {
  claimDueOrders,
  leaseColumns,
  NO_LEASE,
  releaseOrderLease,
  type LeaseHolder,
} from './order-lease.js';
import { writeMemberMessage } from './member-messages.js';
import { recordNamedHandle } from './named-handles.js';
import { findOrderByIdempotencyKey, findOrderByQuote } from './queries.js';
import { resolutionsFrom, transitionsFrom } from './states.js';
import { wakeCheckout } from './wake-checkout.js';

interface RecordedChange {
  readonly order: OrderRow;
  /** To be called after the commit. */
  readonly report: () => void;
}

export interface OrderLedgerOptions extends LeaseHolder {
  readonly database: Database;
  readonly now: Platform['now'];
  /** this process, by a name that no other process has or had */
  readonly node: string;
  /** Called with every change, after its commit. */
  readonly onChange: (order: OrderRow, event: OrderEventRow, alarm: OrderAlarm | null) => void;
  /** Writes an alarm in the transaction of its change, so that neither is there without the other. */
  readonly writeAlarm?: (
    trx: Transaction<Tables>,
    order: OrderRow,
    alarm: OrderAlarm,
  ) => Promise<void>;
}

export class OrderLedger {
  readonly node: string;
  readonly #db: Database['db'];
  readonly #database: Database;
  readonly #now: Platform['now'];
  readonly #leaseHolder: LeaseHolder;
  readonly #onChange: OrderLedgerOptions['onChange'];
  readonly #writeAlarm: OrderLedgerOptions['writeAlarm'];

  constructor({ database, now, node, leaseMs, onChange, writeAlarm }: OrderLedgerOptions) {
    this.node = node;
    this.#db = database.db;
    this.#database = database;
    this.#now = now;
    this.#leaseHolder = { node, leaseMs };
    this.#onChange = onChange;
    this.#writeAlarm = writeAlarm;
  }

  /**
   * Records a new order, or finds the one with the same idempotency key. This node gets the lease, so
   * that no other node starts the order meanwhile.
   */
  async accept(newOrder: NewOrder): Promise<AcceptResult> {
    const lease = leaseColumns(this.#leaseHolder, this.#now());
    const created = await this.#db
      .transaction()
      .execute((trx) => this.#insertOrder(trx, newOrder, lease));
    if (created) {
      created.report();
      return { kind: 'created', order: created.order };
    }
    const { shopper, idempotency_key: key } = newOrder;
    const order = await findOrderByIdempotencyKey(this.#db, shopper, key);
    if (!order) {
      const isQuoteUsed = (await findOrderByQuote(this.#db, newOrder.quote_id)) !== undefined;
      return { kind: isQuoteUsed ? 'quote-used' : 'number-taken' };
    }
    const isSameRequest = order.request_hash === newOrder.request_hash;
    return isSameRequest ? { kind: 'exists', order } : { kind: 'key-reused' };
  }

  /**
   * Records an order of the shop's own checkout, within the transaction that accepts its checkout.
   *
   * @param review why a person must decide on it first
   * @returns reports the order; to be called after the commit
   * @throws Error where it cannot be recorded, which ends the transaction
   */
  async insertForCheckout(
    trx: Transaction<Tables>,
    newOrder: NewOrder,
    review: Pick<OrderRow, 'reason' | 'detail'> | null,
  ): Promise<() => void> {
    const created = await this.#insertOrder(trx, newOrder, NO_LEASE);
    if (!created) throw new Error('An order of a checkout is recorded already.');
    if (!review) return created.report;
    const { reason, detail } = review;
    const change = { reason, detail, next_attempt_at: null, alarm: 'review' as const };
    const changed = await this.#changeIn(
      trx,
      created.order,
      'REVIEW',
      'moved',
      detail ?? '',
      change,
    );
    return () => {
      created.report();
      changed.report();
    };
  }

  /** `claimDueOrders` for this node. */
  claimDue(limit: number): Promise<OrderRow[]> {
    return claimDueOrders(this.#database, this.#leaseHolder, limit, this.#now());
  }

  /** Ends this node's lease of an order that it stops working on. */
  releaseLease(id: string): Promise<void> {
    return releaseOrderLease(this.#db, this.node, id);
  }

  /** Changes the state of an order, if it still is as `order` was read. */
  transition(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: ScheduledChange,
    lockChange?: MemberLockChange,
  ): Promise<ChangeResult> {
    if (!transitionsFrom(order).includes(to)) {
      throw new Error(`There is no transition from ${order.state} to ${to}.`);
    }
    return this.#applyChange(order, to, 'moved', note, change, lockChange);
  }

  /** Records the result of a query of the order, without a change of state. */
  recordObservation(order: OrderRow, note: string, change: ScheduledChange): Promise<ChangeResult> {
    const kind = change.alarm === undefined ? 'seen' : 'alarm';
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

  /** Records a person's decision on an order. @param isOverruling against the evidence */
  resolve(
    order: OrderRow,
    to: OrderState,
    note: string,
    change: ScheduledChange,
    isOverruling: boolean,
  ): Promise<ChangeResult> {
    if (!resolutionsFrom(order).includes(to)) {
      throw new Error(`No decision leads from ${order.state} to ${to}.`);
    }
    return this.#applyChange(order, to, isOverruling ? 'overruled' : 'resolved', note, change);
  }

  /** The order's placements that were begun, the first first. */
  listAttempts({ id }: OrderRow): Promise<AttemptRow[]> {
    return listAttempts(this.#db, id);
  }

  /** An attempt that a callback had named was looked at. */
  recordAttemptLook(attempt: AttemptRow): Promise<void> {
    return clearLookDue(this.#db, attempt);
  }

  /**
   * Adds the handle that a callback named to those of the attempt that it is about, and makes an order that a
   * step works on due now. An order in review keeps the handle for the operator.
   *
   * @param callback `null` where it names no attempt of the order
   */
  async recordCallback(
    { id }: OrderRow,
    callback: { readonly attempt: number; readonly handle: string } | null,
  ): Promise<void> {
    if (callback !== null) {
      await this.#db.transaction().execute((trx) => recordNamedHandle(trx, id, callback));
    }
    await this.#db
      .updateTable('orders')
      .set({ next_attempt_at: this.#now() })
      .where('id', '=', id)
      .where('next_attempt_at', 'is not', null)
      .execute();
  }

  async #applyChange(
    order: OrderRow,
    to: OrderState,
    kind: OrderEventRow['kind'],
    note: string,
    change: ScheduledChange,
    lockChange?: MemberLockChange,
  ): Promise<ChangeResult> {
    try {
      const changed = await this.#db.transaction().execute(async (trx) => {
        // The lock first: on SQLite the transaction then begins with a write, and cannot deadlock.
        if (lockChange) await this.#changeMemberLock(trx, order, lockChange, this.#now());
        return this.#changeIn(trx, order, to, kind, note, change);
      });
      changed.report();
      return { kind: 'changed', order: changed.order };
    } catch (error) {
      if (error instanceof ChangeRefused) return error.result;
      throw error;
    }
  }

  /** @throws ChangeRefused where the order is no longer as it was read */
  async #changeIn(
    trx: Transaction<Tables>,
    order: OrderRow,
    to: OrderState,
    kind: OrderEventRow['kind'],
    note: string,
    { alarm, attemptOutcome = note, foundAttempt, ...change }: ScheduledChange,
  ): Promise<RecordedChange> {
    const now = this.#now();
    const stateEntryColumns = to === order.state ? {} : { state_entered_at: now, attempts: 0 };
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
    await recordAttempt(trx, order, changed, attemptOutcome);
    if (foundAttempt !== undefined) await recordAttemptFound(trx, changed, foundAttempt);
    const event = await this.#insertEvent(trx, changed, kind, order.state, note);
    if (alarm) await this.#writeAlarm?.(trx, changed, alarm);
    await writeMemberMessage(trx, changed);
    if (changed.payment_number !== null && to !== order.state) {
      await wakeCheckout(trx, changed.payment_number, now);
    }
    return { order: changed, report: () => this.#onChange(changed, event, alarm ?? null) };
  }

  /** @returns `null` where its key, its quote or its number is taken */
  async #insertOrder(
    trx: Transaction<Tables>,
    newOrder: NewOrder,
    lease: Pick<OrderRow, keyof typeof NO_LEASE>,
  ): Promise<RecordedChange | null> {
    const now = this.#now();
    const row: Insertable<OrderRow> = {
      ...newOrder,
      version: 1,
      state: 'ACCEPTED',
      attempt_number: 1,
      attempts: 0,
      state_entered_at: now,
      created_at: now,
      updated_at: now,
      next_attempt_at: now,
      ...lease,
    };
    const order = await trx
      .insertInto('orders')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!order) return null;
    const event = await this.#insertEvent(trx, order, 'moved', null, 'accepted');
    return { order, report: () => this.#onChange(order, event, null) };
  }

  /** Keeps the lease of an order that is due at once; other orders need none until they are due. */
  #leaseColumnsFor(
    nextAttemptAt: number | null | undefined,
    now: number,
  ): Pick<OrderRow, keyof typeof NO_LEASE> {
    const isDue = typeof nextAttemptAt === 'number' && nextAttemptAt <= now;
    return isDue ? leaseColumns(this.#leaseHolder, now) : NO_LEASE;
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
