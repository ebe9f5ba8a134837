import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { served } from '../../../support/open-api-shop.js';

describe('the storefront pages', () => {
  it('show their query parameters, escaped', async () => {
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
