import type { ProductRow } from '../content/rows.js';
import { changeSaldo } from '../saldo-changes.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Member } from '../state/members.js';
import { changeProduct } from '../state/shop-products.js';
import type {
  ExtraNote,
  Transaction,
  TransactionKind,
  TransactionLine,
} from '../state/transactions.js';
import { changeWithCallback, callbackOf } from './callbacks.js';
import { PAID, pressButton, UNPAID } from './status.js';

export interface PurchasedLine {
  readonly id_barang: string;
  readonly quantity: number;
  readonly note: string;
  readonly extra?: ExtraNote | undefined;
  /** Whole rupiah for all units; the product's price when absent. */
  readonly total?: number | undefined;
}

export interface Purchase {
  readonly member: string;
  readonly lines: readonly PurchasedLine[];
  readonly payment: 'saldo' | 'transfer';
  /** Whether a transfer arrives at once. */
  readonly paid: boolean;
  /** Follows from the goods when absent. */
  readonly kind?: TransactionKind | undefined;
}

export type Refusal = 'unknown_member' | 'unknown_product' | 'out_of_stock' | 'saldo_too_low';

export type PlaceResult =
  | { readonly kind: 'placed'; readonly number: string }
  | { readonly kind: 'refused'; readonly why: Refusal };

interface PricedLine extends PurchasedLine {
  readonly row: ProductRow;
  readonly amount: number;
}

const totalOf = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

const isSoldOut = (lines: readonly PricedLine[]): boolean =>
  lines.some(({ row }) => {
    const same = lines.filter((line) => line.row.id_produk === row.id_produk);
    return same.reduce((sum, { quantity }) => sum + quantity, 0) > row.stok;
  });

const priceLines = (
  backend: ShopBackend,
  lines: readonly PurchasedLine[],
): PricedLine[] | undefined => {
  const view = backend.productView('');
  const priced = lines.flatMap((line) => {
    const row = backend.content.findProduct(line.id_barang, view);
    return row === undefined
      ? []
      : [{ ...line, row, amount: line.total ?? row.harga_produk * line.quantity }];
  });
  return priced.length === lines.length ? priced : undefined;
};

const kindOf = (lines: readonly PricedLine[]): TransactionKind => {
  const digital = lines.filter(({ row }) => row.berat === 0).length;
  if (digital === lines.length) return 'PRODUK DIGITAL';
  return digital === 0 ? 'EKSPEDISI' : 'MULTI_PENGIRIMAN';
};

const toLine = (backend: ShopBackend, line: PricedLine): TransactionLine => ({
  id_transaksi: String(backend.nextId()),
  id_barang: line.id_barang,
  nama_barang: line.row.nama_produk,
  jumlah_barang: line.quantity,
  total_harga: line.amount,
  catatan: line.note,
  ...(line.extra !== undefined && { catatan_tambahan: line.extra }),
  isDigital: line.row.berat === 0,
  nomor_resi: '',
  harga_modal: null,
});

interface CheckedPurchase {
  readonly member: Member;
  readonly lines: readonly PricedLine[];
}

const check = (
  backend: ShopBackend,
  { member: id, lines, payment }: Purchase,
): CheckedPurchase | Refusal => {
  const member = backend.state.members.get(id);
  if (member === undefined) return 'unknown_member';
  const priced = priceLines(backend, lines);
  if (priced === undefined) return 'unknown_product';
  if (isSoldOut(priced)) return 'out_of_stock';
  const isTooDear = payment === 'saldo' && totalOf(priced) > member.saldo;
  return isTooDear ? 'saldo_too_low' : { member, lines: priced };
};

const record = (
  backend: ShopBackend,
  { member, lines }: CheckedPurchase,
  transaction: Transaction,
): void => {
  const { nomor_pembayaran, payment, total } = transaction;
  if (payment === 'saldo') {
    const change = { tipe: 'kurang', jumlah: total, catatan_saldo: '', nomor_pembayaran } as const;
    changeSaldo(backend, member, change);
  }
  for (const { id_barang, quantity } of lines) {
    const row = backend.content.findProduct(id_barang, backend.productView(''));
    if (row !== undefined) {
      changeProduct(backend.state.shopProducts, id_barang, { jumlah_stok: row.stok - quantity });
    }
  }
  backend.state.transactions.set(nomor_pembayaran, transaction);
};

/**
 * Buys at the shop's own checkout. What is paid by saldo is paid at once; a transfer is a second step. The stock goes
 * down by the purchase, and does not come back by itself.
 */
export const placePurchase = (backend: ShopBackend, purchase: Purchase): PlaceResult => {
  const checked = check(backend, purchase);
  if (typeof checked === 'string') return { kind: 'refused', why: checked };
  const { payment, kind = kindOf(checked.lines) } = purchase;
  const now = backend.now();
  const transaction: Transaction = {
    nomor_pembayaran: String(backend.nextId()),
    id_user: checked.member.id_user,
    status: payment === 'saldo' ? PAID : UNPAID,
    tipe_transaksi: kind,
    payment,
    lines: checked.lines.map((line) => toLine(backend, line)),
    total: totalOf(checked.lines),
    at: now,
    updated: now,
  };
  const number = transaction.nomor_pembayaran;
  changeWithCallback(
    backend,
    callbackOf('transaksi_baru', transaction, transaction.status),
    () => {
      // Under the fault `early` others may have bought the last one meanwhile.
      const present = check(backend, purchase);
      if (typeof present !== 'string') record(backend, present, transaction);
    },
    () => {
      if (payment === 'transfer' && purchase.paid) pressButton(backend, number, 'lunas');
    },
  );
  return { kind: 'placed', number };
};

const isUnpaid = (backend: ShopBackend, number: string): boolean =>
  backend.state.transactions.get(number)?.status.status_bayar === 'pending';

/** What a shopper can do with a transaction that is not paid. */
export const payTransaction = (backend: ShopBackend, number: string) =>
  isUnpaid(backend, number) ? pressButton(backend, number, 'lunas') : 'refused';

export const cancelTransaction = (backend: ShopBackend, number: string) =>
  isUnpaid(backend, number) ? pressButton(backend, number, 'batal') : 'refused';
