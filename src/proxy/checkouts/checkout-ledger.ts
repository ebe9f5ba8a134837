/**
 * The ledger of checkouts: the only code that writes them and their events, and that records their orders. A
 * change is one transaction of a compare-and-set on the checkout and its event; it wakes the orders that wait for
 * it. It must never call an upstream.
 */
import type { Insertable, Transaction, Updateable } from 'kysely';
import type { Platform } from '../platform.js';
import { NO_LEASE, type LeaseHolder } from '../ledger/order-lease.js';
import type { NewOrder } from '../ledger/order-changes.js';
import type { Database } from '../store/database.js';
import type { CheckoutState, OrderState } from '../store/order-state.js';
import type { CheckoutRow, OrderRow, Tables } from '../store/tables.js';
import { CHECKOUT_WAYS } from './checkout-states.js';

/** Columns that a step may change beside the state. */
export type CheckoutChange = Updateable<
  Pick<CheckoutRow, 'reason' | 'intent_at' | 'intent_node' | 'attempts'>
> & { readonly next_attempt_at: number | null };

/** One order of a checkout, and whether a person must decide on it before anything is bought. */
export interface CheckoutOrder {
  readonly order: NewOrder;
  readonly review: Pick<OrderRow, 'reason' | 'detail'> | null;
}

export interface CheckoutLedgerParts extends LeaseHolder {
  readonly database: Database;
  readonly now: Platform['now'];
  /** Records an order within the transaction that accepts its checkout. */
  readonly insertOrder: (trx: Transaction<Tables>, order: CheckoutOrder) => Promise<() => void>;
  /** Called after the commit of each change. */
  readonly onChange: (checkout: CheckoutRow) => void;
}

/** States in which an order waits for its checkout. */
const WAITING_ORDER_STATES: readonly OrderState[] = ['ACCEPTED', 'DELIVERED', 'REFUND_DUE'];

export class CheckoutLedger {
  readonly node: string;
  readonly #database: Database;
  readonly #db: Database['db'];
  readonly #parts: CheckoutLedgerParts;

  constructor(parts: CheckoutLedgerParts) {
    this.node = parts.node;
    this.#database = parts.database;
    this.#db = parts.database.db;
    this.#parts = parts;
  }

  /**
   * Records that bukaOlshop named a transaction; one that is known is looked at now, unless it was found to be
   * none of ours, or has ended.
   *
   * @param kind `tipe_transaksi`, where a callback told it
   * @param isOlder it was paid before the proxy sold by the checkout
   */
  async announce(
    number: string,
    note: string,
    { kind = null, isOlder = false }: { kind?: string | null; isOlder?: boolean } = {},
  ): Promise<void> {
    const now = this.#parts.now();
    const row: Insertable<CheckoutRow> = {
      payment_number: number,
      version: 1,
      state: 'NOTED',
      kind,
      is_older: isOlder ? 1 : null,
      reason: null,
      state_entered_at: now,
      attempts: 0,
      next_attempt_at: now,
      created_at: now,
      updated_at: now,
    };
    await this.#db.transaction().execute(async (trx) => {
      const created = await trx
        .insertInto('checkouts')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (created) return this.#insertEvent(trx, created, null, note);
      if (kind !== null) {
        await trx
          .updateTable('checkouts')
          .set({ kind })
          .where('payment_number', '=', number)
          .where('kind', 'is', null)
          .execute();
      }
      await trx
        .updateTable('checkouts')
        .set({ next_attempt_at: now })
        .where('payment_number', '=', number)
        .where('state', 'in', ['NOTED', 'ACCEPTED', 'CLAIMED', 'CLOSED'])
        .execute();
    });
  }

  /** Leases due checkouts that no node works on. */
  async claimDue(limit: number): Promise<CheckoutRow[]> {
    const now = this.#parts.now();
    let due = this.#db
      .selectFrom('checkouts')
      .select('payment_number')
      .where('next_attempt_at', '<=', now)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
      .orderBy('next_attempt_at')
      .limit(limit);
    if (this.#database.kind === 'postgres') due = due.forUpdate().skipLocked();
    return this.#db
      .updateTable('checkouts')
      .set({ lease_node: this.node, lease_until: now + this.#parts.leaseMs })
      .where('payment_number', 'in', due)
      .returningAll()
      .execute();
  }

  async releaseLease({ payment_number: number }: CheckoutRow): Promise<void> {
    await this.#db
      .updateTable('checkouts')
      .set(NO_LEASE)
      .where('payment_number', '=', number)
      .where('lease_node', '=', this.node)
      .execute();
  }

  /** Changes the state of a checkout, if it still is as it was read. @returns `null` where it is not */
  transition(
    checkout: CheckoutRow,
    to: CheckoutState,
    note: string,
    change: CheckoutChange,
  ): Promise<CheckoutRow | null> {
    if (!CHECKOUT_WAYS[checkout.state].includes(to)) {
      throw new Error(`There is no way from ${checkout.state} to ${to}.`);
    }
    return this.#apply(checkout, to, note, change);
  }

  /** Records the checkout's orders with the change that accepts it, or nothing. */
  async accept(
    checkout: CheckoutRow,
    note: string,
    orders: readonly CheckoutOrder[],
  ): Promise<CheckoutRow | null> {
    const change = { next_attempt_at: this.#parts.now() };
    return this.#apply(checkout, 'ACCEPTED', note, change, orders);
  }

  /** Records what was seen, without a change of state. */
  observe(
    checkout: CheckoutRow,
    note: string,
    change: CheckoutChange,
  ): Promise<CheckoutRow | null> {
    return this.#apply(checkout, checkout.state, note, change);
  }

  /** Sets the next attempt and ends the lease, without an event or a new version. */
  async reschedule(checkout: CheckoutRow, nextAttemptAt: number | null): Promise<null> {
    await this.#db
      .updateTable('checkouts')
      .set({ next_attempt_at: nextAttemptAt, ...NO_LEASE })
      .where('payment_number', '=', checkout.payment_number)
      .where('version', '=', checkout.version)
      // An announcement or an order may have made it due meanwhile.
      .where('next_attempt_at', 'is not distinct from', checkout.next_attempt_at)
      .execute();
    await this.releaseLease(checkout);
    return null;
  }

  async #apply(
    checkout: CheckoutRow,
    to: CheckoutState,
    note: string,
    change: CheckoutChange,
    orders: readonly CheckoutOrder[] = [],
  ): Promise<CheckoutRow | null> {
    const now = this.#parts.now();
    const isDue = change.next_attempt_at !== null && change.next_attempt_at <= now;
    const result = await this.#db.transaction().execute(async (trx) => {
      const changed = await trx
        .updateTable('checkouts')
        .set({
          ...(to === checkout.state ? {} : { state_entered_at: now, attempts: 0 }),
          ...change,
          state: to,
          version: checkout.version + 1,
          updated_at: Math.max(now, checkout.updated_at + 1),
          ...(isDue ? {} : NO_LEASE),
        })
        .where('payment_number', '=', checkout.payment_number)
        .where('version', '=', checkout.version)
        .where('state', '=', checkout.state)
        .returningAll()
        .executeTakeFirst();
      if (!changed) return null;
      await this.#insertEvent(trx, changed, checkout.state, note);
      const inserted = [];
      for (const order of orders) inserted.push(await this.#parts.insertOrder(trx, order));
      if (to !== checkout.state) await wakeOrders(trx, checkout.payment_number, now);
      return { changed, inserted };
    });
    if (!result) return null;
    for (const report of result.inserted) report();
    this.#parts.onChange(result.changed);
    return result.changed;
  }

  async #insertEvent(
    trx: Transaction<Tables>,
    checkout: CheckoutRow,
    from: CheckoutState | null,
    note: string,
  ): Promise<void> {
    await trx
      .insertInto('checkout_events')
      .values({
        payment_number: checkout.payment_number,
        version: checkout.version,
        at: checkout.updated_at,
        from_state: from,
        to_state: checkout.state,
        note,
        node: this.node,
      })
      .execute();
  }
}

const wakeOrders = (trx: Transaction<Tables>, number: string, now: number) =>
  trx
    .updateTable('orders')
    .set({ next_attempt_at: now })
    .where('payment_number', '=', number)
    .where('state', 'in', WAITING_ORDER_STATES)
    .where('next_attempt_at', 'is not', null)
    .execute();
