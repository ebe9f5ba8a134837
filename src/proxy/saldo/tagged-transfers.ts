/** Lists the transfers in a member's history that carry a tag of the proxy, of any order. It only reads. */
import { z } from 'zod';
import type { CallResult } from '../upstream/call.js';
import { lenientNumber, okCode } from '../upstream/lenient-fields.js';
import { catatanPage, isBefore, isLastPage, reachesBackTo } from './evidence.js';

export interface TaggedTransfer {
  readonly tag: string;
  /** whole rupiah, without a sign */
  readonly amount: number;
  /** `tanggal` as bukaOlshop writes it; `null` where it says none */
  readonly date: string | null;
}

export type TaggedTransfers =
  | {
      readonly kind: 'read';
      readonly transfers: readonly TaggedTransfer[];
      /** Whether the history was read back to the time that was asked for. */
      readonly isWhole: boolean;
    }
  /** @property isEmpty a history without any row, which may be all that an old `token_user` is shown */
  | { readonly kind: 'unread'; readonly isEmpty?: true }
  | { readonly kind: 'quota-spent' };

/** Pages of 100 rows: more than a member has in the time of a backup. */
const MAX_PAGES = 20;
const QUOTA_STATUS = 429;

/** `etld` of a debit, `etlr` of a refund (`orders/transfer-tags.ts`) */
const TAG = /\betl[dr][A-Za-z0-9]{20,24}\b/;

/** From `/user/catatan`, which needs the member's `token_user`. @param since ms since 1970 */
export async function listInCatatan(
  since: number,
  readPage: (page: number) => Promise<CallResult>,
): Promise<TaggedTransfers> {
  const transfers: TaggedTransfer[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const result = await readPage(page);
    if (isQuotaSpent(result)) return { kind: 'quota-spent' };
    const { data: answer } =
      result.kind === 'answered' ? catatanPage.safeParse(result.body) : { data: undefined };
    // After the last page some lists answer with no rows, others with 404.
    const isBehindLast = page > 1 && result.kind === 'answered' && result.status === 404;
    if (isBehindLast && !answer) return { kind: 'read', transfers, isWhole: true };
    if (result.kind !== 'answered' || result.status !== 200 || !answer) return { kind: 'unread' };
    if (page === 1 && answer.data.length === 0) return { kind: 'unread', isEmpty: true };
    transfers.push(...toTransfers(since, answer.data));
    if (isLastPage(answer.data) || reachesBackTo(since, answer.data)) {
      return { kind: 'read', transfers, isWhole: true };
    }
  }
  return { kind: 'read', transfers, isWhole: false };
}

const riwayat = z.looseObject({
  code: okCode,
  riwayat_saldo: z.array(
    z.looseObject({ jumlah_dana: lenientNumber, tanggal: z.string().optional() }),
  ),
});

/**
 * From `GET /member/saldo`, which needs no `token_user`. How far back it goes is not documented: only
 * together with an empty `/user/catatan` it is whole, if it is empty too.
 */
export function listInRiwayat(
  since: number,
  result: CallResult,
  isCatatanEmpty: boolean,
): TaggedTransfers {
  if (isQuotaSpent(result)) return { kind: 'quota-spent' };
  const answer = result.kind === 'answered' ? riwayat.safeParse(result.body).data : undefined;
  if (!answer) return { kind: 'unread' };
  const rows = answer.riwayat_saldo;
  const isWhole = isCatatanEmpty && rows.length === 0;
  return { kind: 'read', transfers: toTransfers(since, rows), isWhole };
}

const isQuotaSpent = (result: CallResult): boolean =>
  result.kind === 'answered' && result.status === QUOTA_STATUS;

interface Row {
  readonly jumlah_dana: number;
  readonly tanggal?: string | undefined;
}

const toTransfers = (since: number, rows: readonly Row[]): TaggedTransfer[] =>
  rows.filter((row) => !isBefore(since, row)).flatMap(toTransfer);

function toTransfer(row: Row): TaggedTransfer[] {
  // The tag may be in `catatan_saldo` or in another text of the row.
  const texts = Object.values(row).filter((value) => typeof value === 'string');
  const [tag] = texts.flatMap((text) => TAG.exec(text)?.[0] ?? []);
  if (tag === undefined) return [];
  return [{ tag, amount: Math.abs(row.jumlah_dana), date: row.tanggal ?? null }];
}
