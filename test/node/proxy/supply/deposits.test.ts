/** What a supplier cannot deliver is not sold, and no saldo is touched for it. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { problem, product, type ProviderName } from '../../../../src/proxy/contract.js';
import { silent, type Log } from '../../../../src/proxy/observability/log.js';
import type { Proxy } from '../../../../src/proxy/proxy.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  PURCHASES,
  quoteFor,
  saldoTotals,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const MINUTE_MS = 60_000;
const logSchema = z.object({ requests: z.array(z.object({ method: z.string() })) });

/** Calls to the Closed API that change something. */
const closedWrites = async (world: ProxyCluster): Promise<number> =>
  logSchema
    .parse(await world.control('GET', '/log?api=closed'))
    .requests.filter(({ method }) => method !== 'GET').length;

async function shownItems(proxy: Proxy, world: ProxyCluster, provider: ProviderName) {
  const path = `/v1/catalog/${provider}/${encodeURIComponent(PURCHASES[provider].product)}`;
  const answer = await proxy.fetch(new Request(`${world.env['ETALASE_PUBLIC_URL'] ?? ''}${path}`));
  assert.equal(answer.status, 200);
  return product.parse(await answer.json()).items;
}

const isShown = async (proxy: Proxy, world: ProxyCluster, provider: ProviderName) =>
  (await shownItems(proxy, world, provider)).find(({ code }) => code === PURCHASES[provider].item)
    ?.available;

async function until(
  world: ProxyCluster,
  condition: () => Promise<boolean | undefined>,
  stepMs = 20_000,
): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
    if (world.hasNoCallsInFlight()) world.advanceTime(stepMs);
  }
  assert.fail('it did not happen');
}

/** A log that keeps the alarms. */
function recordAlarms(): { readonly alarms: string[]; readonly log: Log } {
  const alarms: string[] = [];
  const warn: Log['warn'] = (event, fields) => {
    if (event === 'alarm') alarms.push(`${fields?.code ?? ''} ${fields?.provider ?? ''}`);
  };
  return { alarms, log: { ...silent, warn } };
}

for (const database of DATABASES) {
  describe(`an empty deposit (${database})`, () => {
    it('makes items unavailable and refuses quotes on all nodes, and debits nobody', async () => {
      const { alarms, log } = recordAlarms();
      const world = await openProxyCluster({ database, log, shop: { lapakgamingBalance: 0 } });
      try {
        const nodes = [await world.first(), await world.node()];
        const rina = await world.shopper();
        for (const node of nodes) assert.equal(await isShown(node, world, 'lapakgaming'), false);
        const { product: code, item, fields } = PURCHASES.lapakgaming;
        const request = { provider: 'lapakgaming', product: code, item, fields };
        const answer = await rina.post('/v1/quotes', request);
        assert.equal(answer.status, 409);
        assert.equal(problem.parse(await answer.json()).code, 'item_unavailable');
        assert.equal((await buy(rina, 'snapcart')).order.status, 'received', 'others go on');
        assert.deepEqual(alarms, ['deposit-short lapakgaming'], 'once, for all nodes');

        await world.control('PATCH', '/deposits', { lapakgaming: 1_000_000 });
        for (const node of nodes)
          await until(world, async () => isShown(node, world, 'lapakgaming'));
        const { order } = await buy(rina, 'lapakgaming');
        assert.equal((await advanceUntilEnd(world, rina, order.id)).status, 'completed');
      } finally {
        await world.close();
      }
    });

    it('that is emptied after the quote cancels the order before its debit', async () => {
      const world = await openProxyCluster({ database, shop: { lapakgamingBalance: 30_000 } });
      try {
        const rina = await world.shopper();
        await quoteFor(rina, 'lapakgaming');
        await world.control('PATCH', '/deposits', { lapakgaming: 100 });
        const { order } = await buy(rina, 'lapakgaming');
        const ended = await advanceUntilEnd(world, rina, order.id);
        assert.deepEqual([ended.status, ended.reason], ['failed', 'item_gone']);
        assert.equal((await saldoTotals(world)).changes, 0);
        assert.equal(await closedWrites(world), 0);
      } finally {
        await world.close();
      }
    });
  });
}

describe('a deposit for one of two orders', () => {
  it('is reserved by the one that waits for its debit first', async () => {
    const items = { product: 'ML', item: 'ML78_8-S2' } as const;
    const world = await openProxyCluster({
      shop: {
        lapakgamingBalance: 30_000,
        settleMs: null,
        members: [
          {
            id_user: '130181',
            token_user: 'siti',
            email_user: 'siti@example.com',
            nama_user: 'Siti',
            saldo: 500_000,
          },
        ],
      },
    });
    try {
      await world.control('PUT', `/products/lapakgaming/${items.item}`, { price: 20_000 });
      const proxy = await world.first();
      const rina = await world.shopper();
      const siti = await world.shopper(proxy, { id_user: '130181', token_user: 'siti' });
      const bought = await Promise.all([buy(rina, 'lapakgaming'), buy(siti, 'lapakgaming')]);
      const ends = [
        await advanceUntilEnd(world, rina, bought[0].order.id, {
          untilStatuses: ['processing', 'failed', 'refunded'],
        }),
        await advanceUntilEnd(world, siti, bought[1].order.id, {
          untilStatuses: ['processing', 'failed', 'refunded'],
        }),
      ];
      assert.deepEqual(ends.map(({ status }) => status).sort(), ['failed', 'processing']);
      assert.equal(await closedWrites(world), 1, 'one debit, and no refund');
    } finally {
      await world.close();
    }
  });
});

describe('a supplier that refuses the shop', () => {
  const refusals = [
    ['lapakgaming', 'supplier-refused', { status: 401 }],
    ['snapcart', 'supplier-refused', { status: 401 }],
    ['leuwongrr', 'supplier-refused', { status: 401 }],
  ] as const;
  for (const [provider, alarm, fault] of refusals) {
    it(`${provider}: is off sale until a read is answered`, async () => {
      const { alarms, log } = recordAlarms();
      const world = await openProxyCluster({ log });
      try {
        const node = await world.node();
        const rina = await world.shopper();
        assert.equal(await isShown(node, world, provider), true);
        const path = { lapakgaming: '/api/order', snapcart: '/payment', leuwongrr: '/me/orders' };
        await world.faults([
          { kind: 'status', ...fault, api: provider, method: 'POST', path: path[provider] },
        ]);
        const { order } = await buy(rina, provider);
        const ended = await advanceUntilEnd(world, rina, order.id);
        assert.ok(['refunded', 'failed'].includes(ended.status), ended.status);
        assert.deepEqual(alarms, [`${alarm} ${provider}`]);
        world.advanceTime(2_000);
        assert.equal(await isShown(node, world, provider), false, 'on the other node too');
        await assert.rejects(buy(rina, provider), /item_unavailable/);
      } finally {
        await world.close();
      }
    });
  }

  it('with a revoked key debits nobody, and is back when a read is answered', async () => {
    const { alarms, log } = recordAlarms();
    const world = await openProxyCluster({ log });
    try {
      const node = await world.node({
        setTimer: (ms, task) => {
          // A look each minute, without the minute.
          const timer = setTimeout(task, ms === MINUTE_MS ? 50 : ms);
          return () => clearTimeout(timer);
        },
      });
      const rina = await world.shopper(node);
      assert.equal(await isShown(node, world, 'lapakgaming'), true);
      await world.faults([{ kind: 'status', status: 401, api: 'lapakgaming' }]);
      // The minute's read finds it, before anybody buys.
      world.advanceTime(MINUTE_MS);
      await until(world, async () => !(await isShown(node, world, 'lapakgaming')), 1_000);
      await assert.rejects(buy(rina, 'lapakgaming'), /item_unavailable/);
      assert.equal(await closedWrites(world), 0);
      assert.deepEqual(alarms, ['supplier-refused lapakgaming']);

      await world.faults([]);
      world.advanceTime(MINUTE_MS);
      await until(world, async () => isShown(node, world, 'lapakgaming'), 1_000);
    } finally {
      await world.close();
    }
  });

  it('Snapcart’s 402 stays: no read tells its deposit', async () => {
    const { alarms, log } = recordAlarms();
    const world = await openProxyCluster({ log, shop: { snapcartBalance: 0 } });
    try {
      const rina = await world.shopper();
      const { order } = await buy(rina, 'snapcart');
      assert.equal((await advanceUntilEnd(world, rina, order.id)).status, 'refunded');
      assert.deepEqual(alarms, ['deposit-short snapcart']);
      world.advanceTime(2 * MINUTE_MS);
      assert.equal(await isShown(await world.first(), world, 'snapcart'), false);
    } finally {
      await world.close();
    }
  });
});

describe('a deposit that cannot be read', () => {
  // A firewall's page has status 403.
  for (const status of [500, 403]) {
    it(`sells as before (${String(status)})`, async () => {
      const world = await openProxyCluster();
      try {
        await world.faults([{ kind: 'status', status, api: 'lapakgaming', path: '/api/balance' }]);
        const rina = await world.shopper();
        assert.equal(await isShown(await world.first(), world, 'lapakgaming'), true);
        const { order } = await buy(rina, 'lapakgaming');
        assert.equal((await advanceUntilEnd(world, rina, order.id)).status, 'completed');
      } finally {
        await world.close();
      }
    });
  }
});
