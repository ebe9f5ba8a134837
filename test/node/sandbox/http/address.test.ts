import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { serveFetch } from '../../../support/listen.js';
import { productList } from '../../../support/open-api-shop.js';

describe('a mounted sandbox', () => {
  it('builds its URLs from the mount path, and serves them', async () => {
    const sandbox = createSandbox();
    const app = new Hono();
    app.all('/tiruan/*', (c) => sandbox.fetch(c.req.raw, c.env));
    const server = await serveFetch(app.fetch);
    const base = `${server.origin}/tiruan`;
    try {
      const answer = await fetch(`${base}/v1/app/produk?token=demo`);
      for (const row of productList.parse(await answer.json()).data) {
        assert.ok(row.gambar_utama.startsWith(`${base}/images/`), row.gambar_utama);
        assert.equal((await fetch(row.gambar_utama)).status, 200);
        assert.equal((await fetch(row.url_produk)).status, 200);
      }
    } finally {
      await server.close();
    }
  });

  it('uses a configured address instead', async () => {
    const sandbox = createSandbox({ publicUrl: 'https://demo.test/x/' });
    const request = new Request('http://127.0.0.1/v1/app/produk?token=demo');
    const { data } = productList.parse(await (await sandbox.fetch(request)).json());
    assert.ok(data.every((row) => row.url_produk.startsWith('https://demo.test/x/toko/produk/')));
  });
});
