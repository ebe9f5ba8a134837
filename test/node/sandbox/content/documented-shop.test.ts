import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { DOCUMENTED_ANSWERS } from '../../../../src/sandbox/content/documented-answers.js';
import { category, productList, rina, served } from '../../../support/open-api-shop.js';

describe('the documented shop', () => {
  const user = `&id_user=${rina.id_user}&token_user=${rina.token_user}`;
  for (const [path, name] of [
    ['/app/produk?page=1', 'produk'],
    ['/app/kategori?', 'kategori'],
    ['/app/kostumpage?', 'kostumpage'],
    ['/app/slide?', 'slide'],
    [`/user/info?${user}`, 'user-info'],
    [`/user/catatan?${user}`, 'catatan-saldo'],
    [`/user/catatan?tipe=poin${user}`, 'catatan-poin'],
    [`/user/transaksi?${user}`, 'transaksi'],
  ] as const) {
    it(`answers ${path} verbatim`, async () => {
      const answer = await fetch(`${served.origin}/v1${path}&token=xxxxxxxx`);
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), DOCUMENTED_ANSWERS[name]);
      JSON.parse(DOCUMENTED_ANSWERS[name]);
    });
  }

  it('keeps the escapes of the documentation', () => {
    assert.ok(DOCUMENTED_ANSWERS.transaksi.includes(String.raw`https:\/\/`));
  });

  it('lists its categories flat', async () => {
    const answer = await fetch(`${served.origin}/v1/app/kategori?token=xxxxxxxx&struktur=flat`);
    const rows = z.object({ data: z.array(category) }).parse(await answer.json()).data;
    assert.deepEqual(
      rows.map((row) => row.id_kategori),
      ['2', '5387', '23533', '55421'],
    );
  });

  it('is filtered and paged like any other shop', async () => {
    for (const [query, count] of [
      ['cari_nama_produk=BAJU', 1],
      ['id_kategori=55421', 0],
      ['page=2', 0],
    ] as const) {
      const answer = await fetch(`${served.origin}/v1/app/produk?token=xxxxxxxx&${query}`);
      assert.equal(productList.parse(await answer.json()).data.length, count, query);
    }
  });
});
