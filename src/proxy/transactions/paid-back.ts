/**
 * Whether a member's history shows that bukaOlshop paid a transaction back into the saldo. The documented row of
 * `/user/catatan` names the transaction in `nomor_pembayaran`; that `riwayat_saldo` repeats its text is an
 * assumption, so it can only prove that the row is there.
 */
import { z } from 'zod';
import { CATATAN_PAGE_SIZE, catatanPage } from '../saldo/evidence.js';
import type { CallResult } from '../upstream/call.js';
import { lenientText } from '../upstream/lenient-fields.js';

/** `not-seen`: a history was read, and lacks it. */
export type PaidBack = 'found' | 'not-seen' | 'unreadable';

export interface HistoryReaders {
  /** a page of `/user/catatan`; `null` without the member's `token_user` */
  readonly readCatatan: (() => Promise<CallResult>) | null;
  /** `GET /member/saldo` */
  readonly readRiwayat: () => Promise<CallResult>;
}

const catatanRow = z.looseObject({
  tipe_jumlah: lenientText,
  nomor_pembayaran: lenientText.nullish(),
  informasi_catatan: lenientText.nullish(),
});
const riwayat = z.looseObject({
  riwayat_saldo: z
    .array(z.looseObject({ informasi_catatan: lenientText.nullish() }))
    .nullable()
    .catch(null),
});

/** "Pengembalian saldo dari transaksi 875169634 yang otomatis dibatalkan." */
const REFUND_WORDS = /pengembalian|refund|dikembalikan/i;

/** @param number `nomor_pembayaran` */
export async function findPaidBack(
  { readCatatan, readRiwayat }: HistoryReaders,
  number: string,
): Promise<PaidBack> {
  const inCatatan = readCatatan === null ? 'unreadable' : readRows(await readCatatan(), number);
  if (inCatatan === 'found') return inCatatan;
  const answer = await readRiwayat();
  const isAnswered = answer.kind === 'answered' && answer.status === 200;
  const rows = isAnswered ? (riwayat.safeParse(answer.body).data?.riwayat_saldo ?? null) : null;
  if (rows === null) return inCatatan;
  const isFound = rows.some(({ informasi_catatan: text }) => isRefundText(text, number));
  return isFound ? 'found' : 'not-seen';
}

/** Newest first as a rule, so that one page holds what was paid back lately. */
function readRows(answer: CallResult, number: string): PaidBack {
  if (answer.kind !== 'answered' || answer.status !== 200) return 'unreadable';
  const page = catatanPage.safeParse(answer.body);
  if (!page.success) return 'unreadable';
  const isFound = page.data.data.some((each) => {
    const row = catatanRow.safeParse(each).data;
    return (
      row?.tipe_jumlah === 'tambah' &&
      (row.nomor_pembayaran === number || isRefundText(row.informasi_catatan, number))
    );
  });
  if (isFound) return 'found';
  return page.data.data.length < CATATAN_PAGE_SIZE ? 'not-seen' : 'unreadable';
}

const isRefundText = (text: string | null | undefined, number: string): boolean =>
  typeof text === 'string' && REFUND_WORDS.test(text) && text.split(/[^\w-]+/).includes(number);
