/** The disk is full while shoppers buy, and has room again: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { finishAndAudit } from './finish-and-audit.js';
import { openLimitedDisk } from './limited-disk.js';
import { withScene } from './scene.js';
import { waitUntil } from './wait-until.js';

const OUTAGES = 2;
const ORDERS_PER_PHASE = 15;

it('goes on when the disk has room again', async (t) => {
  const disk = await openLimitedDisk();
  t.diagnostic(`the disk is ${disk.method}`);
  try {
    const databaseUrl = `file:${disk.file}`;
    await withScene({ store: 'sqlite', databaseUrl }, async ({ shop, load, proxies, bought }) => {
      const refused = () => load.answers.get('503') ?? 0;
      const [{ pid } = { pid: 0 }] = proxies;
      for (let outage = 0; outage < OUTAGES; outage++) {
        await bought(ORDERS_PER_PHASE);
        await disk.fill(pid);
        const before = refused();
        await waitUntil('being refused', proxies, () => refused() >= before + ORDERS_PER_PHASE);
        assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
        await disk.free(pid);
      }
      await bought(ORDERS_PER_PHASE);
      const { violations } = await finishAndAudit({ shop, load, proxies });
      assert.deepEqual(violations, []);
      assert.equal(load.answers.get('lost'), undefined);
    });
  } finally {
    await disk.close();
  }
});
