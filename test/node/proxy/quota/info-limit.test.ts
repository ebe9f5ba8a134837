/** `info_limit` is believed only where two readings of a day have shown which way it counts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareReadings,
  leftByReading,
  type LimitReading,
} from '../../../../src/proxy/quota/info-limit.js';

const FIRST: LimitReading = { day: '2026-11-28', calls: 100, value: 230, direction: 'unknown' };

describe('two readings of info_limit', () => {
  for (const [name, calls, value, direction] of [
    ['that falls with the calls', 150, 180, 'left'],
    ['that rises with the calls', 150, 280, 'used'],
    ['that falls a little more, by other programs', 150, 100, 'left'],
    ['after too few calls', 120, 210, 'unknown'],
    ['that stays the same', 150, 230, 'unknown'],
    ['that jumps, on a new day of bukaOlshop', 150, 5_000, 'unknown'],
    ['that falls to nearly nothing', 150, 10, 'unknown'],
  ] as const) {
    it(`${name}: ${direction}`, () => {
      const reading = compareReadings(FIRST, { day: FIRST.day, calls, value });
      assert.equal(reading.direction, direction);
      const today = { day: FIRST.day, calls: calls + 7 };
      assert.equal(leftByReading(reading, today), direction === 'left' ? value - 7 : null);
    });
  }

  it('keep what an earlier day has shown, and tell nothing of a day without a reading', () => {
    const known: LimitReading = { ...FIRST, direction: 'left' };
    const next = compareReadings(known, { day: '2026-11-29', calls: 40, value: 260 });
    assert.equal(next.direction, 'left');
    assert.equal(leftByReading(next, { day: '2026-11-29', calls: 500 }), 0);
    assert.equal(leftByReading(known, { day: '2026-11-29', calls: 1 }), null);
    assert.equal(compareReadings(null, next).direction, 'unknown');
  });
});
