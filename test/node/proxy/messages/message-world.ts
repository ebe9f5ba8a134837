/** Orders of the shop's own checkout in a ledger, with a clock that only moves by hand. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { sql } from 'kysely';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import type { OrderState, PaidBy } from '../../../../src/proxy/store/order-state.js';
import type { OrderRow } from '../../../../src/proxy/store/tables.js';
import { createPostgresDatabase } from '../../../support/postgres.js';
import type { DatabaseKind } from '../support/proxy-cluster.js';

export interface StoredOrder {
  readonly paidBy?: PaidBy;
  readonly paymentNumber?: string;
  /** of a review */
  readonly reason?: string;
  readonly detail?: string;
  readonly voucher?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly title?: string;
}

export async function openMessageWorld(kind: DatabaseKind = 'sqlite') {
  const database = await openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );
  after(() => database.db.destroy());
  const { db } = database;
  let time = Date.parse('2026-11-28T05:00:00Z');
  const now = () => time;
  const ledger = new OrderLedger({
    database,
    now,
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  let orderCount = 0;

  async function moveOrder(order: OrderRow, states: readonly OrderState[]): Promise<OrderRow> {
    let current = order;
    for (const state of states) {
      const change = { next_attempt_at: null };
      const moved =
        current.state === 'REVIEW' || current.state === 'FULFILLED'
          ? await ledger.resolve(current, state, 'decision', change, false)
          : await ledger.transition(current, state, 'step', change);
      assert.ok(moved.kind === 'changed');
      current = moved.order;
    }
    return current;
  }

  return {
    database,
    ledger,
    now,
    moveOrder,
    advance: (ms: number) => {
      time += ms;
    },
    /** A new order that moves through these states. */
    async storeOrder(
      states: readonly OrderState[],
      {
        paidBy = 'checkout',
        paymentNumber = '2853130173354',
        reason,
        detail,
        voucher,
        fields = { user_id: '12345678', zone: '2001' },
        title = 'Mobile Legends',
      }: StoredOrder = {},
    ): Promise<OrderRow> {
      orderCount += 1;
      const count = String(orderCount).padStart(2, '0');
      const accepted = await ledger.accept({
        id: `order-${count}`,
        number: `TU-7F3K-92${count}`,
        shopper: '130173',
        idempotency_key: count,
        request_hash: 'hash',
        quote_id: count,
        provider: 'lapakgaming',
        paid_by: paidBy,
        product: 'ML',
        item: 'ML86',
        title,
        item_name: '86 Diamonds',
        fields: JSON.stringify(fields),
        price: 20_000,
        cost: 19_000,
        shopper_secret: 'SEALED-TOKEN',
        shopper_address: null,
        pin_node: null,
        debit_tag: `etldTAG${count}`,
        refund_tag: `etlrTAG${count}`,
        callback_key: `CALLBACK-${count}`,
      });
      assert.ok(accepted.kind === 'created');
      const { id } = accepted.order;
      if (paidBy === 'checkout') {
        const line = { payment_number: paymentNumber, transaction_id: '1', unit: orderCount };
        await db.updateTable('orders').set(line).where('id', '=', id).execute();
      }
      await sql`update orders set reason = ${reason ?? null}, detail = ${detail ?? null},
        voucher = ${voucher ?? null} where id = ${id}`.execute(db);
      return moveOrder(accepted.order, states);
    },
    /** `order event state` of each message, in the order of the orders. */
    async listMessages(): Promise<string[]> {
      const rows = await db
        .selectFrom('member_messages')
        .select(['order_id', 'event', 'state'])
        .orderBy('order_id')
        .orderBy('at')
        .execute();
      return rows.map(({ order_id: id, event, state }) => `${id} ${event} ${state}`);
    },
  };
}

export const PLACED = ['DEBITED', 'PLACING', 'PLACED'] as const;
export const DELIVERED = [...PLACED, 'DELIVERED'] as const;
export const REFUNDED = [...PLACED, 'REFUND_DUE', 'REFUNDED'] as const;
