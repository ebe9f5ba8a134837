import { expect } from 'chai';
import { categories } from '../../../src/open-api/categories.js';
import { requestRows, readRows } from '../../../src/open-api/client.js';
import type { Endpoint, Query } from '../../../src/open-api/endpoint.js';
import { pointNotes, saldoNotes } from '../../../src/open-api/notes.js';
import { customPages } from '../../../src/open-api/custom-pages.js';
import { products } from '../../../src/open-api/products.js';
import { slides } from '../../../src/open-api/slides.js';
import { transactions } from '../../../src/open-api/transactions.js';
import { user } from '../../../src/open-api/user.js';
import { DOCUMENTED_ANSWERS } from '../../../src/sandbox/content/documented-answers.js';
import { platform } from '../../../src/stores/platform.js';
import { SHOPPER } from '../support.js';

/** The token in the documentation's examples. */
const TOKEN = 'xxxxxxxx';

const cases: readonly [keyof typeof DOCUMENTED_ANSWERS, Omit<Endpoint<object>, 'idOf'>, Query][] = [
  ['produk', products, { page: '1' }],
  ['kategori', categories, {}],
  ['kategori', categories, { struktur: 'flat' }],
  ['kostumpage', customPages, {}],
  ['slide', slides, {}],
  ['user-info', user, {}],
  ['catatan-saldo', saldoNotes, { tipe: 'saldo', page: '1' }],
  ['catatan-poin', pointNotes, { tipe: 'poin', page: '1' }],
  ['transaksi', transactions, { page: '1' }],
];

describe('answers as documented', () => {
  for (const [name, endpoint, query] of cases) {
    it(`of ${endpoint.path}?${new URLSearchParams(query).toString()} are read completely, also over HTTP`, async () => {
      const read = readRows(endpoint, JSON.parse(DOCUMENTED_ANSWERS[name]));
      if (!read.ok) throw new Error(read.code);
      expect(read.value.rows.length).to.equal(read.value.received).and.to.be.greaterThan(0);

      const settings = { api: `${window.SANDBOX}/v1`, token: TOKEN, shopper: SHOPPER };
      const { signal } = new AbortController();
      const answer = await requestRows(platform(), settings, endpoint, query, signal);
      if (!answer.ok) throw new Error(answer.code);
      expect(answer.value.rows.length).to.equal(answer.value.received);
      if (!('struktur' in query)) expect(answer.value).to.deep.equal(read.value);
    });
  }

  it('keep the documented names of a product’s fields', () => {
    const read = readRows(products, JSON.parse(DOCUMENTED_ANSWERS.produk));
    expect(read.ok && read.value.rows[1]).to.deep.equal({
      id_produk: '277074',
      id_kategori: '2',
      nama_produk: 'Baju baru',
      harga_produk: 40000,
      harga_produk_asli: 0,
      deskripsi_singkat: 'desk singkat',
      deskripsi_panjang: 'desk panjang',
      kondisi_produk: 'Baru',
      stok: 23,
      berat: 100,
      tanggal: '2020-11-16 01:26:27',
      ukuran: ['L', 'M', 'XL'],
      warna: ['Ungu', 'Biru', 'Hitam'],
      gambar_utama: 'https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/440277426c.jpg',
      list_gambar: [
        'https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/440277426c.jpg',
        'https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/512421523d.jpg',
      ],
      url_produk: 'https://olshopgue.bukaolshop.site/produk/bag-277074',
      status_produk: '',
    });
  });

  it('have numbers that were sent as text', () => {
    const read = readRows(user, JSON.parse(DOCUMENTED_ANSWERS['user-info']));
    expect(read.ok && read.value.rows[0]).to.include({ jumlah_saldo: 50000, jumlah_poin: 500 });
  });

  it('are read without e-mail address, telephone number and date of birth', () => {
    const read = readRows(user, JSON.parse(DOCUMENTED_ANSWERS['user-info']));
    expect(JSON.stringify(read)).not.to.match(/@gmail|62821|1998/);
  });
});
