/** What an order's events prove; a ledger that lacks some, as after a restored backup, proves less. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStepsTaken } from '../../../../../src/proxy/orders/decisions/steps-taken.js';
import type { OrderState } from '../../../../../src/proxy/store/order-state.js';
import type { OrderEventRow } from '../../../../../src/proxy/store/tables.js';
import { orderRow } from './order-row.js';

/** Events through these states, one a second; `state` alone is an observation. */
const eventsThrough = (...states: readonly OrderState[]): OrderEventRow[] =>
  states.map((state, index) => ({
    order_id: 'first',
    version: index + 1,
    at: 1_000 * (index + 1),
    kind: index > 0 && states[index - 1] === state ? 'seen' : 'moved',
    from_state: states[index - 1] ?? null,
    to_state: state,
    note: '',
    node: 'test',
  }));

const PAID = ['ACCEPTED', 'RESERVED', 'DEBITING', 'DEBITED'] as const;

describe('the steps taken', () => {
  for (const [name, states, debit, placement, refund] of [
    ['a lost debit', ['DEBIT_UNKNOWN', 'DEBIT_UNKNOWN', 'REVIEW'], 'maybe', 'never', 'never'],
    ['a lost order', ['DEBITED', 'PLACING', 'PLACE_UNKNOWN', 'REVIEW'], 'made', 'maybe', 'never'],
    [
      'a lost refund',
      ['DEBITED', 'REFUND_DUE', 'REFUNDING', 'REFUND_UNKNOWN', 'REVIEW'],
      'made',
      'never',
      'maybe',
    ],
    [
      'a refused refund',
      ['DEBITED', 'PLACING', 'PLACED', 'REFUND_DUE', 'REFUNDING', 'REVIEW'],
      'made',
      'made',
      'never',
    ],
  ] as const) {
    it(`of ${name}`, () => {
      const events = eventsThrough('ACCEPTED', 'RESERVED', 'DEBITING', ...states);
      const steps = readStepsTaken(orderRow({ state: 'REVIEW', version: events.length }), events);
      assert.deepEqual(
        [steps.isComplete, steps.debit, steps.placement, steps.refund, steps.lastState],
        [true, debit, placement, refund, states.at(-2)],
      );
      assert.equal(steps.debitAt, 3_000);
    });
  }

  it('are incomplete where a restored order was put in review without an event', () => {
    const events = eventsThrough(...PAID, 'PLACING');
    const steps = readStepsTaken(orderRow({ state: 'REVIEW', version: 6 }), events);
    assert.deepEqual(
      [steps.isComplete, steps.debit, steps.placement, steps.lastState],
      [false, 'made', 'maybe', 'PLACING'],
    );
  });

  it('are incomplete where review was entered as no step does, or a version is missing', () => {
    const held = eventsThrough(...PAID, 'REVIEW').map((event, index): OrderEventRow =>
      index === 4 ? { ...event, kind: 'alarm' } : event,
    );
    assert.equal(readStepsTaken(orderRow({ state: 'REVIEW', version: 5 }), held).isComplete, false);
    const sending = eventsThrough('ACCEPTED', 'RESERVED', 'DEBITING', 'REVIEW').map(
      (event, index): OrderEventRow => (index === 3 ? { ...event, kind: 'alarm' } : event),
    );
    const { isComplete, debit } = readStepsTaken(
      orderRow({ state: 'REVIEW', version: 4 }),
      sending,
    );
    assert.deepEqual([isComplete, debit], [false, 'maybe']);
    const heldInReview = eventsThrough(...PAID, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW', 'REVIEW').map(
      (event, index): OrderEventRow => (index === 7 ? { ...event, kind: 'alarm' } : event),
    );
    assert.equal(
      readStepsTaken(orderRow({ state: 'REVIEW', version: 8 }), heldInReview).isComplete,
      false,
    );
    const events = eventsThrough(...PAID, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW');
    const order = orderRow({ state: 'REVIEW', version: 7 });
    assert.equal(readStepsTaken(order, events).isComplete, true);
    assert.equal(readStepsTaken(order, events.toSpliced(3, 1)).isComplete, false);
  });
});
