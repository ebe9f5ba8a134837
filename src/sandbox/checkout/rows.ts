import { transactionLink, type TransactionRow } from '../content/rows.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Member } from '../state/members.js';
import { timestamp } from '../wib-time.js';

/** A member's transactions as rows of the Open API's `/user/transaksi`, newest first. */
export const transactionRows = (
  { id_user }: Member,
  backend: ShopBackend,
  publicUrl: string,
): TransactionRow[] =>
  [...backend.state.transactions.values()]
    .filter((transaction) => transaction.id_user === id_user)
    .toReversed()
    .flatMap(({ nomor_pembayaran, status, at, lines: [line] }) => {
      const row =
        line && backend.content.findProduct(line.id_barang, backend.productView(publicUrl));
      return {
        nomor_pembayaran,
        ...status,
        tanggal: timestamp(at),
        nama_barang: line?.nama_barang ?? '',
        url_gambar_produk: row?.gambar_utama ?? '',
        link_transaksi: transactionLink(publicUrl + backend.storefrontPath, nomor_pembayaran),
      };
    });
