/** What the counted calls of the last days tell of today's quota. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leftByDays } from '../../../../src/proxy/quota/quota-days.js';

type Day = readonly [calls: number, callsWhenSpent: number | null];

/** The last row is today's. */
const left = (...days: readonly Day[]): number | null =>
  leftByDays(
    days.map(([calls, spent], index) => ({
      day: `2026-11-0${String(index + 1)}`,
      calls,
      calls_when_spent: spent,
    })),
    `2026-11-0${String(days.length)}`,
  );

describe('what is left by the days before', () => {
  for (const [what, expected, ...days] of [
    ['nothing was learned', null, [500, null], [10, null]],
    ['yesterday was spent', 90, [100, 100], [10, null]],
    ['today is spent', 0, [100, 100], [60, 60]],
    ['today was spent after few calls', 0, [3, 3]],
    ['yesterday was spent after few calls', null, [3, 3], [0, null]],
    ['a day since passed it', null, [100, 100], [101, null], [10, null]],
    ['today passes it', null, [100, 100], [101, null]],
    ['today reaches it', 0, [100, 100], [100, null]],
    ['a later day was spent sooner', 30, [100, 100], [40, 40], [10, null]],
    ['nodes wrote their calls after it was spent', 98, [108, 100], [10, null]],
    ['far more was answered on that day than when it seemed spent', null, [400, 100], [10, null]],
  ] as const satisfies readonly (readonly [string, number | null, ...Day[]])[]) {
    it(`is ${String(expected)} where ${what}`, () => {
      assert.equal(left(...days), expected);
    });
  }
});
