import { expect } from 'chai';
import { categories } from '../../../src/open-api/categories.js';
import { readRows } from '../../../src/open-api/client.js';
import { products } from '../../../src/open-api/products.js';
import { normalizeSearch } from '../../../src/open-api/normalize-search.js';
import { slides } from '../../../src/open-api/slides.js';

const product = (fields: object) => ({ id_produk: 1, nama_produk: 'Pulsa', ...fields });

const read = (data: unknown) => readRows(products, { code: 200, status: 'ok', data });

describe('fields that wobble', () => {
  const cases: readonly [string, string, unknown, unknown][] = [
    ['a price as a number', 'harga_produk', 21000, 21000],
    ['a price as text', 'harga_produk', '21000', 21000],
    ['a price with decimals', 'harga_produk', '21000.00', 21000],
    ['a price written as Indonesians do', 'harga_produk', '1.021.000', 1021000],
    ['a negative price', 'harga_produk', -5, null],
    ['an absurd price', 'harga_produk', 1e300, null],
    ['a price that is no number', 'harga_produk', 'murah', null],
    ['a price of NaN text', 'harga_produk', 'NaN', null],
    ['no price', 'harga_produk', undefined, null],
    ['a price of false', 'harga_produk', false, null],
    ['stock as text', 'stok', '7', 7],
    ['stock below zero', 'stok', -3, -3],
    ['stock missing', 'stok', null, null],
    ['sizes of null', 'ukuran', null, []],
    ['sizes as empty text', 'ukuran', '', []],
    ['sizes as false', 'ukuran', false, []],
    ['sizes as text with commas', 'ukuran', 'S, M,L', ['S', 'M', 'L']],
    ['sizes with holes', 'ukuran', ['S', null, '', 40], ['S', '40']],
    ['an id as a number', 'id_produk', 277074, '277074'],
    ['a script as a link', 'url_produk', 'javascript:alert(1)', null],
    ['a script with a line break as a link', 'url_produk', 'java\nscript:alert(1)', null],
    ['data as an image', 'gambar_utama', 'data:image/svg+xml,<svg onload=alert(1)>', null],
    ['a relative link', 'url_produk', '/produk/1', null],
    ['http with spaces around', 'url_produk', ' http://a.id/1 ', 'http://a.id/1'],
    ['images with a bad one', 'list_gambar', ['https://a.id/1', 'x', 3], ['https://a.id/1']],
    ['images as null', 'list_gambar', null, []],
    ['an object as a name of the condition', 'kondisi_produk', { a: 1 }, ''],
  ];
  for (const [what, key, sent, expected] of cases) {
    it(what, () => {
      const answer = read([product({ [key]: sent })]);
      if (!answer.ok) throw new Error(answer.code);
      const row: Record<string, unknown> = { ...answer.value.rows[0] };
      expect(row[key]).to.deep.equal(expected);
    });
  }
});

describe('answers of another shape', () => {
  const bodies: readonly [string, unknown, number | 'malformed'][] = [
    ['data of null', { code: 200, data: null }, 0],
    ['data of ""', { code: 200, data: '' }, 0],
    ['data of false', { code: 200, data: false }, 0],
    ['no data', { code: 200, status: 'ok' }, 0],
    ['only data', { data: [product({})] }, 1],
    ['unknown keys', { code: '200', data: [product({ baru: { x: [] } })], lain: 1 }, 1],
    ['one bad row among good ones', { data: [product({}), { id_produk: 2 }, null, 7] }, 1],
    ['only bad rows', { data: [{ a: 1 }, 'x'] }, 'malformed'],
    ['data of text', { data: 'halo' }, 'malformed'],
    ['another object', { foo: 1 }, 'malformed'],
    ['an empty object', {}, 'malformed'],
    ['a list', [product({})], 'malformed'],
    ['text', 'ok', 'malformed'],
    ['null', null, 'malformed'],
    ['a number', 5, 'malformed'],
  ];
  for (const [what, body, expected] of bodies) {
    it(what, () => {
      const answer = readRows(products, body);
      expect(answer.ok ? answer.value.rows.length : answer.code).to.equal(expected);
    });
  }

  it('says how many rows were sent, so that the dropped ones can be reported', () => {
    const answer = read([product({}), {}]);
    expect(answer).to.deep.include({ ok: true });
    expect(answer.ok && answer.value.receivedCount).to.equal(2);
  });

  it('a category keeps its good sub-categories', () => {
    const sub = { id_kategori: '5', nama_kategori: 'Celana' };
    const row = { id_kategori: 2, nama_kategori: 'Sepatu', sub_kategori: [sub, { x: 1 }, null] };
    const answer = readRows(categories, { data: [row] });
    expect(answer.ok && answer.value.rows[0]?.sub_kategori.map((each) => each.id_kategori))
      .to.deep //
      .equal(['5']);
  });

  it('a slide without an image is dropped', () => {
    const answer = readRows(slides, {
      data: [{ url_gambar_slide: null }, { url_gambar_slide: 'https://a.id/1', url_tujuan: null }],
    });
    expect(answer.ok && answer.value.rows).to.deep.equal([
      { url_gambar_slide: 'https://a.id/1', url_tujuan: null },
    ]);
  });
});

describe('what can be searched', () => {
  const cases: readonly [string, string, boolean][] = [
    ['pulsa 20rb', 'pulsa 20rb', false],
    ['  baju   baru ', 'baju baru', false],
    ['café', 'cafe', false],
    ['50% diskon!', '50 diskon', true],
    ['<script>', 'script', true],
    ['🎮', '', true],
    ['', '', false],
  ];
  for (const [written, search, dropped] of cases) {
    it(JSON.stringify(written), () => {
      expect(normalizeSearch(written)).to.deep.equal({ search, dropped });
    });
  }
});
