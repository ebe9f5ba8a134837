/** How a proxy exits: on one signal, on a second signal, and on an uncaught error. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { stopOwnPostgres } from '../support/postgres.js';
import { createShopper } from '../node/proxy/support/test-shopper.js';
import { buy } from '../node/proxy/support/proxy-cluster.js';
import { order } from '../../src/proxy/contract.js';
import { auditLedger, readLedger } from './ledger-audit.js';
import { leakedSecrets } from './finish-and-audit.js';
import { withScene, type Scene } from './scene.js';
import { STORES } from './crash-shop.js';
import { waitUntil } from './wait-until.js';

after(stopOwnPostgres);

/** Far less than a held request lasts, and than the time that running work has to end. */
const MAX_STOP_MS = 8_000;

const proxyOf = ({ proxies: [proxy] }: Scene) => proxy ?? assert.fail('no proxy');

/** One more shopper, whose order waits for an invoice payment; returns the held order request. */
async function waitForInvoicePayment({ shop }: Scene) {
  const { id_user, token_user } = shop.members[1] ?? assert.fail('no member');
  const shopper = await createShopper({
    origin: shop.publicUrl,
    send: (request) => fetch(request),
    pair: { id_user, token_user },
  });
  await shopper.session();
  const { id } = (await buy(shopper, 'leuwongrr')).order;
  let answer = await shopper.get(`/v1/orders/${id}`);
  await waitUntil('an invoice', [], async () => {
    answer = await shopper.get(`/v1/orders/${id}`);
    return order.parse(await answer.clone().json()).status === 'awaiting_payment';
  });
  const headers = { 'If-None-Match': answer.headers.get('ETag') ?? '' };
  return () => shopper.get(`/v1/orders/${id}?wait=25`, { headers });
}

describe('a proxy that receives a signal', () => {
  for (const store of STORES) {
    it(`exits soon, with all steps recorded and all leases released, on ${store}`, async () => {
      await withScene({ store }, async (scene) => {
        const { shop, load, waitForOrders } = scene;
        const proxy = proxyOf(scene);
        await waitForOrders(20);
        const waitForPayment = await waitForInvoicePayment(scene);
        const held = waitForPayment();
        await waitForOrders(20);
        // A connection without any request must not delay the exit.
        const idle = connect(Number(new URL(shop.publicUrl).port), '127.0.0.1');
        idle.on('error', () => undefined);
        const start = performance.now();
        const { code } = await proxy.stop('SIGTERM');
        const elapsedMs = performance.now() - start;
        load.close();
        assert.equal(code, 0, proxy.output().slice(-2_000));
        assert.ok(elapsedMs < MAX_STOP_MS, `${elapsedMs} ms`);
        assert.ok([200, 304].includes((await held).status), 'the held answer was cut off');
        const database = await shop.openLedger();
        const ledger = await readLedger(database);
        await database.db.destroy();
        assert.ok(ledger.orders.length >= 40);
        assert.deepEqual(
          ledger.orders.filter(({ lease_node }) => lease_node !== null),
          [],
        );
        // No intent is left without its outcome, so that the next start has nothing to look up.
        const pendingIntents = ledger.orders.filter(({ state }) => /ING$/.test(state));
        assert.deepEqual(pendingIntents, []);
        const input = { ...ledger, books: await shop.books(), acknowledged: load.acknowledged };
        const violations = auditLedger(input).filter((each) => !each.endsWith('still open'));
        assert.deepEqual(violations, []);
        assert.deepEqual(load.complaints, []);
      });
    });
  }

  for (const second of ['SIGTERM', 'SIGINT'] as const) {
    it(`exits at once with code 1 on a second signal, ${second}`, async () => {
      await withScene({ store: 'sqlite' }, async (scene) => {
        const proxy = proxyOf(scene);
        // A request whose body never arrives in full.
        const slow = connect(Number(new URL(scene.shop.publicUrl).port), '127.0.0.1');
        slow.on('error', () => undefined);
        slow.write('POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{');
        await scene.waitForOrders(3);
        process.kill(proxy.pid, 'SIGTERM');
        await waitUntil('refused connections', [], async () => {
          const answer = await fetch(scene.shop.publicUrl).catch(() => null);
          return answer === null;
        });
        assert.equal(proxy.hasEnded(), false);
        const { code } = await proxy.stop(second);
        assert.equal(code, 1);
      });
    });
  }
});

describe('a proxy with an uncaught error', () => {
  for (const [name, thrown] of [
    ['thrown', 'throw error'],
    ['rejected', 'Promise.reject(error)'],
  ] as const) {
    it(`exits with code 1 when it is ${name}, and logs no secret`, async () => {
      const script = `process.on('SIGUSR2', () => {
        const error = new Error(JSON.stringify(process.env)); ${thrown}; })`;
      const preloadedModules = [`data:text/javascript,${encodeURIComponent(script)}`];
      await withScene({ store: 'sqlite', preloadedModules }, async (scene) => {
        const proxy = proxyOf(scene);
        await scene.waitForOrders(3);
        const { code } = await proxy.stop('SIGUSR2');
        assert.equal(code, 1);
        assert.deepEqual(leakedSecrets(scene.shop, proxy), []);
        assert.match(proxy.output(), /"code":"uncaught".*"at":\["at .*"event":"unexpected"\}\n/);
      });
    });
  }
});
