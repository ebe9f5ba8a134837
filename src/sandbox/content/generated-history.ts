import { timestamp } from '../wib-time.js';
import { imagePath, type Art } from '../images/index.js';
import { between, pick, createRandom, type Random } from '../seeded-random.js';
import {
  transactionLink,
  transactionNote,
  type PointNoteRow,
  type SaldoNoteRow,
  type TransactionRow,
} from './rows.js';

/** A member's history, newest first. */
export interface MemberHistory {
  readonly saldoNotes: readonly SaldoNoteRow[];
  readonly pointNotes: readonly PointNoteRow[];
  readonly transactions: readonly TransactionRow[];
}

export const EMPTY_HISTORY: MemberHistory = { saldoNotes: [], pointNotes: [], transactions: [] };

/** A history's newest values, and its lengths. */
export interface MemberHistoryOptions {
  readonly seed: number;
  /** The time of the newest entry, milliseconds since 1970. */
  readonly newestAtMs: number;
  readonly publicUrl: string;
  /** The address of the shop's own pages. */
  readonly storefrontUrl: string;
  /** Whole rupiah after the newest saldo note. */
  readonly saldo: number;
  readonly points: number;
  readonly saldoNotes: number;
  readonly pointNotes: number;
  readonly transactions: number;
}

type PastPurchase = readonly [name: string, price: number, art: Art, tone: number, label: string];

const PAST_PURCHASES: readonly [PastPurchase, ...PastPurchase[]] = [
  ['Pulsa Telkomsel 50.000', 51_000, 'pulsa', 1, '50.000'],
  ['Mobile Legends 172 Diamonds', 46_500, 'gem', 0, '172'],
  ['Token PLN 100.000', 101_750, 'bolt', 3, '100.000'],
  ['Hijab Pashmina Ceruty Babydoll', 35_000, 'hijab', 4, ''],
  ['Kopi Arabika Gayo 200 g', 68_000, 'coffee', 2, ''],
  ['Paket Data XL 15 GB 30 Hari', 62_000, 'data', 0, '15 GB'],
  ['Sambal Roa Manado', 36_000, 'jar', 1, ''],
  ['Saldo DANA 50.000', 51_000, 'wallet', 0, '50.000'],
];

type PaymentAndDelivery = readonly [payment: string, delivery: string];

/** All of these words are documented, but `dikirim` only for a change of status. */
const PAST_ORDER_STATES: readonly [PaymentAndDelivery, ...PaymentAndDelivery[]] = [
  ['lunas', 'selesai'],
  ['lunas', 'selesai'],
  ['lunas', 'selesai'],
  ['lunas', 'diproses'],
  ['lunas', 'dikirim'],
  ['pending', 'belum diproses'],
  ['di batalkan', 'di batalkan'],
];

interface PastOrder {
  readonly number: string;
  readonly link: string;
  readonly purchase: PastPurchase;
  readonly state: PaymentAndDelivery;
  readonly createdAtMs: number;
}

const HOUR_MS = 3_600_000;

const createPastOrders = (options: MemberHistoryOptions, random: Random): PastOrder[] => {
  let createdAtMs = options.newestAtMs;
  return Array.from({ length: options.transactions }, (_, index) => {
    const number = String(between(random, 100_000_000, 999_999_999));
    const order = {
      number,
      link: transactionLink(options.storefrontUrl, number),
      purchase: pick(random, PAST_PURCHASES),
      state: PAST_ORDER_STATES[index] ?? pick(random, PAST_ORDER_STATES),
      createdAtMs,
    };
    createdAtMs -= between(random, 5, 60) * HOUR_MS;
    return order;
  });
};

const transactionRow = (order: PastOrder, publicUrl: string): TransactionRow => {
  const [name, , art, tone, label] = order.purchase;
  return {
    nomor_pembayaran: order.number,
    status_bayar: order.state[0],
    status_pengiriman: order.state[1],
    tanggal: timestamp(order.createdAtMs),
    nama_barang: name,
    url_gambar_produk: publicUrl + imagePath.product(art, tone, 0, label),
    link_transaksi: order.link,
  };
};

type BalanceChange = Pick<
  SaldoNoteRow,
  | 'informasi_catatan'
  | 'tipe_jumlah'
  | 'tipe_mutasi'
  | 'link_transaksi'
  | 'nomor_pembayaran'
  | 'catatan_saldo'
> & { readonly amount: number; readonly createdAtMs: number };

const purchaseChange = (order: PastOrder): BalanceChange => ({
  informasi_catatan: transactionNote('kurang', order.number),
  amount: order.purchase[1],
  createdAtMs: order.createdAtMs,
  tipe_jumlah: 'kurang',
  tipe_mutasi: 'transaksi',
  link_transaksi: order.link,
  nomor_pembayaran: order.number,
  catatan_saldo: '',
});

const refundChange = (order: PastOrder): BalanceChange => ({
  ...purchaseChange(order),
  createdAtMs: order.createdAtMs + HOUR_MS / 2,
  informasi_catatan: transactionNote('tambah', order.number),
  tipe_jumlah: 'tambah',
});

/** The documentation shows notes of transactions only: the text of a top-up is an assumption. */
const topUpChange = (amount: number, createdAtMs: number): BalanceChange => ({
  informasi_catatan: 'Isi saldo melalui transfer bank',
  amount,
  createdAtMs,
  tipe_jumlah: 'tambah',
  tipe_mutasi: 'topup',
  link_transaksi: '',
  nomor_pembayaran: '',
  catatan_saldo: 'Terima kasih sudah isi saldo',
});

const createBalanceChanges = (
  all: readonly PastOrder[],
  options: MemberHistoryOptions,
  random: Random,
): BalanceChange[] => {
  const list = all.flatMap((order, index) => [
    ...(index % 3 === 2
      ? [topUpChange(between(random, 2, 4) * 50_000, order.createdAtMs + HOUR_MS)]
      : []),
    ...(order.state[0] === 'di batalkan' ? [refundChange(order)] : []),
    ...(order.state[0] === 'pending' ? [] : [purchaseChange(order)]),
  ]);
  while (list.length < options.saldoNotes) {
    list.push(topUpChange(50_000, (list.at(-1)?.createdAtMs ?? options.newestAtMs) - 26 * HOUR_MS));
  }
  return list.slice(0, options.saldoNotes);
};

/**
 * Replaces a change that contradicts the balance after it: an addition cannot exceed that balance, and
 * the oldest change must add all of it.
 */
const fitToBalance = (change: BalanceChange, saldo: number, isOldest: boolean): BalanceChange => {
  if (isOldest) return topUpChange(saldo, change.createdAtMs);
  if (change.tipe_jumlah === 'kurang' || change.amount < saldo) return change;
  return topUpChange(Math.ceil(saldo / 2), change.createdAtMs);
};

/** Goes back in time from today's balance, so that every note's balance follows from the one before. */
const saldoNotes = (
  options: MemberHistoryOptions,
  all: readonly PastOrder[],
  random: Random,
): SaldoNoteRow[] => {
  let saldo = options.saldo;
  return createBalanceChanges(all, options, random).map((change, index, list) => {
    const { amount, createdAtMs, ...shown } = fitToBalance(
      change,
      saldo,
      index === list.length - 1,
    );
    const row: SaldoNoteRow = {
      ...shown,
      jumlah_dana: String(amount),
      tanggal: timestamp(createdAtMs),
      saldo_terakhir: String(saldo),
    };
    saldo += shown.tipe_jumlah === 'tambah' ? -amount : amount;
    return row;
  });
};

type PointReason = Pick<PointNoteRow, 'kategori_poin' | 'tipe_jumlah' | 'link_transaksi'>;

/** Only notes of completed transactions are documented; the other reasons are assumptions. */
const pointReason = (order: PastOrder, isExchanged: boolean): PointReason => {
  if (isExchanged) {
    return {
      kategori_poin: 'Penukaran poin menjadi saldo',
      tipe_jumlah: 'kurang',
      link_transaksi: '',
    };
  }
  return order.state[1] === 'selesai'
    ? {
        kategori_poin: 'Transaksi Selesai, Poin dari pembelian produk',
        tipe_jumlah: 'tambah',
        link_transaksi: order.link,
      }
    : { kategori_poin: 'Bonus dari toko', tipe_jumlah: 'tambah', link_transaksi: '' };
};

const pointNotes = (
  options: MemberHistoryOptions,
  all: readonly PastOrder[],
  random: Random,
): PointNoteRow[] => {
  let points = options.points;
  return all.slice(0, options.pointNotes).map((order, index, list) => {
    const isOldest = index === list.length - 1;
    const reason = pointReason(order, index % 6 === 4 && !isOldest);
    const earned = isOldest ? points : Math.min(Math.ceil(points / 2), between(random, 5, 90));
    const amount = reason.tipe_jumlah === 'kurang' ? 100 : earned;
    const row: PointNoteRow = {
      ...reason,
      jumlah_poin: String(amount),
      tanggal_poin: timestamp(order.createdAtMs),
      total_poin_terakhir: String(points),
    };
    points += reason.tipe_jumlah === 'tambah' ? -amount : amount;
    return row;
  });
};

/** Generates a member's history; the same options give the same history. */
export const createMemberHistory = (options: MemberHistoryOptions): MemberHistory => {
  const random = createRandom(options.seed);
  const all = createPastOrders(options, random);
  return {
    transactions: all.map((order) => transactionRow(order, options.publicUrl)),
    saldoNotes: saldoNotes(options, all, random),
    pointNotes: pointNotes(options, all, random),
  };
};
