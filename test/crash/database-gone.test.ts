/** PostgreSQL goes away while shoppers buy, and comes back: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { seeded } from '../../src/sandbox/random.js';
import { assertProblem } from '../node/proxy/counter.js';
import { startPostgres } from '../support/postgres.js';
import { settle } from './aftermath.js';
import { startProxy } from './proxy-process.js';
import { SEED } from './seed.js';
import { openShop } from './shop.js';
import { startRush } from './shoppers.js';
import { until } from './until.js';

const TIMES = 2;

it('goes on when PostgreSQL is back', async () => {
  const server = await startPostgres();
  const databaseUrl = `${server.url}/postgres`;
  const shop = await openShop({ store: 'postgres', seed: SEED, patience: 0.005, databaseUrl });
  const proxy = startProxy(shop.env);
  const rush = startRush({ shop, random: seeded(SEED), origins: [shop.publicUrl] });
  try {
    await proxy.ready;
    const refused = () => rush.answers.get('500') ?? 0;
    for (let time = 0; time < TIMES; time++) {
      const bought = rush.promises.length;
      await until('buying', [proxy], () => rush.promises.length >= bought + 15);
      await server.crash();
      const before = refused();
      await until('being refused', [proxy], () => refused() >= before + 15);
      await assertProblem(await fetch(`${shop.publicUrl}/readyz`), 503, 'not_ready');
      assert.equal((await fetch(`${shop.publicUrl}/healthz`)).status, 200);
      await server.restart();
    }
    const bought = rush.promises.length;
    await until('buying again', [proxy], () => rush.promises.length >= bought + 15);
    const { wrong } = await settle({ shop, rush, proxies: [proxy] });
    assert.deepEqual(wrong, []);
    assert.equal(rush.answers.get('lost'), undefined);
  } finally {
    rush.close();
    await proxy.end('SIGKILL');
    await shop.close();
    await server.close();
  }
});
