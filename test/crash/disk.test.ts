/** The disk is full while shoppers buy, and has room again: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { settle } from './aftermath.js';
import { openDisk } from './disk.js';
import { withScene } from './scene.js';
import { until } from './until.js';

const TIMES = 2;
const SOME = 15;

it('goes on when the disk has room again', async (t) => {
  const disk = await openDisk();
  t.diagnostic(`the disk is ${disk.way}`);
  try {
    const databaseUrl = `file:${disk.file}`;
    await withScene({ store: 'sqlite', databaseUrl }, async ({ shop, load, proxies, bought }) => {
      const refused = () => load.answers.get('503') ?? 0;
      const [{ pid } = { pid: 0 }] = proxies;
      for (let time = 0; time < TIMES; time++) {
        await bought(SOME);
        await disk.fill(pid);
        const before = refused();
        await until('being refused', proxies, () => refused() >= before + SOME);
        assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
        await disk.free(pid);
      }
      await bought(SOME);
      const { wrong } = await settle({ shop, rush: load, proxies });
      assert.deepEqual(wrong, []);
      assert.equal(load.answers.get('lost'), undefined);
    });
  } finally {
    await disk.close();
  }
});
