/** PostgreSQL crashes and restarts while shoppers buy: no order is lost, no transfer is repeated. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertProblem } from '../node/proxy/support/proxy-app.js';
import { startPostgres } from '../support/postgres.js';
import { finishAndAudit } from './finish-and-audit.js';
import { withScene } from './scene.js';
import { NO_RESPONSE } from './shopper-load.js';

const OUTAGES = 2;
const ORDERS_PER_PHASE = 15;

it('resumes when PostgreSQL is back', async () => {
  const server = await startPostgres();
  try {
    const databaseUrl = `${server.url}/postgres`;
    await withScene(
      { store: 'postgres', databaseUrl },
      async ({ shop, load, proxies, waitForOrders, waitForRefusals }) => {
        for (let outage = 0; outage < OUTAGES; outage++) {
          await waitForOrders(ORDERS_PER_PHASE);
          await server.crash();
          await waitForRefusals(ORDERS_PER_PHASE);
          await assertProblem(await fetch(`${shop.publicUrl}/readyz`), 503, 'not_ready');
          assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
          await server.restart();
        }
        await waitForOrders(ORDERS_PER_PHASE);
        const { violations } = await finishAndAudit({ shop, load, proxies });
        assert.deepEqual(violations, []);
        assert.equal(load.answers.get(NO_RESPONSE), undefined);
      },
    );
  } finally {
    await server.close();
  }
});
