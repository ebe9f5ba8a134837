/** A transaction of bukaOlshop's own checkout. */
export interface Transaction {
  readonly nomor_pembayaran: string;
  readonly id_user: string;
  status_bayar: 'pending' | 'lunas' | 'di batalkan';
  status_pengiriman: 'belum diproses' | 'diproses' | 'dikirim' | 'selesai' | 'di batalkan';
  readonly nama_barang: string;
  /** The shopper's note; for a digital product, the number or account to top up. */
  readonly catatan: string;
  /** Whole rupiah. */
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  updated: number;
}

const HOUR_MS = 3_600_000;

/** Two transactions that every shop starts with, by number. */
export const createDemoTransactions = (now: number): Map<string, Transaction> => {
  const common = { id_user: '130173', at: now - HOUR_MS, updated: now - HOUR_MS };
  const list: Transaction[] = [
    {
      ...common,
      nomor_pembayaran: '74879326',
      status_bayar: 'lunas',
      status_pengiriman: 'diproses',
      nama_barang: 'Mobile Legends 86 Diamonds',
      catatan: '12345678 (2001)',
      total: 24_500,
    },
    {
      ...common,
      nomor_pembayaran: '74879327',
      status_bayar: 'pending',
      status_pengiriman: 'belum diproses',
      nama_barang: 'Pulsa Telkomsel 50.000',
      catatan: '081234567890',
      total: 51_000,
    },
  ];
  return new Map(list.map((each) => [each.nomor_pembayaran, each]));
};
