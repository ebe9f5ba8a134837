/** One of three proxies on one PostgreSQL is killed: the others finish its orders, and none twice. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { stopOwnPostgres } from '../support/postgres.js';
import { finishAndAudit } from './finish-and-audit.js';
import { SETTLED_STATES } from './ledger-audit.js';
import { withScene } from './scene.js';
import { waitUntil } from './wait-until.js';

/** ms in which a process has surely stopped */
const STOP_MARGIN_MS = 50;

after(stopOwnPostgres);

it('goes on without the proxy that was killed', async (t) => {
  await withScene({ store: 'postgres', nodes: 3 }, async ({ shop, load, proxies, bought }) => {
    const [victim, ...others] = proxies;
    assert.ok(victim);
    const { db } = await shop.openLedger();
    try {
      const nodes = () => db.selectFrom('order_events').select('node').distinct();
      await waitUntil(
        'all at work',
        proxies,
        async () => (await nodes().execute()).length === proxies.length,
      );
      await bought(30);
      const leases = () =>
        db
          .selectFrom('orders')
          .select(['id', 'lease_node'])
          .where('lease_node', 'is not', null)
          .where('state', 'not in', SETTLED_STATES)
          .execute();
      let held = await leases();
      // Held still, to be killed in the middle of an order: the others are known by what they write.
      await waitUntil('an order of the first', others, async () => {
        process.kill(victim.pid, 'SIGSTOP');
        const stoppedAt = Date.now() + STOP_MARGIN_MS;
        let alive: string[] = [];
        await waitUntil('the others at work', others, async () => {
          const writing = await nodes().where('at', '>', stoppedAt).execute();
          alive = writing.map(({ node }) => node);
          return alive.length === others.length;
        });
        held = (await leases()).filter(({ lease_node }) => !alive.includes(lease_node ?? ''));
        if (held.length === 0) process.kill(victim.pid, 'SIGCONT');
        return held.length > 0;
      });
      await victim.stop('SIGKILL');
      const killedAt = Date.now();
      await bought(30);
      const { violations, figures } = await finishAndAudit({ shop, load, proxies: others });
      assert.deepEqual(violations, []);
      const later = await nodes().where('at', '>', killedAt).execute();
      const alive = later.map(({ node }) => node);
      assert.equal(alive.length, others.length);
      const unfinished = held.filter(({ lease_node }) => !alive.includes(lease_node ?? ''));
      t.diagnostic(`${unfinished.length} orders under way, ${figures.orders} in all`);
      assert.ok(unfinished.length > 0, 'it had nothing under way');
    } finally {
      await db.destroy();
    }
  });
});
