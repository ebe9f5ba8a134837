import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { arts } from '../../../src/sandbox/images/art.js';
import { picture } from '../../../src/sandbox/images/index.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { productList, served } from '../../support/open-api-shop.js';

describe('below another server', () => {
  it('builds its addresses from the mount path, and they lead back to it', async () => {
    const sandbox = createSandbox();
    const app = new Hono();
    app.all('/tiruan/*', (c) => sandbox.fetch(c.req.raw, c.env));
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const base = `http://127.0.0.1:${String(address.port)}/tiruan`;
    try {
      const answer = await fetch(`${base}/v1/app/produk?token=demo`);
      for (const row of productList.parse(await answer.json()).data) {
        assert.ok(row.gambar_utama.startsWith(`${base}/images/`), row.gambar_utama);
        assert.equal((await fetch(row.gambar_utama)).status, 200);
        assert.equal((await fetch(row.url_produk)).status, 200);
      }
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('takes a configured address instead', async () => {
    const sandbox = createSandbox({ publicUrl: 'https://demo.test/x/' });
    const request = new Request('http://127.0.0.1/v1/app/produk?token=demo');
    const { data } = productList.parse(await (await sandbox.fetch(request)).json());
    assert.ok(data.every((row) => row.url_produk.startsWith('https://demo.test/x/toko/produk/')));
  });
});

describe('the pages of the shop', () => {
  it('show what they received, escaped', async () => {
    const note = encodeURIComponent('<script>alert(1)</script>');
    const answer = await fetch(`${served.origin}/toko/produk/pulsa-1?catatan=${note}`);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=UTF-8');
    const page = await answer.text();
    assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(!page.includes('<script>'));
  });

  for (const path of ['/toko/kategori/pulsa-4100', '/toko/digital/1', '/toko/akun/?page=topup']) {
    it(`answer ${path}`, async () => {
      assert.equal((await fetch(served.origin + path)).status, 200);
    });
  }
});

describe('a picture', () => {
  const wellFormed = (svg: string): void => {
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>$/s);
    assert.doesNotMatch(svg, /NaN|undefined|href|url\(/);
    const open: string[] = [];
    for (const [, closing, name = '', alone] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (closing === '/') assert.equal(open.pop(), name);
      else if (alone === '') open.push(name);
    }
    assert.deepEqual(open, []);
  };

  for (const art of arts) {
    it(`of ${art} is well-formed in every view`, () => {
      for (const view of [0, 1, 2, 3, 4]) {
        wellFormed(picture('produk', `${art}-3-${String(view)}-50.000`) ?? '');
      }
      wellFormed(picture('kategori', `${art}-1`) ?? '');
    });
  }

  it('is served to any origin and kept for a day', async () => {
    const answer = await fetch(`${served.origin}/images/slide/1.svg`);
    assert.equal(answer.headers.get('content-type'), 'image/svg+xml');
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=86400');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    wellFormed(await answer.text());
  });

  for (const path of [
    'produk/nothing-0-0-.svg',
    'produk/gem-0-0-<x>.svg',
    'slide/9.svg',
    'profil/toString.svg',
    'halaman/constructor-1.svg',
    'slide/1.png',
  ]) {
    it(`at ${path} does not exist`, async () => {
      const answer = await fetch(`${served.origin}/images/${encodeURI(path)}`);
      assert.equal(answer.status, 404);
    });
  }
});
