/** Orders in the store of a terminal (`support/terminal.ts`). */
import assert from 'node:assert/strict';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { listOrderEvents } from '../../../../src/proxy/ledger/queries.js';
import type { PaidBy } from '../../../../src/proxy/store/order-state.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';

export const NUMBERS = { first: 'TU-7F3K-92QD', second: 'TU-H4XW-M6TR' };

export const order = (id: keyof typeof NUMBERS, paidBy: PaidBy = 'saldo') => ({
  id,
  number: NUMBERS[id],
  shopper: '130173',
  idempotency_key: `key-${id}`,
  request_hash: 'hash',
  quote_id: `quote-${id}`,
  provider: 'snapcart' as const,
  paid_by: paidBy,
  product: 'GV1',
  item: 'GV1-10',
  title: 'Voucher Game',
  item_name: '10 koin',
  fields: '{"nomor":"0812\\u001b[2J"}',
  price: 12_500,
  cost: 12_000,
  shopper_secret: 'SEALED-TOKEN',
  shopper_address: null,
  pin_node: null,
  debit_tag: `etldTAG${id}`,
  refund_tag: `etlrTAG${id}`,
  callback_key: `CALLBACK-KEY-${id}`,
});

/** Stores two orders: the first in review, the second just accepted. */
export const storeOrders = async (env: Record<string, string>, paidBy: PaidBy = 'saldo') => {
  const database = await openDatabase(readSettings(env).database);
  const ledger = new OrderLedger({
    database,
    now: () => Date.parse('2026-11-23T10:00:00Z'),
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  await ledger.accept(order('second'));
  const accepted = await ledger.accept(order('first', paidBy));
  assert.ok(accepted.kind === 'created');
  let current = accepted.order;
  const paying = paidBy === 'saldo' ? (['RESERVED', 'DEBITING', 'DEBITED'] as const) : [];
  for (const state of [...paying, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW'] as const) {
    const reason = state === 'REVIEW' ? ({ reason: 'provider_silent' } as const) : {};
    const moved = await ledger.transition(current, state, 'step', {
      next_attempt_at: null,
      ...reason,
    });
    assert.ok(moved.kind === 'changed');
    current = moved.order;
  }
  await database.db.destroy();
};

export const stateOf = async (env: Record<string, string>, id: string) => {
  const { db } = await openDatabase(readSettings(env).database);
  const { state } = await db
    .selectFrom('orders')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const events = await listOrderEvents(db, id);
  await db.destroy();
  return { state, last: events.at(-1) };
};
