/** The texts of messages: Indonesian first, English beside it, short enough for a phone. */
import type { Kysely } from 'kysely';
import { PROVIDERS, type ProviderName } from '../contract.js';
import { STORE_FAILURES_IN_ENGLISH, STORE_FAILURES_IN_INDONESIAN } from '../config/messages.js';
import { PROVIDER_VARIABLES } from '../config/provider-variables.js';
import { findOrderById, listOrderEvents } from '../ledger/queries.js';
import { formatRupiah } from '../rupiah.js';
import type { NoticeRow, Tables } from '../store/tables.js';
import { describeSummary } from './daily-summary.js';
import { describeOrder, describeReview } from './describe-order.js';
import type { NoticeKind } from './notice-kinds.js';

type Db = Kysely<Tables>;

/** notices of which a message says more than that they are there */
const MAX_DESCRIBED = 8;

const TITLES: Readonly<Record<NoticeKind, string>> = {
  review: 'Pesanan menunggu keputusan Anda / An order waits for your decision',
  'late-debit':
    'Saldo ternyata terpotong setelah pesanan batal / A debit appeared after its order was cancelled',
  'late-delivery': 'Terkirim padahal sudah direfund / Delivered after it was paid back',
  unwatched: 'Pesanan batal tidak bisa diawasi / A cancelled order could not be watched',
  'cost-differs': 'Pemasok mengambil jumlah lain / A supplier took another amount than quoted',
  'slow-order': 'Belum selesai setelah sehari / Still open after a day',
  'slow-refund': 'Refund tertunda lebih dari sejam / A refund takes more than an hour',
  'step-failed': 'Kesalahan tak terduga pada pesanan / An unexpected error in an order',
  'deposit-short': 'Deposit tidak cukup; tidak dijual dulu / A deposit is too small; not sold now',
  'deposit-low': 'Deposit menipis / A deposit is low',
  'supplier-refused':
    'Pemasok menolak kunci atau alamat server / A supplier refuses the key or this address',
  'supplier-missing':
    'Pesanan terbuka di pemasok tanpa kunci / Orders are open at a supplier without a key',
  'upstream-silent': 'Layanan tidak menjawab / A service does not answer',
  'quota-spent': 'Kuota bukaOlshop habis / bukaOlshop’s quota is used up',
  'plan-ending': 'Paket bukaOlshop segera berakhir / The bukaOlshop plan ends soon',
  'clock-off': 'Jam server meleset / The server’s clock is off',
  'disk-full': 'Disk hampir penuh / The disk is nearly full',
  'price-held': 'Harga berubah jauh, menunggu Anda / A price moved far, and waits for you',
  summary: 'Ringkasan 24 jam / The last 24 hours',
};

const ORDER_KINDS: readonly string[] = [
  'review',
  'late-debit',
  'late-delivery',
  'unwatched',
  'cost-differs',
  'slow-order',
  'slow-refund',
  'step-failed',
] satisfies NoticeKind[];

/** @param rows of one kind, oldest first */
export async function composeText(
  db: Db,
  kind: NoticeKind,
  rows: readonly NoticeRow[],
): Promise<string> {
  const title = rows.length > 1 ? `${TITLES[kind]} (${String(rows.length)})` : TITLES[kind];
  const described = rows.slice(0, MAX_DESCRIBED);
  const parts: string[] = [];
  for (const row of described) parts.push(await describeNotice(db, kind, row));
  const rest = rows.length - described.length;
  if (rest > 0) parts.push(`… +${String(rest)}: ${overviewOf(kind)}`);
  return [title, ...parts.filter((part) => part !== '')].join('\n\n');
}

function overviewOf(kind: NoticeKind): string {
  if (kind === 'price-held') return 'etalase products';
  return kind === 'review' ? 'etalase orders --review' : 'etalase orders';
}

async function describeNotice(db: Db, kind: NoticeKind, row: NoticeRow): Promise<string> {
  const { subject } = row;
  if (ORDER_KINDS.includes(kind)) return describeOrderNotice(db, kind, subject);
  switch (kind) {
    case 'summary':
      return describeSummary(db, row.at);
    case 'deposit-short':
    case 'deposit-low':
      return `${serviceName(subject)}: ${await describeDeposit(db, subject)}`;
    case 'clock-off':
      return `${subject} detik / seconds. Periksa NTP / check NTP: timedatectl`;
    case 'disk-full':
      return `${subject} %`;
    case 'price-held':
      return describeHeldPrice(db, subject);
    default:
      return serviceName(subject);
  }
}

async function describeOrderNotice(db: Db, kind: NoticeKind, id: string): Promise<string> {
  const order = await findOrderById(db, id);
  if (!order) return id;
  const isReview = kind === 'review';
  return [
    describeOrder(order),
    ...(isReview ? [describeReview(order, await listOrderEvents(db, id))] : []),
    ...(kind === 'cost-differs'
      ? [`${formatRupiah(order.charged_cost)}, modal/quoted ${formatRupiah(order.cost)}`]
      : []),
    `etalase orders show ${order.number}${isReview ? ' --look' : ''}`,
  ].join('\n');
}

async function describeHeldPrice(db: Db, id: string): Promise<string> {
  const row = await db
    .selectFrom('shop_products')
    .select(['name', 'price', 'held_price'])
    .where('id', '=', id)
    .executeTakeFirst();
  const figures = row && `${formatRupiah(row.price)} → ${formatRupiah(row.held_price)}`;
  return [
    [row?.name ?? id, figures].filter(Boolean).join(': '),
    `etalase products accept ${id}`,
  ].join('\n');
}

const providerOf = (name: string): ProviderName | undefined =>
  PROVIDERS.find((provider) => provider === name);

/** A provider's title; other services are named as in the metrics. */
function serviceName(name: string): string {
  const provider = providerOf(name);
  return provider ? PROVIDER_VARIABLES[provider].title : name;
}

async function describeDeposit(db: Db, name: string): Promise<string> {
  const provider = providerOf(name);
  const row =
    provider &&
    (await db
      .selectFrom('suppliers')
      .select(['deposit', 'short_cost'])
      .where('provider', '=', provider)
      .executeTakeFirst());
  const parts = [
    ...(row && row.deposit !== null ? [formatRupiah(row.deposit)] : []),
    ...(row && row.short_cost !== null
      ? [`kurang untuk / too small for ${formatRupiah(row.short_cost)}`]
      : []),
    // No read finds out when it is filled.
    ...(provider && (row?.deposit ?? null) === null
      ? [`isi ulang, lalu / top it up, then: etalase on ${provider}`]
      : []),
  ];
  return parts.join(', ');
}

/** For a store that cannot be written: it cannot hold a notice of it. @param failure a word of ours */
export const storeFailedText = (failure: string): string =>
  [
    'Basis data tidak bisa ditulis; tidak ada yang dijual / The database cannot be written; nothing is sold',
    `${STORE_FAILURES_IN_INDONESIAN[failure] ?? failure} / ${STORE_FAILURES_IN_ENGLISH[failure] ?? failure}`,
    'etalase check',
  ].join('\n\n');

export const testText =
  'Percobaan dari etalase: kabar akan datang ke sini. / A test from etalase: notices will arrive here.';
