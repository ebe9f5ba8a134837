import { setViewport } from '@web/test-runner-commands';
import '../../../src/define.js';
import { closePurchaseClients } from '../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { closeShops } from '../../../src/stores/shop.js';
import { deepQuery, deepQueryAll, mount, until } from '../support.js';
import {
  urlAt,
  expectHarmless,
  expectShown,
  hostileTexts,
  PHONE,
  shownIn,
  watchPage,
} from './expect-harmless.js';
import { OWN_PICTURE_URL, XSS_VECTORS } from './hostile-strings.js';

const API = 'https://api.test/v1';
/** The largest page of products. */
const ROWS_AT_MOST = 100;

let texts: readonly string[] = [];
before(async () => {
  texts = await hostileTexts(ROWS_AT_MOST);
});

let release: () => void;
beforeEach(async () => {
  await setViewport(PHONE);
  release = watchPage();
});
afterEach(() => {
  release();
  closePurchaseClients();
  // The imitated API stays: what a removed list has begun must not reach the network.
  closeShops();
});

/** PHP writes some characters as entities, which are decoded once and stay text. */
function decoded(text: string): string {
  const parser = document.createElement('textarea');
  const decodeEntity = (entity: string) => {
    parser.innerHTML = entity;
    return parser.textContent;
  };
  return text.includes('&')
    ? text.replace(/&(#x?[\da-f]+|[a-z]\w*);/gi, decodeEntity).replace(/\u00a0/g, ' ')
    : text;
}

const textAt = (i: number): string => texts[i] ?? '';

const list = (row: (text: string, i: number) => object) => () => texts.map(row);

/** Rows of every endpoint, with hostile values in all fields. */
const ROWS: Readonly<Record<string, () => unknown>> = {
  '/app/produk': list((text, i) => ({
    id_produk: i + 1,
    id_kategori: text,
    nama_produk: text,
    harga_produk: 9_000,
    harga_produk_asli: 12_000,
    deskripsi_singkat: text,
    deskripsi_panjang: text,
    kondisi_produk: text,
    stok: 500,
    berat: 10,
    tanggal: text,
    ukuran: [text],
    warna: [text],
    gambar_utama: urlAt(i),
    list_gambar: [urlAt(i), urlAt(i + 1)],
    url_produk: urlAt(i),
  })),
  '/app/kategori': list((text, i) => ({
    id_kategori: i + 1,
    nama_kategori: text,
    gambar_kategori: urlAt(i),
    url_kategori: urlAt(i),
    tipe_kategori: text,
    sub_kategori: [{ id_kategori: `s${i}`, nama_kategori: text, url_kategori: urlAt(i) }],
  })),
  '/app/kostumpage': list((text, i) => ({
    nama_page: text,
    icon_page: urlAt(i),
    url_kostum_page: `${OWN_PICTURE_URL}?${i}`,
  })),
  '/app/slide': list((_text, i) => ({
    url_gambar_slide: `${OWN_PICTURE_URL}?${i % 20}`,
    url_tujuan: urlAt(i),
  })),
  '/user/info': () => ({
    nama_user: texts.join(' '),
    foto_profil: urlAt(0),
    icon_membership: urlAt(2),
    nama_membership: XSS_VECTORS.join(' '),
    kode_referral: texts[0],
    jumlah_saldo: '1000',
    jumlah_poin: '5',
  }),
  '/user/catatan?saldo': list((text, i) => ({
    informasi_catatan: text,
    jumlah_dana: '1000',
    tipe_jumlah: text,
    tanggal: text,
    saldo_terakhir: text,
    link_transaksi: urlAt(i),
    nomor_pembayaran: text,
    catatan_saldo: text,
  })),
  '/user/catatan?poin': list((text, i) => ({
    kategori_poin: text,
    jumlah_poin: '10',
    tipe_jumlah: text,
    tanggal_poin: text,
    total_poin_terakhir: text,
    link_transaksi: urlAt(i),
  })),
  '/user/transaksi': list((text, i) => ({
    nomor_pembayaran: `${i} ${text}`,
    status_bayar: text,
    status_pengiriman: text,
    tanggal: text,
    nama_barang: text,
    url_gambar_produk: urlAt(i),
    link_transaksi: urlAt(i),
  })),
};

/** An Open API that returns all rows on the first page. */
const installOpenApi = () =>
  setPlatform({
    fetch: (input) => {
      const { pathname, searchParams } = new URL(
        input instanceof Request ? input.url : String(input),
      );
      const path = pathname.replace('/v1', '');
      const type = searchParams.get('tipe');
      const rows = ROWS[type === null ? path : `${path}?${type}`];
      const isFirst = (searchParams.get('page') ?? '1') === '1';
      return Promise.resolve(Response.json({ code: 200, data: isFirst ? rows?.() : [] }));
    },
  });

const LOGIN = 'id-user="130173" token-user="demo-user"';
const shop = (name: string, attributes = '', inner = '') =>
  `<etalase-${name} api="${API}" token="t" ${LOGIN} ${attributes}>${inner}</etalase-${name}>`;

const TEMPLATE = `<template><a data-href="url_produk"><img data-src="gambar_utama">
  <b data-text="nama_produk"></b><i data-text="kondisi_produk"></i><u data-text="ukuran"></u>
  <s data-if="nama_produk" data-text="url_produk"></s></a></template>`;

describe('hostile texts and addresses', () => {
  const everything = () => texts;
  const nothing = (): readonly string[] => [];
  const cases: readonly [what: string, markup: string, expected: () => readonly string[]][] = [
    ['products', shop('products', 'per-page="100"'), everything],
    ['products by a template', shop('products', 'per-page="100"', TEMPLATE), everything],
    ['categories in a row', shop('categories', 'layout="row"'), everything],
    ['categories in a grid', shop('categories', 'layout="grid"'), everything],
    ['categories as a tree', shop('categories', 'layout="tree"'), everything],
    ['pages', shop('pages'), everything],
    ['slides', shop('slides', 'interval="0"'), nothing],
    ['the balance', shop('balance'), () => [texts.join(' '), XSS_VECTORS.join(' ')]],
    ['the ledger of saldo', shop('ledger', 'type="saldo"'), nothing],
    ['the ledger of points', shop('ledger', 'type="poin"'), nothing],
    ['transactions', shop('transactions'), everything],
    ['one product', shop('product', 'product-id="7"'), () => [textAt(6)]],
    ['a whole shop', shop('shop'), nothing],
  ];
  for (const [what, markup, expected] of cases) {
    it(`are shown as text in ${what}`, async () => {
      const wanted = () => expected().map(decoded);
      installOpenApi();
      const element = mount(markup);
      const isThere = (text: string) => shownIn(element).includes(text.trim());
      const [first] = wanted();
      await until(
        () => (first === undefined ? deepQuery(element, 'a,li,img') : isThere(first)),
        what,
      );
      for (const more of deepQueryAll(element, '[part~=more]')) more.click();
      await until(() => wanted().every(isThere), 'all of it').catch(() => null);
      expectShown(element, wanted());
      await expectHarmless(element);
    });
  }
});
