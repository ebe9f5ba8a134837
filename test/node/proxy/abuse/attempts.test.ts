/** Wrong PINs and credentials are counted in the store, slowed, and locked for a while. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, it } from 'node:test';
import { order, type Order } from '../../../../src/proxy/contract.js';
import type { Proxy } from '../../../../src/proxy/proxy.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { createShopper, type TestShopper } from '../support/test-shopper.js';
import { assertProblem } from '../support/proxy-app.js';
import {
  buy,
  closeSandbox,
  DATABASES,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
  quoteFor,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const BUDI = {
  id_user: '500001',
  token_user: 'token-of-budi',
  email_user: 'budi@example.com',
  nama_user: 'Budi',
  saldo: 500_000,
  pin: '246810',
  pinRequired: true,
} as const;
const ORIGIN = 'http://127.0.0.1:8787';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { fields } = PURCHASES.lapakgaming;

let cluster: ProxyCluster;
afterEach(() => cluster.close());

/** Calls that may change a saldo. */
const debits = async (): Promise<number> => {
  const log = (await cluster.control('GET', '/log?api=closed')) as {
    requests: { method: string; path: string }[];
  };
  return log.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/saldo'))
    .length;
};

async function place(
  budi: TestShopper,
  pin: string,
  key: string = randomUUID(),
): Promise<Response> {
  const { quote } = await quoteFor(budi, 'lapakgaming');
  const headers = { 'Idempotency-Key': key };
  return budi.post('/v1/orders', { quote, fields, pin }, { headers });
}

async function guess(budi: TestShopper, pin: string): Promise<Order> {
  const answer = await place(budi, pin);
  assert.equal(answer.status, 201);
  return advanceUntilEnd(cluster, budi, order.parse(await answer.json()).id);
}

async function assertLocked(budi: TestShopper, seconds: number, pin: string = BUDI.pin) {
  const before = await debits();
  const answer = await place(budi, pin);
  const retryAfter = Number(answer.headers.get('Retry-After'));
  // The clock advances a little until the order ends.
  assert.ok(retryAfter <= seconds && retryAfter > seconds * 0.8 - 5, `${retryAfter} of ${seconds}`);
  await assertProblem(answer, 429, 'pin_locked');
  assert.equal(await debits(), before);
}

/** A shopper whose requests come from an address. */
const shopperAt = (
  proxy: Proxy,
  remoteAddress: string,
  pair: { id_user: string; token_user: string },
) =>
  createShopper({
    origin: ORIGIN,
    send: (request) => proxy.fetch(request, { incoming: { socket: { remoteAddress } } }),
    pair,
    now: cluster.now,
  });

for (const database of DATABASES) {
  describe(`guessing a PIN on ${database}`, () => {
    it('is slowed, then locked for longer each time, until each lock expires', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const budi = await cluster.shopper(undefined, BUDI);
      assert.equal((await guess(budi, '000001')).reason, 'wrong_pin');
      assert.equal((await guess(budi, '000002')).reason, 'wrong_pin');
      await assertLocked(budi, 10);
      for (const wait of [15 * MINUTE, HOUR, 24 * HOUR, 24 * HOUR]) {
        cluster.advanceTime(24 * HOUR);
        await budi.session();
        assert.equal((await guess(budi, '000003')).reason, 'wrong_pin');
        await assertLocked(budi, wait / 1_000);
      }
      assert.equal(await debits(), 6);
      cluster.advanceTime(24 * HOUR);
      await budi.session();
      assert.equal((await guess(budi, BUDI.pin)).status, 'completed');
      // A right PIN resets the count: the next wrong one is a first one again.
      assert.equal((await guess(budi, '000004')).reason, 'wrong_pin');
      assert.equal((await guess(budi, BUDI.pin)).status, 'completed');
    });

    it('stays locked on other nodes and after a restart', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const budi = await cluster.shopper(undefined, BUDI);
      await guess(budi, '000001');
      await guess(budi, '000002');
      cluster.advanceTime(11_000);
      await guess(budi, '000003');
      await assertLocked(budi, 15 * 60);
      const other = await cluster.shopper(await cluster.node(), BUDI);
      await assertLocked(other, 15 * 60);
    });

    it('with concurrent orders is sequential: an order accepted before the lock is not debited', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const budi = await cluster.shopper(undefined, BUDI);
      const quotes = await Promise.all(
        Array.from({ length: 8 }, () => quoteFor(budi, 'lapakgaming')),
      );
      const answers = await Promise.all(
        quotes.map(({ quote }, index) =>
          budi.post(
            '/v1/orders',
            { quote, fields, pin: `00000${String(index)}` },
            { headers: { 'Idempotency-Key': randomUUID() } },
          ),
        ),
      );
      const reasons: (string | null)[] = [];
      for (const answer of answers.filter(({ status }) => status === 201)) {
        const ended = await advanceUntilEnd(cluster, budi, order.parse(await answer.json()).id, {
          stepMs: 0,
        });
        assert.equal(ended.status, 'failed');
        reasons.push(ended.reason);
      }
      assert.ok((await debits()) <= 2, `${await debits()} debits`);
      assert.equal(reasons.filter((reason) => reason === 'wrong_pin').length, await debits());
      assert.ok(reasons.every((reason) => reason === 'wrong_pin' || reason === 'pin_locked'));
    });

    it('locks no other shopper, no known order and no order without a PIN', async () => {
      const rest = { ...BUDI, id_user: '500002', token_user: 'siti', email_user: 'siti@x.id' };
      cluster = await openProxyCluster({ database, shop: { members: [BUDI, rest] } });
      const budi = await cluster.shopper(undefined, BUDI);
      const key = randomUUID();
      const { quote } = await quoteFor(budi, 'lapakgaming');
      const again = () =>
        budi.post(
          '/v1/orders',
          { quote, fields, pin: '1'.repeat(6) },
          { headers: { 'Idempotency-Key': key } },
        );
      const first = order.parse(await (await again()).json());
      await advanceUntilEnd(cluster, budi, first.id);
      await guess(budi, '000002');
      await assertLocked(budi, 10);
      assert.equal(order.parse(await (await again()).json()).id, first.id);
      assert.equal(
        (await guess(await cluster.shopper(undefined, rest), rest.pin)).status,
        'completed',
      );
      const unpinned = await buy(budi, 'lapakgaming');
      assert.equal((await advanceUntilEnd(cluster, budi, unpinned.order.id)).reason, 'wrong_pin');
      await assertLocked(budi, 10);
    });
  });

  describe(`guessing a session on ${database}`, () => {
    const pair: { id_user: string; token_user: string } = {
      id_user: BUDI.id_user,
      token_user: 'wrong',
    };
    const tries = async (proxy: Proxy, address: string, other: Partial<typeof pair> = {}) => {
      const tried = { ...pair, ...other };
      const shopper = await shopperAt(proxy, address, tried);
      return shopper.post('/v1/sessions', tried, { token: null });
    };
    const opens = async () => {
      const log = (await cluster.control('GET', '/log?api=open')) as { requests: unknown[] };
      return log.requests.length;
    };

    it('for one shopper is slowed, then locked, from any address and on every node', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      for (let count = 0; count < 6; count++) {
        await assertProblem(await tries(proxy, `203.0.113.${count}`), 401, 'unknown_shopper');
      }
      for (const seconds of [10, 60, 15 * 60, 15 * 60]) {
        const spent = await opens();
        const nodes = [proxy, await cluster.node()];
        for (const [index, each] of nodes.entries()) {
          const answer = await tries(each, `203.0.113.1${index}`);
          const retryAfter = Number(answer.headers.get('Retry-After'));
          assert.ok(
            retryAfter <= seconds && retryAfter > seconds - 5,
            `${retryAfter} of ${seconds}`,
          );
          await assertProblem(answer, 429, 'session_locked');
        }
        assert.equal(await opens(), spent, 'no request was sent');
        cluster.advanceTime(seconds * 1_000);
        await assertProblem(await tries(proxy, '203.0.113.99'), 401, 'unknown_shopper');
      }
    });

    it('from one address is locked for all shoppers', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      for (let count = 0; count < 21; count++) {
        const answer = await tries(proxy, '203.0.113.7', { id_user: String(700_000 + count) });
        await assertProblem(answer, 401, 'unknown_shopper');
      }
      await assertProblem(
        await tries(proxy, '203.0.113.7', { id_user: '1' }),
        429,
        'session_locked',
      );
      await assertProblem(
        await tries(proxy, '203.0.113.8', { id_user: '1' }),
        401,
        'unknown_shopper',
      );
    });

    it('does not lock out a pair that was right before', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      const budi = await shopperAt(proxy, '203.0.113.50', BUDI);
      await budi.session();
      for (let count = 0; count < 8; count++) await tries(proxy, `203.0.113.${count}`);
      await assertProblem(await tries(proxy, '203.0.113.9'), 429, 'session_locked');
      assert.ok((await budi.session()).access_token);
    });

    const record = (proxy: Proxy, path: string, shown: object, address = '203.0.113.60') =>
      proxy.fetch(
        new Request(`${ORIGIN}/open/user/${path}?${new URLSearchParams({ ...shown }).toString()}`),
        { incoming: { socket: { remoteAddress: address } } },
      );

    it('with concurrent requests gains no extra attempts', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      const together = async () => {
        const spent = await opens();
        const answers = await Promise.all([
          ...Array.from({ length: 10 }, (_, count) => {
            const wrong = { ...pair, token_user: `wrong-${count}` };
            return record(proxy, 'info', wrong, `203.0.113.2${count}`);
          }),
          // Every token differs: the same wrong pair sent twice at once is one guess.
          ...Array.from({ length: 10 }, (_, count) =>
            tries(proxy, `203.0.113.${count}`, { token_user: `wrong-too-${count}` }),
          ),
        ]);
        const locked = answers.filter(({ status }) => status === 429).length;
        assert.equal(answers.filter(({ status }) => status === 401).length, 20 - locked);
        assert.equal((await opens()) - spent, 20 - locked);
        return 20 - locked;
      };
      // Six are free, however they meet; then one at a time after each lock. All are forgotten in the end.
      let counted = 0;
      for (const [ms, isUnlocked] of [
        [0, true],
        [16 * MINUTE, true],
        [0, false],
        [16 * MINUTE, true],
        [2 * HOUR, true],
      ] as const) {
        cluster.advanceTime(ms);
        if (ms === 2 * HOUR) counted = 0;
        const lockedMost = isUnlocked ? 1 : 0;
        const [least, most] = counted < 6 ? [1, 6 - counted] : [lockedMost, lockedMost];
        const attempts = await together();
        assert.ok(attempts >= least && attempts <= most, `${attempts} after ${counted}, ${ms} ms`);
        counted += attempts;
      }
      await assertProblem(
        await tries(proxy, '203.0.113.99', { id_user: '2' }),
        401,
        'unknown_shopper',
      );
    });

    it('does not count a right pair sent many times at once, also after a mistake', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      for (const mistakes of [0, 5]) {
        const proxy = await cluster.node();
        for (let count = 0; count < mistakes; count++) await tries(proxy, '203.0.113.1');
        const paths = ['info', 'catatan', 'transaksi'];
        const answers = await Promise.all(
          Array.from({ length: 12 }, (_, count) => record(proxy, paths[count % 3] ?? '', BUDI)),
        );
        assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      }
    });

    it('through the mirror’s records counts the same', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      for (let count = 0; count < 6; count++) {
        const answer = await record(proxy, 'info', pair, `203.0.113.${count}`);
        await assertProblem(answer, 401, 'unknown_shopper');
      }
      await assertProblem(await record(proxy, 'info', pair), 429, 'session_locked');
      await assertProblem(await tries(proxy, '203.0.113.78'), 429, 'session_locked');
    });

    it('through the mirror is never reset by an answer of the Open API alone', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      for (let count = 0; count < 6; count++) {
        await record(proxy, 'info', pair, `203.0.113.${count}`);
        if (count === 4) assert.equal((await record(proxy, 'info', BUDI)).status, 200);
      }
      await assertProblem(await tries(proxy, '203.0.113.78'), 429, 'session_locked');
      assert.equal((await record(proxy, 'info', BUDI)).status, 200, 'a pair that was taken');
    });

    it('counts "not found" for a shopper’s info, and not for lists that may be empty', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      await cluster.faults([{ kind: 'status', status: 404, api: 'open' }]);
      for (let count = 0; count < 7; count++) {
        for (const path of ['catatan', 'transaksi']) {
          await assertProblem(await record(proxy, path, BUDI), 404, 'not_found');
        }
      }
      for (let count = 0; count < 6; count++) {
        const answer = await record(proxy, 'info', pair, `203.0.113.${count}`);
        await assertProblem(answer, 404, 'not_found');
      }
      await assertProblem(await record(proxy, 'info', pair), 429, 'session_locked');
    });

    it('does not count pairs that were right before the shop’s own token was refused', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      const budi = await shopperAt(proxy, '203.0.113.50', BUDI);
      await budi.session();
      await cluster.faults([{ kind: 'status', status: 401, api: 'open', times: 10 }]);
      for (let count = 0; count < 10; count++) {
        await assertProblem(await record(proxy, 'info', BUDI), 401, 'unknown_shopper');
      }
      assert.ok((await budi.session()).access_token);
    });

    it('with an id that no database can store is a bad request', async () => {
      cluster = await openProxyCluster({ database, shop: { members: [BUDI] } });
      const proxy = await cluster.first();
      const nul = { id_user: '5000\0', token_user: 'x' };
      await assertProblem(await record(proxy, 'info', nul), 400, 'bad_request');
      await assertProblem(await tries(proxy, '203.0.113.61', nul), 400, 'bad_request');
    });
  });
}
