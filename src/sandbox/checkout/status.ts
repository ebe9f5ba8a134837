import { changeSaldo } from '../saldo-changes.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Transaction, TransactionStatus } from '../state/transactions.js';
import { changeWithCallback, callbackOf, scheduleCallback } from './callbacks.js';

/** The words of `status_transaksi`; the buttons of the seller's app are named after them. */
export const transactionCommands = [
  'lanjut',
  'kembali',
  'lunas',
  'diproses',
  'selesai',
  'batal',
  'batal_dan_refund',
] as const;
export type TransactionCommand = (typeof transactionCommands)[number];

const status = (
  status_bayar: TransactionStatus['status_bayar'],
  status_pengiriman: TransactionStatus['status_pengiriman'],
): TransactionStatus => ({ status_bayar, status_pengiriman });

export const UNPAID = status('pending', 'belum diproses');
export const PAID = status('lunas', 'belum diproses');
const CANCELLED = status('di batalkan', 'di batalkan');

/** The order in which `lanjut` goes forward and `kembali` goes back. */
const SEQUENCE: readonly TransactionStatus[] = [
  UNPAID,
  PAID,
  status('lunas', 'diproses'),
  status('lunas', 'dikirim'),
  status('lunas', 'selesai'),
];

const ABSOLUTE = {
  lunas: PAID,
  diproses: status('lunas', 'diproses'),
  selesai: status('lunas', 'selesai'),
  batal: CANCELLED,
  batal_dan_refund: CANCELLED,
} as const;

const nextStatus = (
  { status: present }: Transaction,
  command: TransactionCommand,
): TransactionStatus | undefined => {
  if (command !== 'lanjut' && command !== 'kembali') return ABSOLUTE[command];
  const at = SEQUENCE.findIndex(
    ({ status_bayar, status_pengiriman }) =>
      status_bayar === present.status_bayar && status_pengiriman === present.status_pengiriman,
  );
  return at < 0 ? undefined : SEQUENCE[at + (command === 'lanjut' ? 1 : -1)];
};

/** Pays back to the saldo what was paid, however it was paid. */
const refund = (backend: ShopBackend, transaction: Transaction): void => {
  const { id_user, nomor_pembayaran, total } = transaction;
  const member = backend.state.members.get(id_user);
  const isDue = transaction.status.status_bayar === 'lunas' || backend.settings.refundsUnpaid;
  if (member === undefined || !isDue) return;
  changeSaldo(backend, member, {
    tipe: 'tambah',
    jumlah: total,
    catatan_saldo: '',
    nomor_pembayaran,
  });
};

export type CommandResult =
  | { readonly kind: 'changed'; readonly before: TransactionStatus }
  | { readonly kind: 'refused'; readonly why: 'no_such_step' | 'cancelled' };

type Plan =
  | { readonly kind: 'next'; readonly next: TransactionStatus }
  | Extract<CommandResult, { kind: 'refused' }>;

const plan = (transaction: Transaction, command: TransactionCommand): Plan => {
  const isCancelled = transaction.status.status_bayar === 'di batalkan';
  if (command === 'batal_dan_refund' && isCancelled) return { kind: 'refused', why: 'cancelled' };
  const next = nextStatus(transaction, command);
  return next === undefined ? { kind: 'refused', why: 'no_such_step' } : { kind: 'next', next };
};

const apply = (
  backend: ShopBackend,
  transaction: Transaction,
  command: TransactionCommand,
  next: TransactionStatus,
): void => {
  if (command === 'batal_dan_refund') refund(backend, transaction);
  transaction.status = next;
  transaction.updated = backend.now();
};

/** Carries out a command at once, and tells of it. */
export const carryOut = (
  backend: ShopBackend,
  transaction: Transaction,
  command: TransactionCommand,
): CommandResult => {
  const planned = plan(transaction, command);
  if (planned.kind === 'refused') return planned;
  const before = transaction.status;
  apply(backend, transaction, command, planned.next);
  scheduleCallback(backend, callbackOf('perubahan_status_transaksi', transaction, planned.next));
  return { kind: 'changed', before };
};

/** Carries out a command of a person, whose callback the fault `early` can put before the change. */
export const pressButton = (
  backend: ShopBackend,
  number: string,
  command: TransactionCommand,
): CommandResult['kind'] | 'unknown' => {
  const find = () => backend.state.transactions.get(number);
  const transaction = find();
  if (transaction === undefined) return 'unknown';
  const planned = plan(transaction, command);
  if (planned.kind === 'refused') return 'refused';
  changeWithCallback(
    backend,
    callbackOf('perubahan_status_transaksi', transaction, planned.next),
    () => {
      // Other commands may have come first, and a rolled back request replaces the object.
      const present = find();
      if (present === undefined) return;
      const now = plan(present, command);
      if (now.kind === 'next') apply(backend, present, command, now.next);
    },
  );
  return 'changed';
};
