import { expect } from 'chai';
import { readRows } from '../../../src/open-api/client.js';
import { categories } from '../../../src/open-api/categories.js';
import { products } from '../../../src/open-api/products.js';
import { user } from '../../../src/open-api/user.js';

const product = (fields: object) => ({ id_produk: 1, nama_produk: 'Pulsa', ...fields });

const read = (data: unknown) => readRows(products, { code: 200, status: 'ok', data });

describe('a lenient field reads', () => {
  const cases: readonly [string, string, unknown, unknown][] = [
    ['a price as a number', 'harga_produk', 21000, 21000],
    ['a price as text', 'harga_produk', '21000', 21000],
    ['a price with decimals', 'harga_produk', '21000.00', 21000],
    ['a price written as Indonesians do', 'harga_produk', '1.021.000', 1021000],
    ['a price with a decimal comma', 'harga_produk', '15.000,00', 15000],
    ['a price with its currency', 'harga_produk', 'Rp 15.000', 15000],
    ['a price with its currency and a full stop', 'harga_produk', 'Rp. 15.000,-', 15000],
    ['a price with the code of its currency', 'harga_produk', 'IDR15000', 15000],
    ['a price with a hard space', 'harga_produk', 'Rp\u00a015.000', 15000],
    ['a price with an entity for its space', 'harga_produk', 'Rp&nbsp;15.000', 15000],
    ['a price as the English write it', 'harga_produk', '15,000.00', 15000],
    ['a high price as the English write it', 'harga_produk', '1,500,000', 1500000],
    ['a price of a database', 'harga_produk', '15000.0000', 15000],
    ['a small price of a database', 'harga_produk', '0.00', 0],
    ['a price that reads in two ways', 'harga_produk', '15,000', null],
    ['a price that may be short for more', 'harga_produk', '1.5', null],
    ['a price short for thousands', 'harga_produk', '15rb', null],
    ['a range of prices', 'harga_produk', '15.000 - 20.000', null],
    ['a price that is free of charge', 'harga_produk', 'gratis', null],
    ['a currency without a price', 'harga_produk', 'Rp', null],
    ['a negative price as text', 'harga_produk', '-Rp 5.000', null],
    ['a negative price', 'harga_produk', -5, null],
    ['an absurd price', 'harga_produk', 1e300, null],
    ['a price that is no number', 'harga_produk', 'murah', null],
    ['a price of NaN text', 'harga_produk', 'NaN', null],
    ['no price', 'harga_produk', undefined, null],
    ['a price of false', 'harga_produk', false, null],
    ['stock as text', 'stok', '7', 7],
    ['stock below zero', 'stok', -3, -3],
    ['stock missing', 'stok', null, null],
    ['stock as a decimal', 'stok', '9,00', 9],
    ['stock as a word', 'stok', 'banyak', null],
    ['sizes of null', 'ukuran', null, []],
    ['sizes as empty text', 'ukuran', '', []],
    ['sizes as false', 'ukuran', false, []],
    ['sizes as text with commas', 'ukuran', 'S, M,L', ['S', 'M', 'L']],
    ['sizes with holes', 'ukuran', ['S', null, '', 40], ['S', '40']],
    ['sizes as a list with gaps', 'ukuran', { 0: 'L', 2: 'XL' }, ['L', 'XL']],
    ['sizes by their names', 'ukuran', { a: 'L', b: 'XL' }, ['L', 'XL']],
    ['sizes with an entity', 'ukuran', ['S &amp; M'], ['S & M']],
    [
      'colours with an entity as text',
      'warna',
      'Hitam &amp; Putih, Biru',
      ['Hitam & Putih', 'Biru'],
    ],
    [
      'a condition with entities',
      'kondisi_produk',
      'Baru &amp; &quot;Segel&quot;',
      'Baru & "Segel"',
    ],
    ['a name with numeric entities', 'nama_produk', '&#039;A&#39; &#x27;B&#X27;', "'A' 'B'"],
    ['a name with letters of Windows', 'nama_produk', 'Jum&#146;at', 'Jum’at'],
    ['a name with named letters', 'nama_produk', 'Caf&eacute; &ndash; &frac12;', 'Café – ½'],
    [
      'a name with a space of an editor',
      'nama_produk',
      '&nbsp;Kaos&nbsp;Polos&#160;',
      'Kaos Polos',
    ],
    ['a name that was encoded twice', 'nama_produk', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['a name with encoded markup', 'nama_produk', '&lt;b&gt;Merah&lt;/b&gt;', '<b>Merah</b>'],
    [
      'a name with what is no entity',
      'nama_produk',
      'A&B &constructor; &#xZZ; &; &#;',
      'A&B &constructor; &#xZZ; &; &#;',
    ],
    ['an entity without its end', 'nama_produk', 'Q&copy=1', 'Q&copy=1'],
    ['a description as it is', 'deskripsi_panjang', 'A &amp;lt; B', 'A &amp;lt; B'],
    ['an id as a number', 'id_produk', 277074, '277074'],
    ['a script as a link', 'url_produk', 'javascript:alert(1)', null],
    ['a script with a line break as a link', 'url_produk', 'java\nscript:alert(1)', null],
    ['data as an image', 'gambar_utama', 'data:image/svg+xml,<svg onload=alert(1)>', null],
    ['a relative link', 'url_produk', '/produk/1', `${location.origin}/produk/1`],
    ['http with spaces around', 'url_produk', ' http://a.id/1 ', 'http://a.id/1'],
    [
      'a picture with spaces',
      'gambar_utama',
      'https://x.example/foto produk 1.jpg',
      'https://x.example/foto%20produk%201.jpg',
    ],
    [
      'a picture that is encoded',
      'gambar_utama',
      'https://x.example/foto%20sudah.jpg',
      'https://x.example/foto%20sudah.jpg',
    ],
    [
      'a picture with an entity',
      'gambar_utama',
      'https://x.example/a.jpg?b=1&amp;c=2',
      'https://x.example/a.jpg?b=1&c=2',
    ],
    [
      'a picture with what looks like one',
      'gambar_utama',
      'https://x.example/a.jpg?a=1&copy=2',
      'https://x.example/a.jpg?a=1&copy=2',
    ],
    [
      'a picture without a protocol',
      'gambar_utama',
      '//x.example/a.jpg',
      `${location.protocol}//x.example/a.jpg`,
    ],
    ['a picture that is a script in entities', 'gambar_utama', 'javascript&#58;alert(1)', null],
    ['a path alone', 'gambar_utama', '/foto a.jpg', `${location.origin}/foto%20a.jpg`],
    ['a word that is no address', 'gambar_utama', 'foto.jpg', null],
    [
      'images as a list with gaps',
      'list_gambar',
      { 1: 'https://a.id/1', 4: 'https://a.id/4' },
      ['https://a.id/1', 'https://a.id/4'],
    ],
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

const deeplyNested = (): unknown => JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));

describe('rows are read', () => {
  const namesOf = (data: unknown) => {
    const answer = read(data);
    return answer.ok ? answer.value.rows.map((row) => row.nama_produk) : answer.code;
  };
  const cases: readonly [string, unknown, unknown][] = [
    ['from a list', [product({})], ['Pulsa']],
    ['from a list with gaps', { 0: product({}), 2: product({}) }, ['Pulsa', 'Pulsa']],
    ['from a list by ids', { p1: product({}), p2: product({}) }, ['Pulsa', 'Pulsa']],
    ['from a list with gaps and a bad row', { 0: 'rusak', 2: product({}) }, ['Pulsa']],
    ['from one row', product({ ukuran: { 0: 'L' } }), ['Pulsa']],
    ['from an empty object', {}, []],
    [
      'but for one of megabytes',
      [product({ deskripsi_panjang: 'x'.repeat(5e6) }), product({})],
      ['Pulsa'],
    ],
    [
      'but for one nested too deeply',
      [product({ ukuran: deeplyNested() }), product({})],
      ['Pulsa'],
    ],
    [
      'but for one of a thousand sizes',
      [product({ ukuran: Array(3e5).fill(1) }), product({})],
      ['Pulsa'],
    ],
  ];
  for (const [what, data, expected] of cases) {
    it(what, () => expect(namesOf(data)).to.deep.equal(expected));
  }

  it('with the sub-categories of a list with gaps', () => {
    const sub = { id_kategori: 2, nama_kategori: 'Celana &amp; Rok' };
    const data = [{ id_kategori: 1, nama_kategori: 'Baju', sub_kategori: { 1: sub, 3: sub } }];
    const answer = readRows(categories, { code: 200, data });
    const subs = answer.ok ? answer.value.rows[0]?.sub_kategori : null;
    expect(subs?.map((each) => each.nama_kategori)).to.deep.equal(['Celana & Rok', 'Celana & Rok']);
  });

  it('as a shopper’s only row, whatever is missing in it', () => {
    const answer = readRows(user, {
      code: 200,
      data: { nama_user: 'Ani &amp; Budi', jumlah_saldo: null },
    });
    expect(answer.ok && answer.value.rows[0]?.nama_user).to.equal('Ani & Budi');
  });
});
