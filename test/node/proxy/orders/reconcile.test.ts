/** What a history says against the ledger, and what it cannot say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareWithHistory } from '../../../../src/proxy/orders/reconcile.js';
import { correctionTag } from '../../../../src/proxy/orders/transfer-tags.js';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import type { OrderEventRow, OrderRow } from '../../../../src/proxy/store/tables.js';
import { orderRow } from './decisions/order-row.js';

const DAY = 86_400_000;
const PRICE = 12_500;
const PAID = ['ACCEPTED', 'RESERVED', 'DEBITING', 'DEBITED'] as const;
const DELIVERED = [...PAID, 'PLACING', 'PLACED', 'FULFILLED'] as const;
const REFUNDING = [...PAID, 'REFUND_DUE', 'REFUNDING'] as const;
const CORRECTED = [...DELIVERED, 'REFUND_DUE', 'REFUNDING', 'REFUNDED'] as const;
const UNPAID = ['ACCEPTED', 'RESERVED', 'DEBITING', 'DEBIT_UNKNOWN', 'CANCELLED'] as const;

/** An order that went through these states, one an hour. */
function orderThrough(states: readonly OrderState[], changed: Partial<OrderRow> = {}) {
  const events = states.map((state, index): OrderEventRow => {
    const from_state = states[index - 1] ?? null;
    const isDecision = from_state === 'REVIEW' || from_state === 'FULFILLED';
    return {
      order_id: 'first',
      version: index + 1,
      at: DAY + index * 3_600_000,
      kind: isDecision ? 'resolved' : 'moved',
      from_state,
      to_state: state,
      note: '',
      node: 'test',
    };
  });
  const state = states.at(-1) ?? 'ACCEPTED';
  return { order: orderRow({ state, version: events.length, ...changed }), events };
}

const { debit_tag: DEBIT, refund_tag: REFUND } = orderRow();
const CORRECTION = correctionTag(orderRow());
const marked = { correction_tag: CORRECTION, delivered_at: DAY };

describe('a history beside the ledger', () => {
  for (const [name, states, changed, tags, expected] of [
    ['agrees on a delivered order', DELIVERED, {}, [DEBIT], []],
    ['agrees on a refund under way', REFUNDING, {}, [DEBIT, REFUND], []],
    ['agrees on a correction', CORRECTED, marked, [DEBIT, CORRECTION], []],
    ['agrees on an order that took nothing', UNPAID, {}, [], []],
    ['holds a tag of no order', DELIVERED, {}, [DEBIT, 'etldOTHER'], ['unknown etldOTHER']],
    ['holds a debit that was given up', UNPAID, {}, [DEBIT], [`unbooked ${DEBIT}`]],
    ['holds a refund of a delivered order', DELIVERED, {}, [DEBIT, REFUND], [`unbooked ${REFUND}`]],
    [
      'holds a correction that the ledger forgot',
      DELIVERED,
      {},
      [DEBIT, CORRECTION],
      [`unbooked ${CORRECTION}`],
    ],
    ['holds a debit twice', DELIVERED, {}, [DEBIT, DEBIT], [`twice ${DEBIT}`]],
    ['lacks a debit', DELIVERED, {}, [], [`missing ${DEBIT}`]],
    [
      'lacks a correction, and holds a refund instead',
      CORRECTED,
      marked,
      [DEBIT, REFUND],
      [`unbooked ${REFUND}`, `missing ${CORRECTION}`],
    ],
    ['lacks a refund that was paid by hand', [...REFUNDING, 'REVIEW', 'REFUNDED'], {}, [DEBIT], []],
    ['holds another amount', DELIVERED, { price: 1 }, [DEBIT], [`amount ${DEBIT}`]],
  ] as const) {
    it(name, () => {
      const comparison = {
        member: '130173',
        history: {
          kind: 'read',
          transfers: tags.map((tag) => ({ tag, amount: PRICE, date: null })),
          isWhole: true,
        },
        orders: [orderThrough(states, changed)],
        since: 0,
        until: 10 * DAY,
        hasNotes: true,
      } as const;
      const found = compareWithHistory(comparison);
      assert.deepEqual(
        found.map(({ finding, tag }) => `${finding} ${tag}`),
        expected,
      );
      // What is missing needs a whole history that shows notes, and the time that was asked for.
      const history = { ...comparison.history, isWhole: false };
      for (const less of [{ history }, { since: 5 * DAY }, { until: DAY }]) {
        const findings = compareWithHistory({ ...comparison, ...less });
        assert.ok(findings.every(({ finding }) => finding !== 'missing'));
      }
    });
  }
});
