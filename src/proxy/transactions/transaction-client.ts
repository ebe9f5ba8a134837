/**
 * Transactions at bukaOlshop's Closed API. Only absolute states are written, because they can be read back
 * after a lost answer; `lanjut` and `kembali`, which are relative, cannot be asked for. Nothing is ever sent
 * twice here.
 */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call, type CallResult } from '../upstream/call.js';
import { lenientCode } from '../upstream/lenient-fields.js';
import type { ReadFailure, ReadResult } from '../upstream/read-result.js';
import {
  listAnswer,
  transactionAnswer,
  type ListedTransaction,
  type ShopTransaction,
} from './transaction.js';
import { readWriteAnswer, type WriteOutcome } from './write-outcome.js';

export type WrittenStatus = 'diproses' | 'selesai' | 'batal_dan_refund';

/** None of these throws. */
export interface TransactionClient {
  /** `not-found` only where bukaOlshop itself says that there is no such number. */
  read(this: void, number: string): Promise<ReadResult<ShopTransaction>>;
  /**
   * A page of the paid transactions, newest first. The list has ended where a page is empty; a shorter
   * page may have rows that could not be read.
   */
  listPaid(this: void, page: number): Promise<ReadResult<readonly ListedTransaction[]>>;
  setStatus(this: void, number: string, status: WrittenStatus): Promise<WriteOutcome>;
  /** @param cost whole rupiah; `null` leaves it as it is */
  setWaybill(
    this: void,
    transactionId: string,
    waybill: string,
    cost: number | null,
  ): Promise<WriteOutcome>;
}

type Bukaolshop = Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>;

export function createTransactionClient(
  { closedUrl, apiKey }: Bukaolshop,
  platform: Platform,
  timeoutMs: number,
): TransactionClient {
  const headers = { Authorization: `Bearer ${apiKey}` };

  const get = (path: string, query: Readonly<Record<string, string>>) => {
    const url = `${closedUrl}${path}?${new URLSearchParams(query).toString()}`;
    return call(platform, { method: 'GET', url, headers, timeoutMs });
  };
  const patch = (body: object) =>
    call(platform, {
      method: 'PATCH',
      url: `${closedUrl}/transaksi/id`,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
    });

  return {
    async read(number) {
      const result = await get('/transaksi/id', { nomor_pembayaran: number });
      const read = readAnswer(result, transactionAnswer, NO_SUCH_NUMBER_CODES);
      const isOther = read.kind === 'read' && read.value.number !== number;
      return isOther ? failed('malformed') : read;
    },
    async listPaid(page) {
      const query = { page: String(page), filter_status: 'lunas' };
      const read = readAnswer(await get('/transaksi/list', query), listAnswer, [404]);
      // After the last page some lists answer with no rows, others with 404. The first page must be read:
      // what is not in it is taken for new afterwards.
      const isBehindLast = page > 1 && read.kind === 'failed' && read.code === 'not-found';
      return isBehindLast ? { kind: 'read', value: [] } : read;
    },
    async setStatus(number, status) {
      const body = { nomor_pembayaran: number, status_transaksi: status };
      return readWriteAnswer(number, await patch(body));
    },
    async setWaybill(transactionId, waybill, cost) {
      const body = {
        id_transaksi: transactionId,
        nomor_resi: waybill,
        ...(cost !== null && { harga_modal: cost }),
      };
      return readWriteAnswer(null, await patch(body));
    },
  };
}

/** 400 says that `nomor_pembayaran`, the only parameter, is not right (Closed API, GET /transaksi/id). */
const NO_SUCH_NUMBER_CODES = [400, 404];

const envelope = z.object({ code: lenientCode });

function readAnswer<T>(
  result: CallResult,
  schema: z.ZodType<T>,
  notFoundCodes: readonly number[],
): ReadResult<T> {
  const answer = readBukaolshop(result, schema);
  if (answer.kind === 'read') return answer;
  if (answer.kind === 'malformed') return failed('malformed', answer.retryAfterMs);
  if (answer.kind === 'no-answer') {
    const isTooLarge = answer.result.kind === 'unknown' && answer.result.reason === 'too-large';
    return failed(isTooLarge ? 'malformed' : 'unavailable');
  }
  const { status, retryAfterMs } = answer;
  // A firewall, or a wrong address, refuses without bukaOlshop's envelope: that is about no transaction.
  const body = result.kind === 'answered' ? envelope.safeParse(result.body).data : undefined;
  const isOwnWord = body?.code === status;
  if (isOwnWord && notFoundCodes.includes(status)) return { kind: 'failed', code: 'not-found' };
  if (isOwnWord && (status === 401 || status === 403)) {
    return { ...failed('refused', retryAfterMs), isKeyRefused: true };
  }
  return failed(failureOf(status), retryAfterMs);
}

function failureOf(status: number): Exclude<ReadFailure['code'], 'not-found'> {
  if (status === 429) return 'quota';
  if (status >= 500 || status === 404) return 'unavailable';
  return status >= 400 ? 'refused' : 'malformed';
}

const failed = (
  code: Exclude<ReadFailure['code'], 'not-found'>,
  retryAfterMs: number | null = null,
) => ({ kind: 'failed', code, retryAfterMs }) as const;
