/** One product in full: what a page is told of it, and the calls that it costs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { problem } from '../../../../src/proxy/contract.js';
import { createProductDetails } from '../../../../src/proxy/product-details/product-details.js';
import { openApiRoutes } from '../../../../src/proxy/routes/open-api-routes.js';
import type { ReadFailure } from '../../../../src/proxy/upstream/read-result.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { createFakePlatform, flushTasks } from '../support/fake-platform.js';

const row = (id: number) => ({
  id_produk: String(id),
  nama_produk: `P${String(id)}`,
  deskripsi_panjang: 'panjang',
  list_gambar: ['https://img.example/1.jpg'],
});
/** A full page, of ids from `first` on. */
const full = (first: number) => Array.from({ length: 100 }, (_, index) => row(first + index));

const DETAIL = {
  code: 200,
  id_barang: '150',
  merek: ' Merek A ',
  sku: '',
  harga_grosir: [
    { jumlah: '10', harga: '50000' },
    { jumlah: '5', harga: 60_000 },
    { jumlah: 0, harga: 1 },
    { jumlah: '6', harga: 'gratis' },
  ],
  url_gambar: ['https://img.example/1.jpg', 'https://img.example/2.jpg', null],
  lokasi_barang: { no_hp: '082242235573' },
};
const PRODUCT = {
  ...row(150),
  merek: 'Merek A',
  sku: null,
  harga_grosir: [
    { jumlah: 5, harga: 60_000 },
    { jumlah: 10, harga: 50_000 },
  ],
  list_gambar: ['https://img.example/1.jpg', 'https://img.example/2.jpg'],
};
const BARE = { ...row(150), merek: null, sku: null, harga_grosir: [] };

interface Shop {
  readonly pages?: (readonly unknown[] | ReadFailure)[];
  readonly detail?: () => unknown;
  readonly allowsCall?: boolean;
}

const answer = z.object({ code: z.literal(200), data: z.unknown() });

function openShop({
  pages = [full(1), full(101)],
  detail = () => DETAIL,
  allowsCall = true,
}: Shop) {
  const fake = createFakePlatform(detail);
  const asked: string[] = [];
  const mirror = {
    list: (_list: 'produk', { page = '' }: Readonly<Record<string, string>>) => {
      asked.push(page);
      const rows = pages[Number(page) - 1] ?? [];
      if ('kind' in rows) return Promise.resolve(rows);
      const body = JSON.stringify({ code: 200, data: rows.length === 0 ? null : rows });
      return Promise.resolve({
        kind: 'read' as const,
        value: { body, etag: '', requestedAt: 0 },
      });
    },
    record: () => Promise.reject(new Error('not asked')),
  };
  const app = createTestShell({ settings: { origins: [], publicUrl: 'https://proxy.example' } });
  mountPublicRoutes(
    app,
    openApiRoutes({
      mirror,
      productDetails: createProductDetails({
        bukaolshop: { closedUrl: 'https://closed.example/v1', apiKey: 'key' },
        platform: fake.platform,
        mirror,
        allowsCall: () => Promise.resolve(allowsCall),
      }),
      platform: fake.platform,
      credentialChecks: { check: () => Promise.reject(new Error('not asked')) },
      addresses: { limiterKey: () => null },
    }),
  );
  const get = async (id: string | number) =>
    app.request(`https://proxy.example/open/app/produk/${String(id)}`);
  return {
    get,
    pages,
    advanceTime: fake.advanceTime,
    read: async (id: number) => answer.parse(await (await get(id)).json()).data,
    code: async (id: string | number) => problem.parse(await (await get(id)).json()).code,
    /** The calls since the last time: pages of the list, and calls to the Closed API. */
    takeCalls: () => ({
      pages: asked.splice(0).join(),
      closed: fake.requests.splice(0).map(({ path }) => path),
    }),
  };
}

describe('a product in full', () => {
  it('is its row of the list with brand, wholesale prices and all pictures', async () => {
    const shop = openShop({});
    assert.deepEqual(await shop.read(150), PRODUCT);
    assert.deepEqual(shop.takeCalls(), {
      pages: '1,2',
      closed: ['/v1/produk/id?id_barang=150'],
    });
  });

  for (const [what, more] of [
    ['cannot be asked for', { allowsCall: false }],
    ['refuses', { detail: () => new Response('{"code":401}', { status: 401 }) }],
    ['answers nonsense', { detail: () => new Response('<html>') }],
    ['answers of another product', { detail: () => ({ ...DETAIL, id_barang: '151' }) }],
    ['is out of reach', { detail: () => Promise.reject(new TypeError('terminated')) }],
  ] as const satisfies readonly (readonly [string, Shop])[]) {
    it(`is its row alone where the Closed API ${what}`, async () => {
      assert.deepEqual(await openShop(more).read(150), BARE);
    });
  }

  it('is kept: no call for many visits, its row again after five minutes', async () => {
    const shop = openShop({});
    await Promise.all(Array.from({ length: 20 }, () => shop.read(150)));
    shop.takeCalls();
    await shop.read(150);
    assert.deepEqual(shop.takeCalls(), { pages: '', closed: [] });
    await shop.advanceTime(300_000);
    await shop.read(150);
    await flushTasks();
    assert.deepEqual(shop.takeCalls(), { pages: '2', closed: [] });
  });

  it('is found again on another page, once newer products came', async () => {
    const shop = openShop({});
    await shop.read(150);
    shop.pages.unshift(full(901));
    shop.takeCalls();
    await shop.advanceTime(4 * 86_400_000);
    assert.deepEqual(await shop.read(150), PRODUCT);
    assert.equal(shop.takeCalls().pages, '2,1,2,3');
  });

  it('is not there: all pages are searched once in half an hour, the Closed API never asked', async () => {
    const shop = openShop({});
    for (const id of [7_000, 7_001, 7_002]) assert.equal(await shop.code(id), 'not_found');
    assert.deepEqual(shop.takeCalls(), { pages: '1,2,3', closed: [] });
    await shop.advanceTime(30 * 60_000);
    assert.equal(await shop.code(7_003), 'not_found');
    assert.equal(shop.takeCalls().pages, '1,2,3');
  });

  it('goes on where a search stopped', async () => {
    const stop: ReadFailure = { kind: 'failed', code: 'quota', retryAfterMs: 1_000 };
    const shop = openShop({ pages: [full(1), stop] });
    assert.equal(await shop.code(150), 'upstream_quota');
    shop.pages[1] = full(101);
    shop.takeCalls();
    await shop.advanceTime(5_000);
    assert.deepEqual(await shop.read(150), PRODUCT);
    assert.equal(shop.takeCalls().pages, '2');
  });

  for (const id of ['0x10', '1%00', 'constructor', '1'.repeat(13), '1 OR 1']) {
    it(`is asked for by a number only: ${id}`, async () => {
      const shop = openShop({});
      assert.equal(await shop.code(encodeURI(id)), 'not_found');
      assert.equal(shop.takeCalls().pages, '');
    });
  }
});
