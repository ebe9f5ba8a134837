/** What the operator switches off is not sold by any node, without a restart; open orders go on. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { problem, product, type Product } from '../../../../src/proxy/contract.js';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { runOrders } from '../../../../src/proxy/command/orders/orders-command.js';
import { runOff, runOn } from '../../../../src/proxy/command/switch-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { silent, type Log } from '../../../../src/proxy/observability/log.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createProxy, type Proxy } from '../../../../src/proxy/proxy.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  PURCHASES,
  quoteFor,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const MINUTE_MS = 60_000;
/** Nodes look at the store again. */
const SNAPSHOT_MS = 2_000;

function openTerminal({ env, now }: ProxyCluster) {
  const printed: string[] = [];
  const context: CommandContext = {
    env,
    platform: { ...nodePlatform, now },
    print: (text) => printed.push(text),
    confirm: null,
    printError: () => undefined,
    onStopSignal: () => undefined,
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  return { context, takeOutput: () => printed.splice(0).join('\n') };
}

async function shownProduct(proxy: Proxy, world: ProxyCluster, path: string): Promise<Product> {
  const url = `${world.env['ETALASE_PUBLIC_URL'] ?? ''}/v1/catalog/${path}`;
  const answer = await proxy.fetch(new Request(url));
  assert.equal(answer.status, 200);
  return product.parse(await answer.json());
}
const isAnySold = ({ items }: Product) => items.some(({ available }) => available);

for (const database of DATABASES) {
  describe(`etalase off and on (${database})`, () => {
    it('reach all nodes, with words for shoppers, while open orders go on', async () => {
      const world = await openProxyCluster({ database, shop: { settleMs: null } });
      try {
        const { context, takeOutput } = openTerminal(world);
        const nodes = [await world.first(), await world.node()];
        const rina = await world.shopper();
        const { order } = await buy(rina, 'lapakgaming');
        const { quote } = await quoteFor(rina, 'lapakgaming');

        const say = 'Sedang gangguan, coba lagi nanti.';
        assert.equal(await runOff(['lapakgaming/ML', '--say', say], context), 0);
        world.advanceTime(SNAPSHOT_MS);
        for (const node of nodes) {
          const shown = await shownProduct(node, world, 'lapakgaming/ML');
          assert.deepEqual([isAnySold(shown), shown.notice], [false, say]);
          assert.equal(isAnySold(await shownProduct(node, world, 'lapakgaming/FF')), true);
        }
        const { product: code, item, fields } = PURCHASES.lapakgaming;
        for (const [path, body] of [
          ['/v1/quotes', { provider: 'lapakgaming', product: code, item }],
          ['/v1/orders', { quote, fields }],
        ] as const) {
          const answer = await rina.post(path, body, { headers: { 'Idempotency-Key': path } });
          assert.equal(answer.status, 409, path);
          const { code: problemCode, detail } = problem.parse(await answer.json());
          assert.deepEqual([problemCode, detail], ['item_unavailable', say]);
        }
        await advanceUntilEnd(world, rina, order.id, { untilStatuses: ['processing'] });

        assert.match(takeOutput(), /Dimatikan: lapakgaming\/ML, "Sedang gangguan/);
        assert.equal(await runOff([], context), 0);
        assert.match(takeOutput(), /mati \/ off: lapakgaming\/ML/);
        assert.equal(await runOn(['lapakgaming/ML'], context), 0);
        world.advanceTime(SNAPSHOT_MS);
        for (const node of nodes) {
          const shown = await shownProduct(node, world, 'lapakgaming/ML');
          assert.deepEqual([isAnySold(shown), shown.notice], [true, undefined]);
        }
        await runOff([], context);
        assert.match(takeOutput(), /Semua dijual/);
      } finally {
        await world.close();
      }
    });

    it('switches off a provider or everything until a time', async () => {
      const world = await openProxyCluster({ database });
      try {
        const { context } = openTerminal(world);
        const proxy = await world.first();
        const inHalfAnHour = new Date(world.now() + 30 * MINUTE_MS + 7 * 3_600_000);
        const until = inHalfAnHour.toISOString().slice(11, 16);
        await runOff(['snapcart'], context);
        await runOff(['all', '--until', until], context);
        world.advanceTime(SNAPSHOT_MS);
        const snapcart = `snapcart/${encodeURIComponent(PURCHASES.snapcart.product)}`;
        assert.equal(isAnySold(await shownProduct(proxy, world, 'leuwongrr/gamepass')), false);
        world.advanceTime(31 * MINUTE_MS);
        assert.equal(isAnySold(await shownProduct(proxy, world, 'leuwongrr/gamepass')), true);
        assert.equal(isAnySold(await shownProduct(proxy, world, snapcart)), false);
      } finally {
        await world.close();
      }
    });
  });
}

describe('what etalase off and on refuse', () => {
  for (const [args, run] of [
    [['tokopedia'], runOff],
    [['lapakgaming/'], runOff],
    [['all', 'all'], runOff],
    [['all', '--until', 'besok'], runOff],
    [['all', '--say', ''], runOff],
    [['all', '--say', 'a\nb'], runOff],
    [['all', '--say', 'a'.repeat(201)], runOff],
    [[], runOn],
    [['lapakgaming', 'snapcart'], runOn],
  ] as const) {
    it(JSON.stringify(args).slice(0, 60), async () => {
      const world = await openProxyCluster({ hasNoFirstNode: true });
      try {
        await assert.rejects(run([...args], openTerminal(world).context), UsageError);
      } finally {
        await world.close();
      }
    });
  }

  it('a product that the provider does not sell', async () => {
    const world = await openProxyCluster();
    try {
      const { context, takeOutput } = openTerminal(world);
      assert.equal(await runOff(['lapakgaming/ml'], context), 1);
      assert.match(takeOutput(), /Tidak ada di katalognya: lapakgaming\/ml\./);
      await runOff([], context);
      assert.match(takeOutput(), /Semua dijual/);
    } finally {
      await world.close();
    }
  });
});

describe('a supplier that no read brings back', () => {
  it('is brought back by etalase on', async () => {
    const world = await openProxyCluster({ shop: { snapcartBalance: 0 } });
    try {
      const { context, takeOutput } = openTerminal(world);
      const rina = await world.shopper();
      const { order } = await buy(rina, 'snapcart');
      await advanceUntilEnd(world, rina, order.id);
      await runOff([], context);
      assert.match(takeOutput(), /tidak dijual \/ not sold: Snapcart, depositnya kurang/);
      await world.control('PATCH', '/deposits', { snapcart: 1_000_000 });
      await runOn(['snapcart'], context);
      assert.match(takeOutput(), /Dinyalakan: snapcart/);
      await runOn(['snapcart'], context);
      assert.match(takeOutput(), /memang tidak dimatikan/);
      world.advanceTime(SNAPSHOT_MS);
      const again = await buy(rina, 'snapcart');
      assert.equal((await advanceUntilEnd(world, rina, again.order.id)).status, 'completed');
    } finally {
      await world.close();
    }
  });
});

describe('a supplier whose key was removed', () => {
  it('with open orders is named at the start and by etalase orders', async () => {
    const world = await openProxyCluster({ shop: { settleMs: null } });
    try {
      const rina = await world.shopper();
      const { order } = await buy(rina, 'snapcart');
      await advanceUntilEnd(world, rina, order.id, { untilStatuses: ['processing'] });
      const env = { ...world.env, SNAPCART_API_KEY: '' };
      const { context, takeOutput } = openTerminal({ ...world, env });
      await runOrders([], context);
      assert.match(takeOutput(), /1 pesanan terbuka menunggu Snapcart: isi lagi SNAPCART_API_KEY/);

      const alarms: unknown[] = [];
      let proxy: Proxy | undefined;
      await new Promise<void>((resolve) => {
        const warn: Log['warn'] = (event, fields) => {
          if (event !== 'alarm') return;
          alarms.push(fields);
          resolve();
        };
        proxy = createProxy(env, { log: { ...silent, warn } });
      });
      await proxy?.close();
      assert.deepEqual(alarms, [{ code: 'supplier-missing', provider: 'snapcart', count: 1 }]);
    } finally {
      await world.close();
    }
  });
});
