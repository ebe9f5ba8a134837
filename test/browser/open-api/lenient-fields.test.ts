import { expect } from 'chai';
import { readRows } from '../../../src/open-api/client.js';
import { products } from '../../../src/open-api/products.js';

const product = (fields: object) => ({ id_produk: 1, nama_produk: 'Pulsa', ...fields });

const read = (data: unknown) => readRows(products, { code: 200, status: 'ok', data });

describe('a lenient field reads', () => {
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
    it(`${what} as ${JSON.stringify(expected)}`, () => {
      const answer = read([product({ [key]: sent })]);
      if (!answer.ok) throw new Error(answer.code);
      const row: Record<string, unknown> = { ...answer.value.rows[0] };
      expect(row[key]).to.deep.equal(expected);
    });
  }
});
