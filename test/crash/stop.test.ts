/** How a proxy ends: when it is asked to, when it is asked twice, and by an error of its own. */
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

/** ms; far less than an answer is held, and than what is under way is given to end */
const MAX_STOP_MS = 8_000;

const proxyOf = ({ proxies: [proxy] }: Scene) => proxy ?? assert.fail('no proxy');

/** A shopper beside the rush, who waits for an order whose invoice is to be paid. */
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

describe('a proxy that is asked to stop', () => {
  for (const store of STORES) {
    it(`ends soon, with its steps written and its leases given back, on ${store}`, async () => {
      await withScene({ store }, async (scene) => {
        const { shop, load, bought } = scene;
        const proxy = proxyOf(scene);
        await bought(20);
        const wait = await waitForInvoicePayment(scene);
        const held = wait();
        await bought(20);
        // A connection that never asks for anything must not hold it back either.
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
        const ledgers = await readLedger(database);
        await database.db.destroy();
        assert.ok(ledgers.orders.length >= 40);
        assert.deepEqual(
          ledgers.orders.filter(({ lease_node }) => lease_node !== null),
          [],
        );
        // No intent is left without its outcome: whoever starts next has nothing to look for.
        const pendingIntents = ledgers.orders.filter(({ state }) => /ING$/.test(state));
        assert.deepEqual(pendingIntents, []);
        const account = { ...ledgers, books: await shop.books(), acknowledged: load.acknowledged };
        const wrong = auditLedger(account).filter((each) => !each.endsWith('still open'));
        assert.deepEqual(wrong, []);
        assert.deepEqual(load.complaints, []);
      });
    });
  }

  for (const second of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends at once at a second signal, ${second}, and says so by its code`, async () => {
      await withScene({ store: 'sqlite' }, async (scene) => {
        const proxy = proxyOf(scene);
        // A request that does not end: its body never comes whole.
        const slow = connect(Number(new URL(scene.shop.publicUrl).port), '127.0.0.1');
        slow.on('error', () => undefined);
        slow.write('POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{');
        await scene.bought(3);
        process.kill(proxy.pid, 'SIGTERM');
        await waitUntil('no new requests', [], async () => {
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

describe('a proxy that meets an error which nothing caught', () => {
  for (const [name, thrown] of [
    ['thrown', 'throw error'],
    ['rejected', 'Promise.reject(error)'],
  ] as const) {
    it(`ends with 1 when it is ${name}, and logs nothing secret`, async () => {
      const script = `process.on('SIGUSR2', () => {
        const error = new Error(JSON.stringify(process.env)); ${thrown}; })`;
      const preloadedModules = [`data:text/javascript,${encodeURIComponent(script)}`];
      await withScene({ store: 'sqlite', preloadedModules }, async (scene) => {
        const proxy = proxyOf(scene);
        await scene.bought(3);
        const { code } = await proxy.stop('SIGUSR2');
        assert.equal(code, 1);
        assert.deepEqual(leakedSecrets(scene.shop, proxy), []);
        assert.match(proxy.output(), /"code":"uncaught".*"at":\["at .*"event":"unexpected"\}\n/);
      });
    });
  }
});
