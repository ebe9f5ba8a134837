/** A proxy that is killed repeatedly loses no order and pays for none twice. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { stopOwnPostgres } from '../support/postgres.js';
import { runKills } from './kills.js';
import { SEED } from './seed.js';
import { STORES } from './crash-shop.js';

after(stopOwnPostgres);

describe('20 kills', { concurrency: true }, () => {
  for (const store of STORES) {
    it(`on ${store}`, async (t) => {
      const report = await runKills({
        store,
        kills: 20,
        seed: SEED,
        timeoutFactor: 0.005,
        maxLifeMs: 1_000,
      });
      const { orders, debits, states } = report.figures;
      t.diagnostic(`${orders} orders, ${debits} debits, ${states.REVIEW ?? 0} in review`);
      assert.deepEqual(report.violations, []);
      // Without purchases the audit would prove nothing.
      assert.ok(debits >= 10 && (states.FULFILLED ?? 0) >= 10, JSON.stringify(report.figures));
    });
  }
});
