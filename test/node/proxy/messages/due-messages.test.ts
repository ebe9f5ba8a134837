/** Which changes of an order its member is told of. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdOpenOrders } from '../../../../src/proxy/ledger/hold-open-orders.js';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import {
  DELIVERED,
  openMessageWorld,
  PLACED,
  REFUNDED,
  type StoredOrder,
} from './message-world.js';

const CASES: readonly (readonly [
  what: string,
  states: readonly OrderState[],
  messages: readonly string[],
  order?: StoredOrder,
])[] = [
  ['accepted', [], []],
  ['paid and placed', PLACED, []],
  ['delivered', DELIVERED, ['delivered']],
  ['delivered and settled', [...DELIVERED, 'FULFILLED'], ['delivered']],
  ['to be refunded', [...PLACED, 'REFUND_DUE'], []],
  ['refunded', REFUNDED, ['refunded']],
  ['delivered by a decision', ['REVIEW', 'FULFILLED'], ['delivered']],
  ['delivered, then paid back', [...DELIVERED, 'REVIEW', 'REFUNDED'], ['delivered', 'refunded']],
  ['in review', ['REVIEW'], [], { reason: 'evidence_conflicts' }],
  ['in review without a reason', ['REVIEW'], []],
  ['of an unclear note', ['REVIEW'], ['needs_data'], { reason: 'note_unclear' }],
  ['of an unknown account', ['REVIEW'], ['needs_data'], { reason: 'account_refused' }],
  [
    'of an unclear note, then paid back',
    ['REVIEW', 'REFUNDED'],
    ['needs_data', 'refunded'],
    { reason: 'note_unclear' },
  ],
  ['paid by saldo', ['PLACING', 'PLACED', 'FULFILLED'], [], { paidBy: 'saldo' }],
  ['paid by an invoice', ['PLACING', 'PLACED', 'FULFILLED'], [], { paidBy: 'invoice' }],
];

describe('a message is due once', () => {
  for (const [what, states, messages, order] of CASES) {
    it(`for an order that is ${what}: ${messages.join(', ') || 'none'}`, async () => {
      const world = await openMessageWorld();
      await world.storeOrder(states, order);
      assert.deepEqual(
        await world.listMessages(),
        messages.map((event) => `order-01 ${event} waiting`),
      );
    });
  }

  it('and not for a change that was lost', async () => {
    const world = await openMessageWorld();
    const order = await world.storeOrder(PLACED);
    const stale = { ...order, version: order.version - 1 };
    const change = { next_attempt_at: null };
    const result = await world.ledger.transition(stale, 'DELIVERED', 'late', change);
    assert.equal(result.kind, 'conflict');
    assert.deepEqual(await world.listMessages(), []);
  });

  it('and dropped by a restore, which cannot know whether it was sent', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(DELIVERED);
    const hold = { now: world.now(), node: 'restore', note: 'held' };
    await world.database.db.transaction().execute((trx) => holdOpenOrders(trx, hold));
    assert.deepEqual(await world.listMessages(), []);
  });
});
