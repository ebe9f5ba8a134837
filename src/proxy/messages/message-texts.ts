/**
 * What members read: Indonesian, as bukaOlshop's app is. A name of a supplier and what the shopper typed are
 * shortened to one line of plain text each; nothing else of a note is repeated.
 */
import { readMissing } from '../ledger/member-messages.js';
import { fieldsOf } from '../ledger/order-fields.js';
import { cutText } from '../notices/cut-text.js';
import { formatRupiah } from '../rupiah.js';
import type { MemberEvent, OrderRow } from '../store/tables.js';
import { removeInvisible } from '../typed-text.js';

type Orders = readonly [OrderRow, ...OrderRow[]];

/** letters of a name, and of one value that the shopper typed */
const NAME_LENGTH = 60;
const VALUE_LENGTH = 40;
/** labels that are asked for by name, and values of one account that are shown */
const MAX_LABELS = 4;
const MAX_VALUES = 3;

const plain = (text: string, length = Infinity): string =>
  cutText(
    removeInvisible(text)
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
    length,
  );

const LIST = new Intl.ListFormat('id');

/** `TU-7F3K-92QD: Mobile Legends, 86 Diamonds untuk 12345678/2001` */
function describe(order: OrderRow): string {
  const { number, title, item_name: itemName } = order;
  const account = Object.values(fieldsOf(order))
    .slice(0, MAX_VALUES)
    .map((value) => plain(value, VALUE_LENGTH))
    .filter((value) => value !== '')
    .join('/');
  const name = plain(`${title}, ${itemName}`, NAME_LENGTH);
  return `${number}: ${name}${account && ` untuk ${account}`}`;
}

const labelsToAsk = (order: OrderRow): readonly string[] =>
  readMissing(order)
    .slice(0, MAX_LABELS)
    .map((label) => plain(label, VALUE_LENGTH))
    .filter((label) => label !== '');

interface Texts {
  readonly title: string;
  /** of one order, below its name */
  readonly addition: (order: OrderRow, voucher: string | undefined) => string | null;
  readonly ending: (orders: Orders, vouchers: ReadonlyMap<string, string>) => string;
}

const TEXTS: Readonly<Record<MemberEvent, Texts>> = {
  delivered: {
    title: 'Pesanan Anda sudah selesai',
    addition: (_, voucher) => (voucher === undefined ? null : `Kode: ${plain(voucher)}`),
    ending: (orders, vouchers) => {
      const isHidden = orders.some(({ id, voucher }) => voucher !== null && !vouchers.has(id));
      return isHidden ? 'Kodenya ada di halaman Pesanan. Terima kasih!' : 'Terima kasih!';
    },
  },
  refunded: {
    title: 'Maaf, pesanan ini dibatalkan',
    addition: () => null,
    ending: (orders) => {
      const prices = orders.flatMap(({ price }) => price ?? []);
      const sum = prices.reduce((total, price) => total + price, 0);
      const money = prices.length < orders.length ? 'Uangnya' : formatRupiah(sum);
      return `${money} sudah kembali ke saldo Anda.`;
    },
  },
  needs_data: {
    title: 'Pesanan ini sudah dibayar, tetapi belum bisa kami kirim',
    addition: ({ reason }) =>
      reason === 'account_refused' ? 'Akunnya tidak ditemukan.' : 'Data akunnya belum jelas.',
    ending: (orders) => {
      const labels = orders.map(labelsToAsk);
      const isNamed = labels.every((each) => each.length > 0);
      const data = isNamed ? LIST.format(new Set(labels.flat())) : 'data akun';
      return `Balas chat ini dengan ${data} yang benar, ya. Setelah itu pesanannya kami kirim.`;
    },
  },
};

/** @param vouchers by the order's id; those that may stand in a chat */
export function composeChat(
  event: MemberEvent,
  orders: Orders,
  vouchers: ReadonlyMap<string, string>,
): string {
  const { title, addition, ending } = TEXTS[event];
  const lines = orders.flatMap((order) => [
    describe(order),
    ...[addition(order, vouchers.get(order.id))].filter((line) => line !== null),
  ]);
  return [`${title}:`, ...lines, '', ending(orders, vouchers)].join('\n');
}

/** A telephone may show it while it is locked, so that it holds no voucher and no account. */
export const composeNotification = (
  event: MemberEvent,
  [{ number, title, item_name: itemName }, ...others]: Orders,
): { readonly title: string; readonly text: string } => ({
  title: TEXTS[event].title,
  text: [
    `${number}: ${plain(`${title}, ${itemName}`, NAME_LENGTH)}.`,
    ...(others.length > 0 ? [`Dan ${String(others.length)} lainnya.`] : []),
    'Selengkapnya di chat.',
  ].join(' '),
});
