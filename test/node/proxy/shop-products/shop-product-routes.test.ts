/** What pages learn of mapped products: their row on the shelf, and where the shop's own checkout sells it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { problem, shelfProduct } from '../../../../src/proxy/contract.js';
import { shelfRoutes } from '../../../../src/proxy/routes/shelf-routes.js';
import { shopProductRoutes } from '../../../../src/proxy/routes/shop-product-routes.js';
import { createCheckoutUrls } from '../../../../src/proxy/shop-products/checkout-urls.js';
import { writeShopProduct } from '../../../../src/proxy/shop-products/shop-product-store.js';
import type { ShopProductRow } from '../../../../src/proxy/store/tables.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { openShopWorld } from './shop-world.js';

let world: Awaited<ReturnType<typeof openShopWorld>>;
before(async () => (world = await openShopWorld({ ids: ['7001', '7002'] })));
after(() => world.close());

const URL = 'https://toko.example/produk/7001';

function openRoutes() {
  const { shelf, database, now } = world;
  const isAnyMapped = () => world.file.products.length > 0;
  const app = createTestShell({ settings: { origins: [], publicUrl: 'https://proxy.example' } });
  mountPublicRoutes(app, {
    ...shelfRoutes({ shelf, checkoutUrls: createCheckoutUrls({ database, now, isAnyMapped }) }),
    ...shopProductRoutes({ shelf, catalogFile: { current: () => world.file } }),
  });
  const get = (path: string) => Promise.resolve(app.request(`https://proxy.example${path}`));
  return {
    get,
    checkoutUrls: async () => {
      const { items } = shelfProduct.parse(await (await get('/v1/shelf/ml')).json());
      return items.map(({ checkout_url: url }) => url);
    },
  };
}

describe('the checkout’s address of a row', () => {
  for (const [what, values, expected] of [
    ['where its page is known', {}, URL],
    ['not while its page is not known', { page_url: null }, null],
    ['not while the checkout has none left', { stock: 0 }, null],
    ['not where bukaOlshop does not know it', { fault: 'unknown' }, null],
    ['also while its stock is not known', { stock: null }, URL],
  ] as const satisfies readonly (readonly [string, Partial<ShopProductRow>, string | null])[]) {
    it(`is told ${what}`, async () => {
      const row = { page_url: URL, stock: 5, fault: null, ...values };
      await writeShopProduct(world.database.db, '7001', row);
      assert.deepEqual(await openRoutes().checkoutUrls(), [expected, null]);
    });
  }

  it('is not told while no supplier has it, and follows what changes', async () => {
    await writeShopProduct(world.database.db, '7001', { page_url: URL, stock: 5, fault: null });
    const { checkoutUrls } = openRoutes();
    assert.deepEqual(await checkoutUrls(), [URL, null]);
    await writeShopProduct(world.database.db, '7001', { stock: 0 });
    assert.deepEqual(await checkoutUrls(), [URL, null], 'the store is not asked each time');
    await world.advanceTime(10_000);
    assert.deepEqual(await checkoutUrls(), [null, null]);
    await writeShopProduct(world.database.db, '7001', { stock: 5 });
    await world.advanceTime(10_000);
    assert.deepEqual(await checkoutUrls(), [URL, null]);
    world.setCost('7001', 10_000, false);
    world.setCost('7002', 10_000);
    assert.deepEqual(await checkoutUrls(), [null, null]);
  });
});

describe('a product of the shop', () => {
  it('is told as its row on the shelf', async () => {
    const answer = await openRoutes().get('/v1/shop-products/7001');
    assert.deepEqual(await answer.json(), { product: 'ml', item: 'Item 7001' });
    assert.match(answer.headers.get('Cache-Control') ?? '', /^public, max-age=60/);
  });

  for (const id of ['9999', 'constructor', '7001%00']) {
    it(`is unknown where nothing maps it: ${id}`, async () => {
      const answer = await openRoutes().get(`/v1/shop-products/${id}`);
      assert.equal(answer.status, 404);
      assert.equal(problem.parse(await answer.json()).code, 'unknown_product');
    });
  }
});
