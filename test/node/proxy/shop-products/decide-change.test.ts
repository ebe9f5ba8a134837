import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideChange, type Decision } from '../../../../src/proxy/shop-products/decide-change.js';

interface Case {
  readonly shown: readonly [price: number | null, stock: number | null];
  readonly wanted: number | null;
  readonly accepted?: number;
  readonly change: Decision['change'];
  readonly held?: number;
}

const CASES: readonly Case[] = [
  { shown: [10_000, 5], wanted: 10_000, change: {} },
  { shown: [10_000, 5], wanted: 12_000, change: { price: 12_000 } },
  { shown: [10_000, 5], wanted: 12_001, change: {}, held: 12_001 },
  { shown: [10_000, 5], wanted: 8_000, change: { price: 8_000 } },
  { shown: [10_000, 5], wanted: 7_999, change: {}, held: 7_999 },
  { shown: [10_000, 5], wanted: 12_001, accepted: 12_001, change: { price: 12_001 } },
  { shown: [10_000, 5], wanted: 12_002, accepted: 12_001, change: {}, held: 12_002 },
  { shown: [0, 5], wanted: 1, change: {}, held: 1 },
  { shown: [10_000, 0], wanted: 10_000, change: { stock: 999 } },
  { shown: [10_000, -1], wanted: 20_000, change: { stock: 999 }, held: 20_000 },
  { shown: [10_000, 0], wanted: 10_100, change: { price: 10_100, stock: 999 } },
  { shown: [10_000, 5], wanted: null, change: { stock: 0 } },
  { shown: [10_000, 0], wanted: null, change: {} },
  { shown: [null, null], wanted: 10_000, change: {} },
  { shown: [null, null], wanted: null, change: { stock: 0 } },
];

describe('what has to change at bukaOlshop', () => {
  for (const {
    shown: [price, stock],
    wanted,
    accepted = null,
    change,
    held = null,
  } of CASES) {
    const words = [price, stock, 'to', wanted, 'accepted', accepted].join(' ');
    it(`is only what differs, within 20 %: ${words}`, () => {
      assert.deepEqual(
        decideChange(
          { price, stock },
          { price: wanted },
          { maxChangePercent: 20, acceptedPrice: accepted },
        ),
        { change, heldPrice: held },
      );
    });
  }
});
