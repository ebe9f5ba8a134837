/** A transaction of the shop's own checkout, and how bukaOlshop's answers about it are read. */
import { z } from 'zod';
import { lenientNumber, okCode } from '../upstream/lenient-fields.js';
import { storableText } from '../storable-text.js';

export interface TransactionStatus {
  readonly paid: 'paid' | 'unpaid' | 'cancelled' | 'unknown';
  readonly delivery: 'new' | 'processing' | 'sent' | 'done' | 'cancelled' | 'unknown';
}

export interface ListedTransaction extends TransactionStatus {
  /** `nomor_pembayaran` */
  readonly number: string;
}

export interface TransactionLine {
  /** `id_transaksi`; may be empty, or repeated within a transaction */
  readonly transactionId: string;
  /** `id_barang` */
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  /** whole rupiah */
  readonly total: number;
  /** as the shopper wrote it; one that is longer than `NOTE_LENGTH` is cut behind that */
  readonly note: string;
  /** `catatan_tambahan`: the variant and the options, one a line */
  readonly extraNote: string | null;
  readonly waybill: string;
}

export interface ShopTransaction extends ListedTransaction {
  /** `id_user`; empty where bukaOlshop tells none */
  readonly member: string;
  /** whole rupiah */
  readonly total: number;
  readonly lines: readonly TransactionLine[];
}

/** characters of a note that are read; a longer one is kept just long enough to be told from it */
export const NOTE_LENGTH = 10_000;
const ID_LENGTH = 100;
const NAME_LENGTH = 200;
const WAYBILL_LENGTH = 500;

/** A number that JSON cannot carry exactly is no id. */
const idText = z.union([storableText(ID_LENGTH), z.int().transform(String)]);
const presentId = idText.refine((id) => id !== '');
const wholeNumber = lenientNumber.pipe(z.int());
const rupiah = wholeNumber.pipe(z.int().nonnegative());

/** What cannot be stored becomes what everyone reads as lost. */
const storable = (text: string, length: number): string =>
  text.slice(0, length).replaceAll('\0', '\ufffd');
const words = (length: number) =>
  z
    .union([z.string(), z.int().transform(String), z.null()])
    .default('')
    .transform((text) => storable(text ?? '', length));

const PAID_BY_WORD = new Map<string, TransactionStatus['paid']>([
  ['lunas', 'paid'],
  ['pending', 'unpaid'],
  ['dibatalkan', 'cancelled'],
]);
const DELIVERY_BY_WORD = new Map<string, TransactionStatus['delivery']>([
  ['belumdiproses', 'new'],
  ['diproses', 'processing'],
  ['dikirim', 'sent'],
  ['selesai', 'done'],
  ['dibatalkan', 'cancelled'],
]);

/** The longest word of bukaOlshop has 14 characters. */
const STATUS_LENGTH = 40;

/** `di batalkan` and `Dibatalkan` are one word. A word that is on no list means nothing. */
const fromWord = <T>(meanings: ReadonlyMap<string, T>) =>
  z
    .unknown()
    .optional()
    .transform((word) =>
      typeof word === 'string' && word.length <= STATUS_LENGTH
        ? (meanings.get(word.toLowerCase().replace(/\s/g, '')) ?? 'unknown')
        : 'unknown',
    );
export const paidStatus = fromWord(PAID_BY_WORD);
export const deliveryStatus = fromWord(DELIVERY_BY_WORD);

/** The owner writes an object with `nama_varian` and `opsi`; others were seen as a text, or as nothing. */
const extraNote = z
  .union([
    z.string().transform((text) => [text]),
    z
      .looseObject({
        nama_varian: z.string().nullish(),
        opsi: z
          .union([z.array(z.string()), z.string().transform((text) => [text])])
          .nullish()
          .catch(null),
      })
      .transform(({ nama_varian: variant, opsi: options }) => [variant ?? '', ...(options ?? [])]),
  ])
  .nullish()
  .catch(null)
  .transform((texts) => {
    const lines = (texts ?? []).map((text) => text.trim()).filter((text) => text !== '');
    return lines.length === 0 ? null : storable(lines.join('\n'), NOTE_LENGTH);
  });

const line = z
  .looseObject({
    id_transaksi: idText.nullish(),
    id_barang: presentId,
    nama_barang: words(NAME_LENGTH),
    jumlah_barang: wholeNumber.pipe(z.int().positive()),
    total_harga: rupiah,
    catatan: words(NOTE_LENGTH + 1),
    catatan_tambahan: extraNote,
    nomor_resi: words(WAYBILL_LENGTH),
  })
  .transform((each): TransactionLine => ({
    transactionId: each.id_transaksi ?? '',
    productId: each.id_barang,
    name: each.nama_barang,
    quantity: each.jumlah_barang,
    total: each.total_harga,
    note: each.catatan,
    extraNote: each.catatan_tambahan,
    waybill: each.nomor_resi,
  }));

/**
 * A line that cannot be read makes the whole transaction unreadable. Without it, the transaction could look
 * as if it were wholly ours, and be cancelled.
 */
export const transactionAnswer = z
  .looseObject({
    code: okCode,
    nomor_pembayaran: presentId,
    id_user: idText.nullish(),
    status_bayar: paidStatus,
    status_pengiriman: deliveryStatus,
    total_transaksi: rupiah,
    data_pesanan: z.array(z.looseObject({ data_produk: z.array(line).min(1) })).min(1),
  })
  .transform((answer): ShopTransaction => ({
    number: answer.nomor_pembayaran,
    member: answer.id_user ?? '',
    paid: answer.status_bayar,
    delivery: answer.status_pengiriman,
    total: answer.total_transaksi,
    lines: answer.data_pesanan.flatMap((parcel) => parcel.data_produk),
  }));

const listedTransaction = z
  .looseObject({
    nomor_pembayaran: presentId,
    status_bayar: paidStatus,
    status_pengiriman: deliveryStatus,
  })
  .transform((row): ListedTransaction => ({
    number: row.nomor_pembayaran,
    paid: row.status_bayar,
    delivery: row.status_pengiriman,
  }));

/** A row that cannot be read is left out, but not all of them: that would look like the end of the list. */
export const listAnswer = z
  .looseObject({
    code: okCode,
    data: z.preprocess(
      // Empty lists come as null, '' or false.
      (data) => (data === null || data === '' || data === false ? [] : data),
      z.array(z.unknown()),
    ),
  })
  .transform(({ data }) => ({
    rows: data.flatMap((row) => listedTransaction.safeParse(row).data ?? []),
    isEmpty: data.length === 0,
  }))
  .refine(({ rows, isEmpty }) => rows.length > 0 || isEmpty)
  .transform(({ rows }) => rows);
