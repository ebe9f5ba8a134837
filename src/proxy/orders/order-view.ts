/** An order as its shopper sees it (contract, section 3). */
import type { Order, OrderReason, OrderStatus } from '../contract.js';
import type { Keys } from '../crypto/keys.js';
import type { OrderRow } from '../store/tables.js';
import { fieldsOf } from '../ledger/order-fields.js';
import { statusOf } from '../ledger/states.js';

export type Language = 'id' | 'en';

const REASON_MESSAGES: Readonly<Record<OrderReason, Readonly<Record<Language, string>>>> = {
  insufficient_balance: {
    id: 'Saldo kurang. Isi saldo dulu, ya.',
    en: 'Not enough balance. Please add balance first.',
  },
  wrong_pin: { id: 'PIN salah. Saldo tidak dipotong.', en: 'Wrong PIN. Nothing was charged.' },
  pin_locked: {
    id: 'PIN terlalu sering salah, jadi pesanan ini tidak dibayar. Coba lagi nanti, ya.',
    en: 'Too many wrong PINs, so this order was not paid. Please try again later.',
  },
  pin_lost: {
    id: 'Pesanan terputus sebelum dibayar. Silakan pesan lagi.',
    en: 'The order was interrupted before it was paid. Please order again.',
  },
  debit_refused: {
    id: 'Saldo tidak bisa dipotong. Coba lagi nanti.',
    en: 'The balance could not be charged. Try again later.',
  },
  debit_not_seen: {
    id: 'Pembayaran tidak terjadi. Saldo tidak dipotong.',
    en: 'The payment did not happen. Nothing was charged.',
  },
  shop_quota: {
    id: 'Toko sedang penuh hari ini. Coba lagi besok.',
    en: 'The shop has reached its limit for today. Try again tomorrow.',
  },
  price_moved: { id: 'Harga baru saja berubah.', en: 'The price has just changed.' },
  item_gone: { id: 'Produk ini baru saja habis.', en: 'This product has just sold out.' },
  account_refused: {
    id: 'Akun tujuan tidak ditemukan. Periksa lagi datanya.',
    en: 'The account was not found. Please check its details.',
  },
  provider_refused: {
    id: 'Pesanan ini ditolak.',
    en: 'This order was refused.',
  },
  provider_failed: {
    id: 'Pesanan ini tidak bisa diselesaikan.',
    en: 'This order could not be completed.',
  },
  provider_silent: {
    id: 'Layanan ini tidak menjawab.',
    en: 'This service did not answer.',
  },
  provider_unreachable: {
    id: 'Layanan ini sedang tidak bisa dihubungi.',
    en: 'This service could not be reached.',
  },
  invoice_lapsed: { id: 'Tagihan tidak dibayar.', en: 'The invoice was not paid.' },
  invoice_failed: {
    id: 'Invoice sudah dibayar, tetapi pesanan gagal. Hubungi penjual, ya.',
    en: 'The invoice was paid, but the order failed. Please contact the seller.',
  },
  refund_not_seen: {
    id: 'Pengembalian saldo sedang diperiksa toko.',
    en: 'The shop is checking the refund.',
  },
  evidence_conflicts: {
    id: 'Pesanan sedang diperiksa toko.',
    en: 'The shop is checking this order.',
  },
  note_unclear: {
    id: 'Data akun di catatan pesanan belum jelas. Cek chat dari toko, ya.',
    en: 'The account in the order note is not clear. Please see the chat from the shop.',
  },
  paid_too_little: {
    id: 'Harga produk ini sedang diperiksa toko.',
    en: 'The shop is checking the price of this product.',
  },
  mixed_transaction: {
    id: 'Pesanan ini dikirim langsung oleh toko.',
    en: 'The shop delivers this order itself.',
  },
  older_transaction: {
    id: 'Pesanan ini dikirim langsung oleh toko.',
    en: 'The shop delivers this order itself.',
  },
  changed_in_app: {
    id: 'Pesanan ini diubah oleh toko.',
    en: 'The shop has changed this order.',
  },
  partly_delivered: {
    id: 'Sebagian pesanan belum bisa dikirim. Toko sedang memeriksanya.',
    en: 'Part of the order could not be delivered. The shop is checking it.',
  },
  resolved_by_operator: {
    id: 'Diselesaikan oleh toko.',
    en: 'Settled by the shop.',
  },
};

/** In review the stored reason is for the operator; the shopper sees this message instead. */
const REVIEW_MESSAGE = {
  id: 'Pesanan sedang diperiksa toko. Uang Anda aman.',
  en: 'The shop is checking this order. Your money is safe.',
};

/** An invoice order has no other sign that the payment arrived. */
const PAID_INVOICE_MESSAGE = {
  id: 'Sudah dibayar, sedang dikirim.',
  en: 'Paid, and being delivered.',
};

function messageOf(row: OrderRow, status: OrderStatus): Readonly<Record<Language, string>> | null {
  if (status === 'review') {
    return row.reason === 'note_unclear' || row.reason === 'account_refused'
      ? REASON_MESSAGES[row.reason]
      : REVIEW_MESSAGE;
  }
  if (status === 'processing' && row.paid_at !== null) return PAID_INVOICE_MESSAGE;
  return row.reason && REASON_MESSAGES[row.reason];
}

export async function toOrderJson(
  row: OrderRow,
  { decrypt }: Pick<Keys, 'decrypt'>,
  language: Language,
): Promise<Order> {
  const status = statusOf(row);
  const message = messageOf(row, status);
  return {
    id: row.id,
    number: row.number,
    status,
    provider: row.provider,
    product: row.product,
    item: row.item,
    fields: fieldsOf(row),
    price: row.price,
    message: message ? message[language] : null,
    reason: row.reason,
    paid_by: row.paid_by,
    title: row.title,
    name: row.item_name,
    invoice_url: row.invoice_url,
    voucher: row.voucher === null ? null : await decrypt(row.voucher),
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  };
}
