/** The shop's products in both of its APIs, which show and sell the same goods. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { builtInTokens, proxySettings } from '../../../../src/sandbox/index.js';
import { serveSandbox } from '../../../../src/sandbox/serve.js';
import { clock, openUpstreamShop } from '../support/upstream-shop.js';

const rows = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

const shopWithProducts = () => openUpstreamShop({ products: 12 });
type Shop = Awaited<ReturnType<typeof shopWithProducts>>;

const openRow = async (shop: Shop, id: string) =>
  rows
    .parse((await shop.open('/app/produk', { total_data: '20' })).body)
    .data.find(({ id_produk }) => id_produk === id);

const idOf = (shop: Shop) =>
  shop
    .closed('/produk/list?page=1')
    .then(({ body }) => String(rows.parse(body).data[0]?.['id_barang']));

describe('the shop’s products', () => {
  it('are listed ten a page and shown in full, in the documented fields', async () => {
    const shop = await shopWithProducts();
    const list = await shop.closed('/produk/list?page=1');
    const { data } = rows.parse(list.body);
    assert.deepEqual([list.body['page'], data.length], [1, 10]);
    assert.deepEqual(
      Object.keys(data[0] ?? {}).join(' '),
      'id_barang id_kategori nama_barang harga_barang kondisi_barang stok_barang berat tanggal url_gambar_barang',
    );
    assert.equal(rows.parse((await shop.closed('/produk/list?page=2')).body).data.length, 2);
    const { body } = await shop.closed(`/produk/id?id_barang=${String(data[0]?.['id_barang'])}`);
    assert.deepEqual(
      Object.keys(body).join(' '),
      'code status id_barang nama_barang harga_barang harga_barang_asli kondisi_barang stok_barang berat tanggal merek sku ukuran warna id_kategori data_kategori harga_grosir lokasi_barang url_gambar',
    );
    assert.ok(z.object({ nama_kategori: z.string().min(1) }).parse(body['data_kategori']));
    const open = await openRow(shop, String(body['id_barang']));
    assert.deepEqual(
      [open?.['nama_produk'], open?.['harga_produk'], open?.['stok']],
      [body['nama_barang'], body['harga_barang'], body['stok_barang']],
    );
  });

  for (const [title, path] of [
    ['page 0', '/produk/list?page=0'],
    ['page 601', '/produk/list?page=601'],
    ['no page', '/produk/list'],
    ['an unknown product', '/produk/id?id_barang=1'],
    ['no product', '/produk/id'],
  ] as const) {
    it(`answer 400 for ${title}`, async () => {
      assert.equal((await (await shopWithProducts()).closed(path)).status, 400);
    });
  }

  it('show a changed price, stock and name in both APIs, and keep the edit in the books', async () => {
    const shop = await shopWithProducts();
    const id_barang = await idOf(shop);
    const fields = { harga_barang: 12_345, jumlah_stok: '7', nama_barang: 'Nama baru', sku: 'S-1' };
    assert.deepEqual((await shop.patchClosed('/produk/id', { id_barang, ...fields })).body, {
      code: 200,
      status: 'ok - Data berhasil diubah',
      id_barang,
    });
    const { body } = await shop.closed(`/produk/id?id_barang=${id_barang}`);
    assert.deepEqual(
      [body['harga_barang'], body['stok_barang'], body['nama_barang'], body['sku']],
      [12_345, 7, 'Nama baru', 'S-1'],
    );
    const open = await openRow(shop, id_barang);
    assert.deepEqual(
      [open?.['harga_produk'], open?.['stok'], open?.['nama_produk']],
      [12_345, 7, 'Nama baru'],
    );
    const { edits } = (await shop.books()).products;
    assert.deepEqual(edits, [
      {
        at: new Date(clock.now()).toISOString(),
        id_barang,
        fields: { ...fields, jumlah_stok: 7 },
      },
    ]);
  });

  for (const [title, fields] of [
    ['nothing but the id', {}],
    ['an unknown parameter', { harga_barang: 1, warna: 'Ungu' }],
    ['a price that is no number', { harga_barang: 'murah' }],
    ['a negative stock', { jumlah_stok: -1 }],
  ] as const) {
    it(`refuse ${title}, and change nothing`, async () => {
      const shop = await shopWithProducts();
      const id_barang = await idOf(shop);
      assert.equal((await shop.patchClosed('/produk/id', { id_barang, ...fields })).status, 400);
      assert.deepEqual((await shop.books()).products, { edits: [], deletions: [] });
    });
  }

  it('refuse the change of an unknown product', async () => {
    const shop = await shopWithProducts();
    const fields = { id_barang: '1', harga_barang: 1 };
    assert.equal((await shop.patchClosed('/produk/id', fields)).status, 400);
  });

  it('are gone once deleted, which the books count', async () => {
    const shop = await shopWithProducts();
    const id_barang = await idOf(shop);
    const remove = () => shop.patchClosed('/produk/id', { id_barang }, 'DELETE');
    assert.deepEqual((await remove()).body, {
      code: 200,
      status: 'ok - Data berhasil dihapus',
      id_barang,
    });
    assert.equal((await remove()).status, 400);
    assert.equal(await openRow(shop, id_barang), undefined);
    assert.notEqual(await idOf(shop), id_barang);
    assert.deepEqual((await shop.books()).products.deletions, [id_barang]);
  });

  it('change nothing when the answer alone was right', async () => {
    const shop = await shopWithProducts();
    const id_barang = await idOf(shop);
    await shop.setFaults({ kind: 'lost', api: 'closed', method: 'PATCH', path: '/produk/id' });
    const answer = await shop.patchClosed('/produk/id', { id_barang, jumlah_stok: 3 });
    assert.equal(answer.status, 200);
    assert.deepEqual((await shop.books()).products.edits, []);
  });

  it('of the documented shop change too', async () => {
    const served = await serveSandbox();
    try {
      const token = builtInTokens.documented;
      const env = proxySettings(served.origin, token);
      const headers = { Authorization: `Bearer ${env['BUKAOLSHOP_API_KEY'] ?? ''}` };
      const path = `${env['BUKAOLSHOP_CLOSED_URL'] ?? ''}/produk/id`;
      const body = JSON.stringify({ id_barang: '2046567', harga_barang: 22_000 });
      assert.equal((await fetch(path, { method: 'PATCH', headers, body })).status, 200);
      const open = await fetch(`${env['BUKAOLSHOP_OPEN_URL'] ?? ''}/app/produk?token=${token}`);
      assert.equal(rows.parse(await open.json()).data[0]?.['harga_produk'], 22_000);
    } finally {
      await served.close();
    }
  });
});
