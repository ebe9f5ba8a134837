/** What an answer of bukaOlshop about a product means, and what is not certain. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProductClient } from '../../../../src/proxy/shop-products/product-client.js';
import { createFakePlatform } from '../support/fake-platform.js';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const ok = { code: 200, status: 'ok', id_barang: '7001' };
const shown = { ...ok, nama_barang: 'P', harga_barang: '11000', stok_barang: '5' };

function openClient(reply: () => unknown) {
  const fake = createFakePlatform(reply);
  const url = { closedUrl: 'https://closed.example/v1', apiKey: 'key' };
  return { ...fake, client: createProductClient(url, fake.platform, 1_000) };
}

const READS: readonly (readonly [reply: () => unknown, meaning: string])[] = [
  [() => shown, 'P 11000 5'],
  [() => ({ ...shown, harga_barang: 'Rp11.000', stok_barang: null }), 'P null null'],
  [() => ({ ...shown, harga_barang: 11_000.5 }), 'P null 5'],
  [() => ({ ...shown, id_barang: 7002 }), 'malformed'],
  [() => ok, 'malformed'],
  [() => new Response('<html>'), 'malformed'],
  [() => answer(400, { code: 400, status: 'Not Found' }), 'not-found'],
  [() => answer(200, { code: 400, status: 'Not Found' }), 'not-found'],
  [() => answer(404, {}), 'not-found'],
  [() => answer(401, { code: 401 }), 'refused'],
  [() => answer(429, {}), 'quota'],
  [() => answer(503, {}), 'unavailable'],
  [() => Promise.reject(new TypeError('terminated')), 'unavailable'],
];

const CHANGES: readonly (readonly [reply: () => unknown, kind: string])[] = [
  [() => ok, 'done'],
  [() => ({ ...ok, id_barang: 7001 }), 'done'],
  [() => ({ ...ok, id_barang: 7002 }), 'unknown'],
  [() => ({ code: 200 }), 'unknown'],
  [() => ({ id_barang: '7001' }), 'unknown'],
  [() => new Response('<html>'), 'unknown'],
  [() => answer(400, { code: 400 }), 'refused'],
  [() => answer(200, { code: 403 }), 'refused'],
  [() => answer(429, {}), 'quota'],
  [() => answer(500, {}), 'unknown'],
  [() => Promise.reject(new TypeError('terminated')), 'unknown'],
  [() => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })), 'not-sent'],
];

describe('a product at the Closed API', () => {
  for (const [index, [reply, meaning]] of READS.entries()) {
    it(`is read leniently (${String(index)}): ${meaning}`, async () => {
      const read = await openClient(reply).client.read('7001');
      const value = read.kind === 'read' ? read.value : null;
      assert.equal(
        value ? `${value.name} ${value.price} ${value.stock}` : read.kind === 'failed' && read.code,
        meaning,
      );
    });
  }

  for (const [index, [reply, kind]] of CHANGES.entries()) {
    it(`is changed, refused or unknown (${String(index)}): ${kind}`, async () => {
      const { client } = openClient(reply);
      assert.equal((await client.change('7001', { price: 12_000 })).kind, kind);
    });
  }

  it('is changed by JSON that holds nothing but what changes', async () => {
    const { client, requests } = openClient(() => ok);
    await client.change('7001', { price: 12_000 });
    await client.change('7001', { stock: 0 });
    assert.deepEqual(
      requests.map(({ method, path, body, headers }) => [
        method,
        path,
        body,
        headers.get('Content-Type'),
        headers.get('Authorization'),
      ]),
      [{ harga_barang: 12_000 }, { jumlah_stok: 0 }].map((values) => [
        'PATCH',
        '/v1/produk/id',
        { id_barang: '7001', ...values },
        'application/json',
        'Bearer key',
      ]),
    );
  });
});
