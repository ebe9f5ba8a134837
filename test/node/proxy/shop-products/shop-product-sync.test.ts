/** Price and stock of mapped products follow the shelf, with few calls and none that is not certain. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { acceptHeldPrice } from '../../../../src/proxy/shop-products/shop-product-store.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { flushTasks } from '../support/fake-platform.js';
import { HOUR_MS, openShopWorld, patchOf, readMapOf } from './shop-world.js';

after(stopOwnPostgres);

type World = Awaited<ReturnType<typeof openShopWorld>>;
const status = (code: number): Response =>
  new Response(JSON.stringify({ code, status: 'x' }), { status: code });

/** What happens before a look, and the calls that it makes. */
type Scene = readonly [before: (world: World) => unknown, calls: readonly string[]];
const nothing = (): void => undefined;

/** Each begins with a product that is seen and right. */
const SCENES: readonly (readonly [what: string, ...scenes: readonly Scene[]])[] = [
  ['nothing moves: nothing is asked for', [nothing, []]],
  [
    'the cost moves: the price follows, once',
    [(world) => world.setCost('7001', 11_000), ['GET 7001', patchOf('7001', 12_000)]],
    [nothing, []],
  ],
  [
    'the supplier runs out: the stock ends, and the price stays',
    [(world) => world.setCost('7001', 50_000, false), ['GET 7001', patchOf('7001', null, 0)]],
    [nothing, []],
    [(world) => world.setCost('7001', 10_500), ['GET 7001', patchOf('7001', 11_500, 999)]],
  ],
  [
    'the supplier no longer lists the item: the stock ends',
    [(world) => (world.items = []), ['GET 7001', patchOf('7001', null, 0)]],
  ],
  ['the supplier cannot be read: nothing is certain', [(world) => (world.items = null), []]],
  ['an absurd price is never written', [(world) => world.setCost('7001', 900_000_000), []]],
  [
    'a person changes it in the app: seen after a day',
    [(world) => ((world.shop.get('7001') ?? { price: 0 }).price = 10_900), []],
    [(world) => world.advanceTime(24 * HOUR_MS), ['GET 7001', patchOf('7001', 11_000)]],
  ],
  [
    'a person has done it already: nothing is written',
    [
      (world) => {
        world.setCost('7001', 11_000);
        (world.shop.get('7001') ?? { price: 0 }).price = 12_000;
      },
      ['GET 7001'],
    ],
  ],
  [
    'the quota is for orders: nothing is asked for',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.hasQuota = false;
      },
      [],
    ],
    [(world) => (world.hasQuota = true), ['GET 7001', patchOf('7001', 12_000)]],
  ],
  [
    'an answer is lost before its effect: read back, and sent again',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.faults.push('lost before');
      },
      ['GET 7001', patchOf('7001', 12_000)],
    ],
    [nothing, ['GET 7001', patchOf('7001', 12_000)]],
  ],
  [
    'an answer is lost after its effect: read back',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.faults.push('lost after');
      },
      ['GET 7001', patchOf('7001', 12_000)],
    ],
    [nothing, ['GET 7001']],
    [nothing, []],
  ],
  [
    'a 500 is no answer',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.faults.push(status(500));
      },
      ['GET 7001', patchOf('7001', 12_000)],
    ],
    [nothing, ['GET 7001', patchOf('7001', 12_000)]],
  ],
  [
    'a refused change is not tried again before a day has passed',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.faults.push(status(403));
      },
      ['GET 7001', patchOf('7001', 12_000)],
    ],
    [nothing, []],
    [(world) => world.advanceTime(24 * HOUR_MS), ['GET 7001', patchOf('7001', 12_000)]],
  ],
  [
    'a change beyond the quota is tried at the next look',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.faults.push(status(429));
      },
      ['GET 7001', patchOf('7001', 12_000)],
    ],
    [nothing, ['GET 7001', patchOf('7001', 12_000)]],
  ],
  [
    'a product that bukaOlshop does not know is asked for once a day',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.shop.delete('7001');
      },
      ['GET 7001'],
    ],
    [nothing, []],
  ],
  [
    'a product that is no longer mapped is left alone',
    [
      (world) => {
        world.setCost('7001', 11_000);
        world.file = readMapOf();
      },
      [],
    ],
  ],
  [
    'a price of 0 at bukaOlshop waits for the operator',
    [
      (world) => {
        (world.shop.get('7001') ?? { price: 1 }).price = 0;
        return world.advanceTime(24 * HOUR_MS);
      },
      ['GET 7001'],
    ],
  ],
];

describe('the products of the shop’s own checkout', () => {
  for (const [what, ...scenes] of SCENES) {
    it(`follow the shelf: ${what}`, async () => {
      const world = await openShopWorld();
      try {
        assert.deepEqual(await world.look(), ['pages 1', 'GET 7001']);
        for (const [before, calls] of scenes) {
          await before(world);
          assert.deepEqual(await world.look(), calls);
        }
        assert.deepEqual(world.shop.get('9999'), {
          price: 11_000,
          stock: 5,
          url: 'https://toko.example/produk/9999',
        });
      } finally {
        await world.close();
      }
    });
  }

  it('hold a price that moves too far, tell it once, and let it through when it is accepted', async () => {
    const world = await openShopWorld();
    const { db } = world.database;
    try {
      await world.look();
      assert.equal(await acceptHeldPrice(db, '7001'), null);
      world.setCost('7001', 15_000);
      // What bukaOlshop shows is known already.
      assert.deepEqual(await world.look(), []);
      world.setCost('7001', 16_000);
      assert.deepEqual(await world.look(), []);
      assert.deepEqual(world.held, ['7001']);
      assert.equal((await world.rowOf('7001'))?.held_price, 17_000);

      assert.equal(await acceptHeldPrice(db, '7001'), 17_000);
      world.setCost('7001', 20_000);
      assert.deepEqual(await world.look(), [], 'another price was accepted');
      assert.deepEqual(world.held, ['7001', '7001']);

      assert.equal(await acceptHeldPrice(db, '7001'), 21_000);
      world.faults.push('lost before');
      assert.deepEqual(await world.look(), ['GET 7001', patchOf('7001', 21_000)]);
      assert.deepEqual(await world.look(), ['GET 7001', patchOf('7001', 21_000)]);
      const { held_price: heldPrice, accepted_price: accepted } = (await world.rowOf('7001')) ?? {};
      assert.deepEqual([heldPrice, accepted], [null, null]);
      world.setCost('7001', 10_000);
      assert.deepEqual(await world.look(), [], 'it is held in the other direction too');
      assert.equal((await world.rowOf('7001'))?.held_price, 11_000);
      // Back in reach, it waits no longer.
      world.setCost('7001', 20_100);
      assert.deepEqual(await world.look(), ['GET 7001', patchOf('7001', 21_100)]);
      assert.equal((await world.rowOf('7001'))?.held_price, null);
    } finally {
      await world.close();
    }
  });

  it('find their pages, and only those that a page may open', async () => {
    const world = await openShopWorld({ ids: ['7001', '7002', '7003'] });
    try {
      world.shop.delete('7002');
      (world.shop.get('7003') ?? { url: '' }).url = 'http://toko.example/produk/7003';
      await world.look();
      const urls = ['7001', '7002', '7003'].map(async (id) => (await world.rowOf(id))?.page_url);
      assert.deepEqual(await Promise.all(urls), ['https://toko.example/produk/7001', null, null]);
      // Those that were not found are looked for again after a day, the others after a week.
      await world.advanceTime(25 * HOUR_MS);
      assert.ok((await world.look()).includes('pages 1'));
      // Longer than the mirror's own cache.
      await world.advanceTime(HOUR_MS);
      world.file = readMapOf('7001', '9999');
      assert.deepEqual((await world.look()).slice(0, 1), ['pages 1'], 'the map has changed');
      await world.advanceTime(25 * HOUR_MS);
      assert.ok(!(await world.look()).includes('pages 1'));
    } finally {
      await world.close();
    }
  });

  it('are looked at right after the start, soon after a supplier’s callback, and until the proxy ends', async () => {
    const world = await openShopWorld();
    try {
      const stop = world.node.start();
      const settle = async (ms: number) => {
        await world.advanceTime(ms);
        for (let turn = 0; turn < 50; turn += 1) await flushTasks();
      };
      await settle(2_000);
      assert.deepEqual(world.takeCalls(), ['pages 1', 'GET 7001']);
      world.setCost('7001', 11_000);
      world.node.wake();
      world.node.wake();
      await settle(31_000);
      assert.deepEqual(world.takeCalls(), ['GET 7001', patchOf('7001', 12_000)]);
      world.setCost('7001', 12_000);
      await settle(700_000);
      assert.deepEqual(world.takeCalls(), ['GET 7001', patchOf('7001', 13_000)]);
      await stop();
      world.setCost('7001', 13_000);
      await settle(1_200_000);
      assert.deepEqual(world.takeCalls(), []);
    } finally {
      await world.close();
    }
  });

  for (const database of ['sqlite', 'postgres'] as const) {
    it(`change at most so many in an hour over all nodes, each by one node (${database})`, async () => {
      const ids = ['7001', '7002', '7003', '7004'];
      const world = await openShopWorld({ ids, database, maxChangesPerHour: 3 });
      try {
        for (const id of ids) world.setCost(id, 11_000);
        const nodes = [world.node, world.createNode(), world.createNode()];
        const lookTogether = async (): Promise<string[]> => {
          await Promise.all(nodes.map((node) => node.look()));
          await Promise.all(nodes.map((node) => node.look()));
          return world.takeCalls().filter((call) => call.startsWith('PATCH'));
        };
        const first = await lookTogether();
        assert.equal(first.length, 3);
        assert.equal(new Set(first).size, 3);
        await world.advanceTime(HOUR_MS + 1);
        assert.equal((await lookTogether()).length, 1);
        assert.ok(ids.every((id) => world.shop.get(id)?.price === 12_000));
        assert.deepEqual(world.errors, []);
      } finally {
        await world.close();
      }
    });
  }
});
