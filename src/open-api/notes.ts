import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, integer, requiredAmount, text } from './lenient-fields.js';
import { sendAsShopper } from './send-as-shopper.js';

/** A row of `GET /user/catatan?tipe=saldo`. */
const saldoRow = z.object({
  informasi_catatan: text,
  jumlah_dana: requiredAmount,
  tipe_jumlah: text,
  tanggal: text,
  saldo_terakhir: integer,
  link_transaksi: httpUrl,
  nomor_pembayaran: text,
  catatan_saldo: text,
});

/** A row of `GET /user/catatan?tipe=poin`. */
const pointRow = z.object({
  kategori_poin: text,
  jumlah_poin: requiredAmount,
  tipe_jumlah: text,
  tanggal_poin: text,
  total_poin_terakhir: integer,
  link_transaksi: httpUrl,
});

export type SaldoNote = z.infer<typeof saldoRow>;
export type PointNote = z.infer<typeof pointRow>;

/** Parameters: `tipe=saldo`, `page`, `total_data` (a multiple of 10, at most 100). */
export const saldoNotes: Endpoint<SaldoNote> = {
  path: '/user/catatan',
  row: saldoRow,
  idOf: JSON.stringify,
  send: sendAsShopper,
  ttlMs: MINUTE_MS / 2,
};

/** Parameters: `tipe=poin`, `page`, `total_data` (a multiple of 10, at most 100). */
export const pointNotes: Endpoint<PointNote> = {
  path: '/user/catatan',
  row: pointRow,
  idOf: JSON.stringify,
  send: sendAsShopper,
  ttlMs: MINUTE_MS / 2,
};
