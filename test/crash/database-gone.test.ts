/** PostgreSQL goes away while shoppers buy, and comes back: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertProblem } from '../node/proxy/support/proxy-app.js';
import { startPostgres } from '../support/postgres.js';
import { finishAndAudit } from './finish-and-audit.js';
import { withScene } from './scene.js';
import { waitUntil } from './wait-until.js';

const OUTAGES = 2;
const ORDERS_PER_PHASE = 15;

it('goes on when PostgreSQL is back', async () => {
  const server = await startPostgres();
  try {
    const databaseUrl = `${server.url}/postgres`;
    await withScene({ store: 'postgres', databaseUrl }, async ({ shop, load, proxies, bought }) => {
      const refused = () => load.answers.get('503') ?? 0;
      for (let outage = 0; outage < OUTAGES; outage++) {
        await bought(ORDERS_PER_PHASE);
        await server.crash();
        const before = refused();
        await waitUntil('being refused', proxies, () => refused() >= before + ORDERS_PER_PHASE);
        await assertProblem(await fetch(`${shop.publicUrl}/readyz`), 503, 'not_ready');
        assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
        await server.restart();
      }
      await bought(ORDERS_PER_PHASE);
      const { violations } = await finishAndAudit({ shop, load, proxies });
      assert.deepEqual(violations, []);
      assert.equal(load.answers.get('lost'), undefined);
    });
  } finally {
    await server.close();
  }
});
