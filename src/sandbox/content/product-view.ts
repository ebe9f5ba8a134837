import type { ProductChange, ProductChanges } from '../state/shop-products.js';
import type { ProductRow } from './rows.js';

/** What the rows of products depend on besides the shop's goods. */
export interface ProductView {
  readonly publicUrl: string;
  readonly changes: ProductChanges;
}

/** A row as it is after a change; undefined when its product was deleted. */
export const changedRow = (
  row: ProductRow,
  change: ProductChange | null | undefined,
): ProductRow | undefined => {
  if (change === null) return undefined;
  if (change === undefined) return row;
  return {
    ...row,
    nama_produk: change.nama_barang ?? row.nama_produk,
    deskripsi_panjang: change.deskripsi_panjang ?? row.deskripsi_panjang,
    deskripsi_singkat: change.deskripsi_singkat ?? row.deskripsi_singkat,
    berat: change.berat ?? row.berat,
    stok: change.jumlah_stok ?? row.stok,
    kondisi_produk: change.kondisi ?? row.kondisi_produk,
    harga_produk: change.harga_barang ?? row.harga_produk,
    harga_produk_asli: change.harga_barang_asli ?? row.harga_produk_asli,
  };
};
