/** The disk fills up and is freed while shoppers buy: no order is lost, no transfer is repeated. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { finishAndAudit } from './finish-and-audit.js';
import { openLimitedDisk } from './limited-disk.js';
import { withScene } from './scene.js';
import { NO_RESPONSE } from './shopper-load.js';

const OUTAGES = 2;
const ORDERS_PER_PHASE = 15;

it('resumes when the disk has space again', async (t) => {
  const disk = await openLimitedDisk();
  t.diagnostic(`the disk is ${disk.method}`);
  try {
    const databaseUrl = `file:${disk.file}`;
    await withScene(
      { store: 'sqlite', databaseUrl },
      async ({ shop, load, proxies, waitForOrders, waitForRefusals }) => {
        const [{ pid } = { pid: 0 }] = proxies;
        for (let outage = 0; outage < OUTAGES; outage++) {
          await waitForOrders(ORDERS_PER_PHASE);
          await disk.fill(pid);
          await waitForRefusals(ORDERS_PER_PHASE);
          assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
          assert.equal((await fetch(`${shop.publicUrl}/readyz`)).status, 503);
          await disk.free(pid);
        }
        await waitForOrders(ORDERS_PER_PHASE);
        const { violations } = await finishAndAudit({ shop, load, proxies });
        assert.deepEqual(violations, []);
        assert.match(proxies[0]?.output() ?? '', /"code":"disk-full","event":"store-failed"/);
        assert.equal(load.answers.get(NO_RESPONSE), undefined);
      },
    );
  } finally {
    await disk.close();
  }
});
