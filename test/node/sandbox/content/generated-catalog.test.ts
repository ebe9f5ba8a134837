import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { anyRows, category, openOpenApiShop, productsOf } from '../../../support/open-api-shop.js';

const categoryList = z.object({
  data: z.array(category.extend({ sub_kategori: z.array(category) })),
});

describe('the generated catalog', () => {
  it('shows every product on exactly one page', async () => {
    const shop = await openOpenApiShop({ products: 25 });
    const pages = await Promise.all(['1', '2', '3', '4'].map((page) => productsOf(shop, { page })));
    assert.deepEqual(
      pages.map((rows) => rows.length),
      [10, 10, 5, 0],
    );
    assert.equal(new Set(pages.flat().map((row) => row.id_produk)).size, 25);
  });

  it('begins with products of many categories', async () => {
    const rows = await productsOf(await openOpenApiShop());
    assert.ok(new Set(rows.map((row) => row.id_kategori)).size >= 8);
  });

  it('is consistent', async () => {
    const shop = await openOpenApiShop();
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => productsOf(shop, { page, total_data: '100' })),
    );
    const rows = pages.flat();
    assert.equal(rows.length, 240);
    for (const row of rows) {
      assert.ok(row.harga_produk_asli === 0 || row.harga_produk_asli > row.harga_produk);
      assert.equal(row.list_gambar[0], row.gambar_utama);
    }
    assert.ok(rows.some((row) => row.stok === 0));
    assert.ok(rows.some((row) => row.stok >= 1 && row.stok <= 5));
    assert.ok(rows.some((row) => row.deskripsi_panjang.includes('<ul>')));
  });

  it('is the same for the same seed', async () => {
    const list = async (seed: number) => {
      const sandbox = createSandbox({ seed, now: () => 1_700_000_000_000 });
      const request = new Request('http://toko.test/v1/app/produk?token=demo&total_data=100');
      return (await sandbox.fetch(request)).text();
    };
    assert.equal(await list(7), await list(7));
    assert.notEqual(await list(7), await list(8));
  });

  it('answers any page of ten thousand products', async () => {
    const shop = await openOpenApiShop({ products: 10_000 });
    assert.equal((await productsOf(shop, { page: '100', total_data: '100' })).length, 100);
    assert.equal((await productsOf(shop, { page: '101', total_data: '100' })).length, 0);
    assert.ok((await productsOf(shop, { cari_nama_produk: 'telkomsel' })).length > 0);
  });

  it('includes subcategories in the filter of a main category', async () => {
    const shop = await openOpenApiShop();
    const { data } = categoryList.parse(await (await shop.getOpenApi('/app/kategori')).json());
    assert.ok(data.length >= 10);
    for (const main of data) {
      const ids = new Set([main, ...main.sub_kategori].map((row) => row.id_kategori));
      const rows = await productsOf(shop, { id_kategori: main.id_kategori, total_data: '100' });
      assert.ok(rows.length > 0);
      assert.ok(rows.every((row) => ids.has(row.id_kategori)));
    }
    const sub = data[0]?.sub_kategori[0]?.id_kategori ?? '';
    const rows = await productsOf(shop, { id_kategori: sub });
    assert.ok(rows.length > 0 && rows.every((row) => row.id_kategori === sub));
    const flat = await shop.getOpenApi('/app/kategori', { struktur: 'flat' });
    const expected = data.flatMap((main) => [main, ...main.sub_kategori]).length;
    assert.equal(anyRows.parse(await flat.json()).data.length, expected);
  });

  it('searches case-insensitively', async () => {
    const rows = await productsOf(await openOpenApiShop(), { cari_nama_produk: 'pulsa TELKOMSEL' });
    assert.ok(rows.length > 0);
    assert.ok(rows.every((row) => row.nama_produk.startsWith('Pulsa Telkomsel')));
  });

  it('can be empty, or have any number of categories', async () => {
    const empty = await openOpenApiShop({ empty: true });
    for (const path of ['/app/produk', '/app/kategori', '/app/kostumpage', '/app/slide']) {
      assert.deepEqual(anyRows.parse(await (await empty.getOpenApi(path)).json()).data, [], path);
    }
    const wide = await openOpenApiShop({ categories: 40 });
    const answer = await wide.getOpenApi('/app/kategori');
    assert.equal(anyRows.parse(await answer.json()).data.length, 40);
  });

  it('has six pages and four slides, one of them without a link', async () => {
    const shop = await openOpenApiShop();
    const pages = await shop.getOpenApi('/app/kostumpage');
    assert.equal(anyRows.parse(await pages.json()).data.length, 6);
    const slides = z
      .object({ data: z.array(z.object({ url_tujuan: z.url().nullable() })) })
      .parse(await (await shop.getOpenApi('/app/slide')).json()).data;
    assert.equal(slides.length, 4);
    assert.equal(slides.filter((slide) => slide.url_tujuan === null).length, 1);
  });
});
