/** When a decided order is worked on next, and until when it is watched for late effects. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OrderLedger } from '../../../../../src/proxy/ledger/order-ledger.js';
import { ShopFacts } from '../../../../../src/proxy/ledger/shop-facts.js';
import {
  resolveReview,
  type Decision,
} from '../../../../../src/proxy/orders/decisions/resolve-review.js';
import type { Facts, Verdict } from '../../../../../src/proxy/orders/decisions/verdicts.js';
import { createTimeouts } from '../../../../../src/proxy/orders/timeouts.js';
import { openDatabase } from '../../../../../src/proxy/store/database.js';
import { NO_TRANSACTION } from './decision-world.js';
import { orderRow } from './order-row.js';

const NOW = 1_000_000;
const WATCHED = NOW + 5_000;
const TIMEOUTS = createTimeouts({ patience: 1, pollMs: 1_000 });
const { lateEffectWatchMs, placementSearchMs, debitSearchMs } = TIMEOUTS;
const PAID: Facts = { debit: 'taken', refund: 'none', delivery: 'unclear' };
const PROVEN: Verdict = { kind: 'proven', because: [] };

/** Decides an order that its provider did not know. */
async function decide(decision: Decision, watchUntil: number | null, facts: Facts) {
  const database = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  const now = () => NOW;
  const ledger = new OrderLedger({
    database,
    now,
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  const accepted = await ledger.accept(orderRow());
  assert.ok(accepted.kind === 'created');
  let { order } = accepted;
  for (const state of [
    'RESERVED',
    'DEBITING',
    'DEBITED',
    'PLACING',
    'PLACE_UNKNOWN',
    'REVIEW',
  ] as const) {
    const change = { next_attempt_at: null, watch_until: watchUntil };
    const moved = await ledger.transition(order, state, '', change);
    assert.ok(moved.kind === 'changed');
    order = moved.order;
  }
  const context = {
    ...NO_TRANSACTION,
    database,
    ledger,
    now,
    timeouts: TIMEOUTS,
    shopFacts: new ShopFacts(database, now),
    encrypt: (text: string) => Promise.resolve(text),
    decrypt: (text: string) => Promise.resolve(text),
    saldo: { sendTransfer: () => assert.fail(), findTransfer: () => assert.fail() },
    providers: new Map(),
  };
  const review = {
    order,
    evidence: {
      at: NOW,
      steps: {
        isComplete: true,
        restoredAt: null,
        lastState: 'PLACE_UNKNOWN',
        debit: 'made',
        refund: 'never',
        placement: 'maybe',
        debitAt: 0,
        refundAt: null,
        placementAt: 0,
      },
      history: null,
      transaction: null,
      attempts: [],
      decisive: null,
      facts,
    },
    verdicts: {
      delivered: PROVEN,
      refund: PROVEN,
      refunded: PROVEN,
      failed: PROVEN,
      'look-again': PROVEN,
      correct: null,
    },
    seekingState: 'PLACE_UNKNOWN',
  } as const;
  const how = { decision, by: 'Rina', reason: 'seen', isOverruling: false };
  const result = await resolveReview(context, review, how);
  await database.db.destroy();
  assert.ok(result.kind === 'resolved');
  return [result.order.next_attempt_at, result.order.watch_until];
}

describe('the watch of a decided order', () => {
  for (const [name, decision, watchUntil, facts, nextAttemptAt, expected] of [
    ['looks again', 'look-again', WATCHED, {}, NOW, WATCHED],
    ['looks again, unwatched', 'look-again', null, {}, NOW, null],
    ['was refunded', 'refunded', WATCHED, {}, NOW + placementSearchMs, WATCHED],
    ['was refunded, unwatched', 'refunded', null, {}, null, null],
    ['is refunded', 'refund', null, {}, NOW, NOW + lateEffectWatchMs],
    ['is corrected again', 'refund', WATCHED, { delivery: 'corrected' }, NOW, WATCHED],
    ['is corrected again, unwatched', 'refund', null, { delivery: 'corrected' }, NOW, null],
    [
      'failed, and may be debited',
      'failed',
      null,
      { debit: 'unclear' },
      NOW + debitSearchMs,
      NOW + lateEffectWatchMs,
    ],
    ['failed although it was debited', 'failed', WATCHED, {}, null, null],
    ['was delivered', 'delivered', WATCHED, {}, null, null],
  ] as const satisfies readonly (readonly [
    string,
    Decision,
    number | null,
    Partial<Facts>,
    number | null,
    number | null,
  ])[]) {
    it(`that ${name}`, async () => {
      assert.deepEqual(await decide(decision, watchUntil, { ...PAID, ...facts }), [
        nextAttemptAt,
        expected,
      ]);
    });
  }
});
