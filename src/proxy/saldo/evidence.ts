/** Whether a member's history shows a transfer, by its tag. An unreadable history proves nothing. */
import { z } from 'zod';
import { HOUR_MS } from '../time.js';
import type { CallResult } from '../upstream/call.js';
import { okCode, lenientNumber, lenientText } from '../upstream/lenient-fields.js';
import { TIPE_BY_DIRECTION, type Transfer } from './transfer.js';

export type Evidence =
  | { readonly kind: 'found'; readonly in: 'catatan' | 'riwayat' }
  /** The history was read back to before the transfer, and lacks it. */
  | {
      readonly kind: 'absent';
      /** It has no row at all. */
      readonly isEmpty?: true;
      /** rows since then of the same amount and direction, without a tag of the proxy */
      readonly similar: number;
    }
  /** The tag stands at another amount or direction. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown'; readonly code: string };

export interface TransferQuery extends Omit<Transfer, 'pin' | 'tag'> {
  /** any of them is found */
  readonly tags: readonly string[];
  /** the shopper's `token_user`; `null` where it could not be read */
  readonly memberToken: string | null;
  /** a time before the transfer's intent, ms since 1970 */
  readonly since: number;
}

/** `total_data` of `/user/catatan`: a multiple of 10, at most 100 (bukaOlshop Open API). */
export const CATATAN_PAGE_SIZE = 100;
const CATATAN_PAGE_SIZE_STEP = 10;
const MAX_PAGES = 5;
/** ms. Dates have no time zone: a row is certainly older only by more than time zones differ. */
const MAX_TIME_ZONE_DIFFERENCE_MS = 26 * HOUR_MS;

const catatanPage = z.looseObject({
  code: okCode,
  data: z.preprocess(
    // Empty lists come as null, '' or false.
    (data) => (data === null || data === '' || data === false ? [] : data),
    z.array(
      z.looseObject({
        jumlah_dana: lenientNumber,
        tipe_jumlah: lenientText,
        tanggal: z.string().optional(),
      }),
    ),
  ),
});
type CatatanRow = z.infer<typeof catatanPage>['data'][number];

const memberSaldo = z.looseObject({
  code: okCode,
  riwayat_saldo: z.array(z.looseObject({ jumlah_dana: lenientNumber })),
});

const UNREADABLE: Evidence = { kind: 'unknown', code: 'catatan unreadable' };

/** A tag may be in `catatan_saldo` or in another text of the row. */
const containsTag = (row: object, { tags }: TransferQuery): boolean =>
  Object.values(row).some(
    (value) => typeof value === 'string' && tags.some((tag) => value.includes(tag)),
  );

/** Reads `/user/catatan` page by page. A page with an unreadable row proves nothing. */
export async function findInCatatan(
  query: TransferQuery,
  fetchPage: (page: number) => Promise<CallResult>,
): Promise<Evidence> {
  if (query.memberToken === null) return { kind: 'unknown', code: 'no token_user' };
  let similar = 0;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const result = await fetchPage(page);
    if (result.kind !== 'answered') return UNREADABLE;
    const { data: answer } = catatanPage.safeParse(result.body);
    // After the last page some lists answer with no rows, others with 404.
    if (page > 1 && result.status === 404 && !answer) return { kind: 'absent', similar };
    if (result.status !== 200 || !answer) return UNREADABLE;
    const rows = answer.data;
    if (page === 1 && rows.length === 0) return { kind: 'absent', isEmpty: true, similar };
    const row = rows.find((each) => containsTag(each, query));
    if (row) return isSameTransfer(query, row) ? FOUND_IN_CATATAN : { kind: 'conflict' };
    similar += rows.filter((each) => isSimilar(query, each)).length;
    if (isLastPage(rows) || reachesBackTo(query.since, rows)) return { kind: 'absent', similar };
  }
  return { kind: 'unknown', code: 'too many notes' };
}

const FOUND_IN_CATATAN: Evidence = { kind: 'found', in: 'catatan' };

const isSameTransfer = ({ direction, amount }: TransferQuery, row: CatatanRow): boolean =>
  row.tipe_jumlah === TIPE_BY_DIRECTION[direction] && Math.abs(row.jumlah_dana) === amount;

/** Whether a row without a tag could be the transfer, made by hand. */
const isSimilar = (query: TransferQuery, row: CatatanRow): boolean =>
  isSameTransfer(query, row) && !isBefore(query.since, row) && !hasOwnTag(row);

/** The tag of any transfer of the proxy. */
const hasOwnTag = (row: object): boolean =>
  Object.values(row).some((value) => typeof value === 'string' && /\betl[dr]\w/.test(value));

/** A page that is full, whatever size the server used, may be followed by another. */
const isLastPage = (rows: readonly CatatanRow[]): boolean =>
  rows.length === 0 || rows.length % CATATAN_PAGE_SIZE_STEP !== 0;

/** The order of rows is not documented: only when the newest come first are later pages older. */
function reachesBackTo(since: number, rows: readonly CatatanRow[]): boolean {
  const times = rows.map(parseTanggal);
  const isNewestFirst = times.every((time, i) => i === 0 || time <= (times[i - 1] ?? NaN));
  return isNewestFirst && rows.some((row) => isBefore(since, row));
}

/** Whether a row is certainly older. */
const isBefore = (since: number, row: CatatanRow): boolean =>
  parseTanggal(row) < since - MAX_TIME_ZONE_DIFFERENCE_MS;

/** `2023-07-27 15:17:11`, as if it were UTC; `NaN` where there is none. */
const parseTanggal = ({ tanggal = '' }: CatatanRow): number =>
  Date.parse(`${tanggal.replace(' ', 'T')}Z`);

/**
 * Reads `riwayat_saldo` of `GET /member/saldo`. It can only prove that a transfer is there: how far back
 * it goes, and whether it repeats notes, is not documented. Nor is what `/user/catatan` shows to an old
 * `token_user`: an empty catatan proves nothing unless this list is empty too.
 */
export function findInRiwayat(
  query: TransferQuery,
  result: CallResult,
  inCatatan: Evidence,
): Evidence {
  const isRead = result.kind === 'answered' && result.status === 200;
  const rows = isRead ? memberSaldo.safeParse(result.body).data?.riwayat_saldo : undefined;
  const row = rows?.find((each) => containsTag(each, query));
  if (!row) {
    const isInconclusive = inCatatan.kind === 'absent' && inCatatan.isEmpty && rows?.length !== 0;
    return isInconclusive ? { kind: 'unknown', code: 'catatan empty' } : inCatatan;
  }
  return Math.abs(row.jumlah_dana) === query.amount
    ? { kind: 'found', in: 'riwayat' }
    : { kind: 'conflict' };
}
