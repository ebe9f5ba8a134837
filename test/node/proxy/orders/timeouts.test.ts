/** Times in the ledger are whole ms: PostgreSQL rejects fractions, and the step would fail. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTimeouts, nextAttemptDelayMs } from '../../../../src/proxy/orders/timeouts.js';

describe('timeouts', () => {
  for (const patience of [1, 1.000_1, 0.333, 0.005, 0.000_01]) {
    it(`are whole ms at a patience of ${patience}`, () => {
      const windows = createTimeouts({ patience, pollMs: 20 });
      for (const [name, ms] of Object.entries(windows)) assert.ok(Number.isInteger(ms), name);
      for (const waited of [0, 1, 81, 82, 83, 60_001, 86_400_003]) {
        assert.ok(Number.isInteger(nextAttemptDelayMs(windows, waited)), `after ${waited}`);
      }
    });
  }
});
