/** PostgreSQL goes away while shoppers buy, and comes back: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertProblem } from '../node/proxy/counter.js';
import { startPostgres } from '../support/postgres.js';
import { settle } from './aftermath.js';
import { withScene } from './scene.js';
import { until } from './until.js';

const TIMES = 2;
const SOME = 15;

it('goes on when PostgreSQL is back', async () => {
  const server = await startPostgres();
  try {
    const databaseUrl = `${server.url}/postgres`;
    await withScene({ store: 'postgres', databaseUrl }, async ({ shop, load, proxies, bought }) => {
      const refused = () => load.answers.get('503') ?? 0;
      for (let time = 0; time < TIMES; time++) {
        await bought(SOME);
        await server.crash();
        const before = refused();
        await until('being refused', proxies, () => refused() >= before + SOME);
        await assertProblem(await fetch(`${shop.publicUrl}/readyz`), 503, 'not_ready');
        assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
        await server.restart();
      }
      await bought(SOME);
      const { wrong } = await settle({ shop, rush: load, proxies });
      assert.deepEqual(wrong, []);
      assert.equal(load.answers.get('lost'), undefined);
    });
  } finally {
    await server.close();
  }
});
