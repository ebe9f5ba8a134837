/** Which facts follow from what the history and the provider say, and from when. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdOpenOrders } from '../../../../../src/proxy/ledger/hold-open-orders.js';
import { findOrderById } from '../../../../../src/proxy/ledger/queries.js';
import { findOrderEvidence } from '../../../../../src/proxy/orders/decisions/evidence.js';
import type { QueriedOrder, QueryOutcome } from '../../../../../src/proxy/providers/provider.js';
import type { Evidence } from '../../../../../src/proxy/saldo/evidence.js';
import type { OrderState } from '../../../../../src/proxy/store/order-state.js';
import { openDecisionWorld } from './decision-world.js';
import { orderRow } from './order-row.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UNREAD: Evidence = { kind: 'unknown', code: 'catatan unreadable' };
const absent = (similar = 0): Evidence => ({ kind: 'absent', similar });
const FOUND: Evidence = { kind: 'found', in: 'catatan' };
const CONFLICT: Evidence = { kind: 'conflict' };

interface World {
  readonly debit?: Evidence;
  readonly refund?: Evidence;
  readonly provider?: (order: QueriedOrder) => QueryOutcome;
  /** ms until now, from the intents or the restore */
  readonly after?: number;
  readonly callbackHandle?: string;
  readonly deliveredAt?: number;
  /** ms from the intents until an older copy of the ledger comes back */
  readonly restoredAfter?: number;
  readonly showsNotes?: boolean;
}

/** The facts about an order that entered review through these states. */
async function factsOf(
  states: readonly OrderState[],
  {
    debit = FOUND,
    refund = UNREAD,
    provider,
    after = HOUR,
    callbackHandle,
    deliveredAt,
    restoredAfter,
    showsNotes,
  }: World,
) {
  const { context, ledger, database, advance } = await openDecisionWorld({
    findTransfer: ({ direction }) => Promise.resolve(direction === 'debit' ? debit : refund),
    queryOrder: (queried) =>
      Promise.resolve(provider?.(queried) ?? { kind: 'unknown', code: 'silent' }),
  });
  const accepted = await ledger.accept(orderRow({ provider: 'lapakgaming' }));
  assert.ok(accepted.kind === 'created');
  let order = accepted.order;
  for (const state of states) {
    const moved = await ledger.transition(order, state, '', { next_attempt_at: null });
    assert.ok(moved.kind === 'changed');
    order = moved.order;
  }
  if (restoredAfter !== undefined) {
    advance(restoredAfter);
    const how = { now: context.now(), node: 'restore', note: 'held' };
    await database.db.transaction().execute((trx) => holdOpenOrders(trx, how));
    order = (await findOrderById(database.db, order.id)) ?? order;
  }
  if (callbackHandle !== undefined) order = { ...order, callback_handle: callbackHandle };
  if (deliveredAt !== undefined) order = { ...order, delivered_at: deliveredAt };
  advance(after);
  if (showsNotes) await context.shopFacts.recordNoteSeen();
  const { facts } = await findOrderEvidence(context, order);
  await database.db.destroy();
  return facts;
}

const DEBIT_REVIEW = ['RESERVED', 'DEBITING', 'DEBIT_UNKNOWN', 'REVIEW'] as const;
const PAID = ['RESERVED', 'DEBITING', 'DEBITED'] as const;
const PLACE_REVIEW = [...PAID, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW'] as const;
const REFUND_REVIEW = [...PAID, 'REFUND_DUE', 'REFUNDING', 'REFUND_UNKNOWN', 'REVIEW'] as const;

describe('the debit of an order in review', () => {
  for (const [name, states, debit, after, expected] of [
    ['found', DEBIT_REVIEW, FOUND, HOUR, 'taken'],
    ['in our steps, and no history can be read', PLACE_REVIEW, UNREAD, HOUR, 'taken'],
    ['in our steps, and missing in the history', PLACE_REVIEW, absent(), 48 * HOUR, 'taken'],
    ['unread', DEBIT_REVIEW, UNREAD, 48 * HOUR, 'unclear'],
    ['of another amount', DEBIT_REVIEW, CONFLICT, 48 * HOUR, 'other-amount'],
    ['missing', DEBIT_REVIEW, absent(), 25 * HOUR, 'not-taken'],
    ['missing, and a late one could not be seen', DEBIT_REVIEW, absent(), 23 * HOUR, 'unclear'],
    ['missing, and a row has its amount', DEBIT_REVIEW, absent(1), 25 * HOUR, 'unclear'],
  ] as const) {
    it(`${name}: ${expected}`, async () => {
      assert.equal((await factsOf(states, { debit, after })).debit, expected);
    });
  }

  for (const [name, debit, after, expected] of [
    ['missing, too early', absent(), 9 * MINUTE, 'unclear'],
    ['missing', absent(), 11 * MINUTE, 'not-taken'],
    ['missing, and a row without our tag has its amount', absent(1), 11 * MINUTE, 'not-taken'],
    ['unread', UNREAD, 48 * HOUR, 'unclear'],
  ] as const) {
    it(`${name}, in a history that shows notes: ${expected}`, async () => {
      const facts = await factsOf(DEBIT_REVIEW, { debit, after, showsNotes: true });
      assert.equal(facts.debit, expected);
    });
  }
});

describe('the refund of an order in review', () => {
  for (const [name, states, refund, after, expected] of [
    ['found', REFUND_REVIEW, FOUND, HOUR, 'paid'],
    ['of another amount', REFUND_REVIEW, CONFLICT, 48 * HOUR, 'other-amount'],
    ['sent, and unread', REFUND_REVIEW, UNREAD, 48 * HOUR, 'unclear'],
    ['sent, and missing for an hour', REFUND_REVIEW, absent(), HOUR, 'pending'],
    ['sent an hour ago, and unread', REFUND_REVIEW, UNREAD, HOUR, 'pending'],
    ['sent, and missing for a day', REFUND_REVIEW, absent(), 25 * HOUR, 'none'],
    ['sent, missing, and a row has its amount', REFUND_REVIEW, absent(1), 25 * HOUR, 'similar'],
    ['never sent, and unread', PLACE_REVIEW, UNREAD, HOUR, 'not-by-us'],
    ['never sent, and missing', PLACE_REVIEW, absent(), 0, 'none'],
    ['never sent, and a row has its amount', PLACE_REVIEW, absent(1), 0, 'similar'],
  ] as const) {
    it(`${name}: ${expected}`, async () => {
      assert.equal((await factsOf(states, { refund, after })).refund, expected);
    });
  }
});

describe('the refund of an order that a restore has held', () => {
  // Whatever followed the copy was sent before the restore, perhaps just then.
  for (const [name, after, expected] of [
    ['a day after the restore', 25 * HOUR, 'none'],
    ['two days after its intent, and sooner after the restore', 23 * HOUR, 'pending'],
  ] as const) {
    it(`sent, and missing ${name}: ${expected}`, async () => {
      const world = { refund: absent(), after, restoredAfter: 30 * HOUR };
      assert.equal((await factsOf(REFUND_REVIEW, world)).refund, expected);
    });
  }
});

describe('the delivery of an order in review', () => {
  const failed = { kind: 'failed', reason: 'provider_failed', code: 'REFUNDED' } as const;
  const done = { kind: 'done', handle: 'RA1', voucher: null } as const;
  const pending = { kind: 'pending', handle: 'RA1' } as const;
  const notFound = { kind: 'absent' } as const;
  const silent = { kind: 'unknown', code: 'silent' } as const;
  for (const [name, byReference, byHandle, after, expected] of [
    ['done', done, null, HOUR, 'delivered'],
    ['pending', pending, null, HOUR, 'pending'],
    ['failed', failed, null, HOUR, 'none'],
    ['not found, too early', notFound, null, 20 * MINUTE, 'unclear'],
    ['not found', notFound, null, HOUR, 'none'],
    ['silent', silent, null, HOUR, 'unclear'],
    ['done, whatever a claimed handle says', done, failed, HOUR, 'delivered'],
    ['pending, whatever a claimed handle says', pending, failed, HOUR, 'pending'],
    ['silent, and a claimed handle failed', silent, failed, HOUR, 'unclear'],
    ['not found, and a claimed handle failed', notFound, failed, HOUR, 'none'],
    ['not found, and a claimed handle is done', notFound, done, HOUR, 'delivered'],
    ['not found, nor is a claimed handle', notFound, notFound, HOUR, 'unclear'],
  ] as const) {
    it(`${name}: ${expected}`, async () => {
      const { delivery } = await factsOf(PLACE_REVIEW, {
        after,
        provider: ({ handle, isHandleClaimed }) =>
          handle === null || !isHandleClaimed ? byReference : (byHandle ?? silent),
        ...(byHandle && { callbackHandle: 'RA9' }),
      });
      assert.equal(delivery, expected);
    });
  }

  it('is corrected where an operator pays the delivered order back', async () => {
    const states = [...REFUND_REVIEW];
    assert.equal(
      (await factsOf(states, { provider: () => done, deliveredAt: 1 })).delivery,
      'corrected',
    );
  });

  it('is none where our steps never placed it, and nobody is asked', async () => {
    const provider = () => assert.fail('nobody is asked');
    assert.equal((await factsOf(DEBIT_REVIEW, { provider })).delivery, 'none');
  });
});
