/** How bukaOlshop's answer to a change of a transaction is read. What is not certain is `unknown`. */
import { z } from 'zod';
import type { CallResult } from '../upstream/call.js';
import { lenientCode, lenientText } from '../upstream/lenient-fields.js';
import { deliveryStatus, paidStatus, type TransactionStatus } from './transaction.js';

export type WriteOutcome =
  /** The status before and after, as the answer tells them; `null` where it does not. */
  | {
      readonly kind: 'done';
      readonly before: TransactionStatus | null;
      readonly after: TransactionStatus | null;
    }
  /** Certainly nothing changed. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Certainly nothing changed: the calls of the day, or of the moment, are used up. */
  | { readonly kind: 'quota'; readonly retryAfterMs: number | null }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'unknown'; readonly code: string };

/** Codes with which certainly nothing changed (bukaOlshop Closed API, TRANSAKSI and Errors Code). */
const CERTAIN_REFUSAL_CODES = [400, 401, 403, 404, 405];

const echo = z
  .looseObject({
    code: lenientCode,
    nomor_pembayaran: lenientText.optional().catch(''),
    // The owner's spelling, and the one that is meant.
    statu_bayar_awal: z.unknown().optional(),
    status_bayar_awal: z.unknown().optional(),
    status_pengiriman_awal: z.unknown().optional(),
    status_bayar_terbaru: z.unknown().optional(),
    status_pengiriman_terbaru: z.unknown().optional(),
  })
  .transform((answer) => ({
    code: answer.code,
    number: answer.nomor_pembayaran,
    before: toStatus(
      answer.statu_bayar_awal ?? answer.status_bayar_awal,
      answer.status_pengiriman_awal,
    ),
    after: toStatus(answer.status_bayar_terbaru, answer.status_pengiriman_terbaru),
  }));

const NO_ECHO: z.infer<typeof echo> = {
  code: undefined,
  number: undefined,
  before: null,
  after: null,
};

/** @param number `nomor_pembayaran` of the transaction; `null` where only its line was named */
export function readWriteAnswer(number: string | null, result: CallResult): WriteOutcome {
  if (result.kind === 'not-sent') return { kind: 'not-sent' };
  if (result.kind === 'unknown') return { kind: 'unknown', code: result.reason };
  const { status, body, retryAfterMs } = result;
  const answer = echo.safeParse(body).data ?? NO_ECHO;
  const { code, before, after } = answer;
  if (status === 200 && code === 200) {
    const isOther = number !== null && (answer.number ?? number) !== number;
    return isOther ? { kind: 'unknown', code: 'another echo' } : { kind: 'done', before, after };
  }
  // A refusal that tells a new status is contradictory.
  const refusal = after === null ? readRefusal(status, code, retryAfterMs) : null;
  return refusal ?? { kind: 'unknown', code: `http ${String(status)}` };
}

function readRefusal(
  status: number,
  code: number | undefined,
  retryAfterMs: number | null,
): WriteOutcome | null {
  const refusal = status === 200 ? code : status;
  // Servers in front of the API send 429 too, without an envelope.
  if (refusal === 429 && (code === undefined || code === 429))
    return { kind: 'quota', retryAfterMs };
  const isCertain = refusal !== undefined && CERTAIN_REFUSAL_CODES.includes(refusal);
  return isCertain && code === refusal ? { kind: 'refused', code: String(refusal) } : null;
}

function toStatus(paid: unknown, delivery: unknown): TransactionStatus | null {
  if (paid === undefined && delivery === undefined) return null;
  return { paid: paidStatus.parse(paid), delivery: deliveryStatus.parse(delivery) };
}
