import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWindows, nextLook } from '../../../../src/proxy/orders/windows.js';

const windows = createWindows({ patience: 1, pollMs: 5_000 });

describe('the time of the next look', () => {
  for (const [waited, wanted] of [
    [0, 5_000],
    [20_000, 5_000],
    [40_000, 10_000],
    // PostgreSQL refuses a part of a millisecond, and the step would fail.
    [40_001, 10_000],
    [40_002, 10_001],
    [40_003, 10_001],
    [24 * 3_600_000, 900_000],
  ] as const) {
    it(`is ${wanted} ms away after ${waited} ms`, () => {
      assert.equal(nextLook(windows, waited), wanted);
    });
  }
});

describe('the windows', () => {
  // 1.1 times 20,000 is 22,000.000000000004.
  for (const patience of [1, 1.1, 0.7, 0.000_33]) {
    it(`are whole at a patience of ${patience}`, () => {
      const all = Object.values(createWindows({ patience, pollMs: 7 }));
      assert.deepEqual(
        all.filter((ms) => !Number.isInteger(ms)),
        [],
      );
    });
  }
});
