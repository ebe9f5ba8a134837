import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, httpUrls, amount, integer, requiredText, text, texts } from './lenient-fields.js';

/** A row of `GET /app/produk`. */
export const productRow = z.object({
  id_produk: requiredText,
  id_kategori: text,
  nama_produk: requiredText,
  /** rupiah; `null` when it is missing or impossible */
  harga_produk: amount,
  /** rupiah before the discount; above `harga_produk` when there is one */
  harga_produk_asli: amount,
  deskripsi_singkat: text,
  /** may contain markup; render it with `plainText` only */
  deskripsi_panjang: text,
  kondisi_produk: text,
  /** `live`, `gangguan` or `closed` where the shop sends it; seen, not documented */
  status_produk: text,
  /** `null` when the shop does not track it */
  stok: integer,
  /** gram */
  berat: amount,
  tanggal: text,
  ukuran: texts,
  warna: texts,
  gambar_utama: httpUrl,
  list_gambar: httpUrls,
  url_produk: httpUrl,
});

export type Product = z.infer<typeof productRow>;

/**
 * Parameters: `page`, `total_data` (a multiple of 10, at most 100), `id_kategori`,
 * `cari_nama_produk` (letters, digits and spaces only).
 */
export const products: Endpoint<Product> = {
  path: '/app/produk',
  row: productRow,
  idOf: (row) => row.id_produk,
  ttlMs: 5 * MINUTE_MS,
};
