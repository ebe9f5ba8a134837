import { expect } from 'chai';
import { categories } from '../../../src/open-api/categories.js';
import { readRows } from '../../../src/open-api/client.js';
import { products } from '../../../src/open-api/products.js';
import { slides } from '../../../src/open-api/slides.js';

const product = (fields: object) => ({ id_produk: 1, nama_produk: 'Pulsa', ...fields });

describe('an answer', () => {
  const bodies: readonly [string, unknown, number | 'malformed'][] = [
    ['data of null', { code: 200, data: null }, 0],
    ['data of ""', { code: 200, data: '' }, 0],
    ['data of false', { code: 200, data: false }, 0],
    ['no data', { code: 200, status: 'ok' }, 0],
    ['nothing but data', { data: [product({})] }, 1],
    ['unknown keys', { code: '200', data: [product({ baru: { x: [] } })], lain: 1 }, 1],
    ['one bad row among good ones', { data: [product({}), { id_produk: 2 }, null, 7] }, 1],
    ['only bad rows', { data: [{ a: 1 }, 'x'] }, 'malformed'],
    ['data of text', { data: 'halo' }, 'malformed'],
    ['another shape', { foo: 1 }, 'malformed'],
    ['an empty object', {}, 'malformed'],
    ['a list', [product({})], 'malformed'],
    ['text', 'ok', 'malformed'],
    ['null', null, 'malformed'],
    ['a number', 5, 'malformed'],
  ];
  for (const [what, body, expected] of bodies) {
    it(`with ${what} is ${expected === 'malformed' ? expected : `${expected} rows`}`, () => {
      const answer = readRows(products, body);
      expect(answer.ok ? answer.value.rows.length : answer.code).to.equal(expected);
    });
  }

  it('counts the rows it was sent, so that dropped ones can be reported', () => {
    const answer = readRows(products, { code: 200, status: 'ok', data: [product({}), {}] });
    expect(answer).to.deep.include({ ok: true });
    expect(answer.ok && answer.value.received).to.equal(2);
  });

  it('keeps the readable sub-categories of a category', () => {
    const sub = { id_kategori: '5', nama_kategori: 'Celana' };
    const row = { id_kategori: 2, nama_kategori: 'Sepatu', sub_kategori: [sub, { x: 1 }, null] };
    const answer = readRows(categories, { data: [row] });
    expect(answer.ok && answer.value.rows[0]?.sub_kategori.map((each) => each.id_kategori))
      .to.deep //
      .equal(['5']);
  });

  it('drops a slide without an image', () => {
    const answer = readRows(slides, {
      data: [{ url_gambar_slide: null }, { url_gambar_slide: 'https://a.id/1', url_tujuan: null }],
    });
    expect(answer.ok && answer.value.rows).to.deep.equal([
      { url_gambar_slide: 'https://a.id/1', url_tujuan: null },
    ]);
  });
});
