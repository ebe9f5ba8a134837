/** One of three proxies on one PostgreSQL is killed: the others finish its orders, none of them twice. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { stopOwnPostgres } from '../support/postgres.js';
import { finishAndAudit } from './finish-and-audit.js';
import { SETTLED_STATES } from './ledger-audit.js';
import { withScene } from './scene.js';
import { waitUntil } from './wait-until.js';

/** Time after which SIGSTOP has surely taken effect. */
const STOP_MARGIN_MS = 50;

after(stopOwnPostgres);

it('finishes the orders of a killed proxy on the others', async (t) => {
  await withScene(
    { store: 'postgres', nodes: 3 },
    async ({ shop, load, proxies, waitForOrders }) => {
      const [victim, ...others] = proxies;
      assert.ok(victim);
      const { db } = await shop.openLedger();
      try {
        const nodes = () => db.selectFrom('order_events').select('node').distinct();
        await waitUntil(
          'events of all nodes',
          proxies,
          async () => (await nodes().execute()).length === proxies.length,
        );
        await waitForOrders(30);
        const leases = () =>
          db
            .selectFrom('orders')
            .select(['id', 'lease_node'])
            .where('lease_node', 'is not', null)
            .where('state', 'not in', SETTLED_STATES)
            .execute();
        let victimLeases = await leases();
        // Stops the victim in the middle of an order. Node names are random: the nodes that still write
        // events are the others.
        await waitUntil('a lease of the victim', others, async () => {
          process.kill(victim.pid, 'SIGSTOP');
          const stoppedAt = Date.now() + STOP_MARGIN_MS;
          let alive: string[] = [];
          await waitUntil('events of the others', others, async () => {
            const writing = await nodes().where('at', '>', stoppedAt).execute();
            alive = writing.map(({ node }) => node);
            return alive.length === others.length;
          });
          victimLeases = (await leases()).filter(
            ({ lease_node }) => !alive.includes(lease_node ?? ''),
          );
          if (victimLeases.length === 0) process.kill(victim.pid, 'SIGCONT');
          return victimLeases.length > 0;
        });
        await victim.stop('SIGKILL');
        const killedAt = Date.now();
        await waitForOrders(30);
        const { violations, figures } = await finishAndAudit({ shop, load, proxies: others });
        assert.deepEqual(violations, []);
        const later = await nodes().where('at', '>', killedAt).execute();
        const alive = later.map(({ node }) => node);
        assert.equal(alive.length, others.length);
        const unfinished = victimLeases.filter(
          ({ lease_node }) => !alive.includes(lease_node ?? ''),
        );
        t.diagnostic(
          `${unfinished.length} of ${figures.orders} orders were leased to the killed proxy`,
        );
        assert.ok(unfinished.length > 0, 'the killed proxy held no lease');
      } finally {
        await db.destroy();
      }
    },
  );
});
