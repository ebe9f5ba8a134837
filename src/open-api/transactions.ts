import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, requiredText, text } from './lenient-fields.js';
import { sendAsShopper } from './send-as-shopper.js';

/** A row of `GET /user/transaksi`. */
const transactionRow = z.object({
  nomor_pembayaran: requiredText,
  status_bayar: text,
  status_pengiriman: text,
  tanggal: text,
  nama_barang: text,
  url_gambar_produk: httpUrl,
  link_transaksi: httpUrl,
});

export type Transaction = z.infer<typeof transactionRow>;

/** Parameters: `page`, `total_data` (a multiple of 10, at most 100). */
export const transactions: Endpoint<Transaction> = {
  path: '/user/transaksi',
  row: transactionRow,
  idOf: (row) => row.nomor_pembayaran,
  send: sendAsShopper,
  ttlMs: MINUTE_MS / 2,
};
