/** What the names mean that events and templates give to a page. The types keep the lists complete. */
import type { ErrorCode } from '../../src/open-api/result.js';
import type { Product } from '../../src/open-api/products.js';
import type { Slide } from '../../src/open-api/slides.js';
import type { OrderStatus } from '../../src/proxy/contract.js';

type Meanings<Name extends string> = Readonly<Record<Name, string>>;

export const ERROR_CODES: Meanings<ErrorCode> = {
  settings: 'there is no token, or `api` or `proxy` is not an http(s) address',
  offline: 'no internet, or the server cannot be reached',
  timeout: 'no complete answer within 15 seconds',
  unauthorized: 'the shop’s or the shopper’s token is not valid (401)',
  forbidden: 'access is not allowed (403)',
  'not-found': 'it does not exist (404), for example a removed product',
  quota: 'the day’s quota is used up, or too many requests at once (429)',
  rejected: 'the request was refused (any other 4xx)',
  server: 'the server has a problem (5xx)',
  malformed: 'the answer cannot be read, or some of its rows were left out',
  'too-large': 'the answer is too large',
  guest: 'a login is needed; never sent, because a guest is not an error',
  aborted: 'the request was cancelled; never sent',
};

export const STATUSES: Meanings<OrderStatus> = {
  received: 'received',
  paying: 'the balance is being charged',
  placing: 'the balance was charged; the order is being sent to the supplier',
  processing: 'the supplier is processing the order',
  awaiting_payment: 'waits for the shopper to pay `invoice_url`',
  completed: 'completed; `voucher` is the code, if there is one',
  refunding: 'failed; the balance is being refunded',
  refunded: 'failed; the balance has been refunded',
  failed: 'not placed; the balance is unchanged',
  review: 'waits for the seller’s decision',
};

/** Attributes that bind a designer's markup to a value. */
export const BINDINGS: Meanings<'data-text' | 'data-price' | 'data-src' | 'data-href' | 'data-if'> =
  {
    'data-text': 'shows the value as text; a list with commas',
    'data-price': 'shows a number as rupiah: `Rp21.000`',
    'data-src': 'sets an image’s address; uses the first of a list',
    'data-href': 'sets a link’s address',
    'data-if': 'removes the element if the value is empty or 0',
  };

export const PRODUCT_VALUES: Meanings<keyof Product> = {
  id_produk: 'the product’s number',
  id_kategori: 'its category’s number',
  nama_produk: 'name',
  harga_produk: 'price in rupiah; empty if the shop does not provide it',
  harga_produk_asli: 'price before the discount; 0 if there is no discount',
  deskripsi_singkat: 'short description',
  deskripsi_panjang: 'full description; may contain HTML tags, which are shown as text',
  kondisi_produk: 'condition, for example “Baru” (new)',
  stok: 'items left; empty if the shop does not provide it',
  berat: 'weight in grams',
  tanggal: 'the product’s date',
  ukuran: 'list of sizes',
  warna: 'list of colours',
  gambar_utama: 'address of the main picture',
  list_gambar: 'list of the addresses of all pictures',
  status_produk: '`live`, `gangguan` or `closed`; empty if the shop does not provide it',
  url_produk: 'address of the purchase page',
};

export const SLIDE_VALUES: Meanings<keyof Slide> = {
  url_gambar_slide: 'address of the picture',
  url_tujuan: 'address that it links to; empty if it has none',
};
