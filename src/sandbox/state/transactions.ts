/** The seven words of `tipe_transaksi`. */
export const transactionKinds = [
  'COD MANUAL',
  'COD JNT',
  'DELIVERY COD',
  'DELIVERY',
  'PRODUK DIGITAL',
  'EKSPEDISI',
  'MULTI_PENGIRIMAN',
] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** What a line says besides the note: the names of the documented example, or a text of its own. */
export type ExtraNote =
  | string
  | { readonly nama_varian?: string | undefined; readonly opsi?: readonly string[] | undefined };

/** One product of a transaction, in any number of units. */
export interface TransactionLine {
  readonly id_transaksi: string;
  readonly id_barang: string;
  readonly nama_barang: string;
  readonly jumlah_barang: number;
  /** Whole rupiah for all units. */
  readonly total_harga: number;
  /** The shopper's note; for a digital product, the number or account to top up. */
  readonly catatan: string;
  readonly catatan_tambahan?: ExtraNote;
  /** Whether it is sent by nobody. */
  readonly isDigital: boolean;
  nomor_resi: string;
  /** Whole rupiah; null while nobody has set it. */
  harga_modal: number | null;
}

export interface TransactionStatus {
  readonly status_bayar: 'pending' | 'lunas' | 'di batalkan';
  readonly status_pengiriman: 'belum diproses' | 'diproses' | 'dikirim' | 'selesai' | 'di batalkan';
}

/** A transaction of bukaOlshop's own checkout. */
export interface Transaction {
  readonly nomor_pembayaran: string;
  readonly id_user: string;
  status: TransactionStatus;
  readonly tipe_transaksi: TransactionKind;
  readonly payment: 'saldo' | 'transfer';
  readonly lines: readonly TransactionLine[];
  /** Whole rupiah. */
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  updated: number;
}

const HOUR_MS = 3_600_000;

/** Two transactions that a shop starts with, by number; the shop no longer has their products. */
export const createDemoTransactions = (now: number): Map<string, Transaction> => {
  const demo = (
    nomor_pembayaran: string,
    status: TransactionStatus,
    [nama_barang, catatan, total]: readonly [name: string, note: string, total: number],
  ): [string, Transaction] => [
    nomor_pembayaran,
    {
      nomor_pembayaran,
      id_user: '130173',
      status,
      tipe_transaksi: 'PRODUK DIGITAL',
      payment: 'transfer',
      lines: [
        {
          id_transaksi: `9${nomor_pembayaran}`,
          id_barang: '257304',
          nama_barang,
          jumlah_barang: 1,
          total_harga: total,
          catatan,
          isDigital: true,
          nomor_resi: '',
          harga_modal: null,
        },
      ],
      total,
      at: now - HOUR_MS,
      updated: now - HOUR_MS,
    },
  ];
  return new Map([
    demo('74879326', { status_bayar: 'lunas', status_pengiriman: 'diproses' }, [
      'Mobile Legends 86 Diamonds',
      '12345678 (2001)',
      24_500,
    ]),
    demo('74879327', { status_bayar: 'pending', status_pengiriman: 'belum diproses' }, [
      'Pulsa Telkomsel 50.000',
      '081234567890',
      51_000,
    ]),
  ]);
};
