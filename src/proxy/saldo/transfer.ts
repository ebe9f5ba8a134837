/** A transfer, and how bukaOlshop's answer to it is read. An answer that is not certain is `unknown`. */
import { z } from 'zod';
import type { CallResult } from '../upstream/call.js';
import { lenientCode, lenientNumber, lenientText } from '../upstream/lenient-fields.js';

export interface Transfer {
  readonly member: string;
  readonly direction: 'debit' | 'refund';
  /** whole rupiah */
  readonly amount: number;
  /** unguessable and unique; written into `catatan_saldo` */
  readonly tag: string;
  readonly pin?: string;
}

export type TransferOutcome =
  | { readonly kind: 'done' }
  /** Certainly nothing changed. */
  | {
      readonly kind: 'refused';
      readonly reason: 'insufficient_balance' | 'wrong_pin' | 'quota' | 'refused';
      readonly code: string;
      readonly retryAfterMs: number | null;
    }
  /** Certainly nothing changed: too soon after the member's last transfer. */
  | { readonly kind: 'too-soon' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'unknown'; readonly code: string };

/** `tipe` and `tipe_jumlah` (bukaOlshop Closed API, POST /member/saldo; Open API, GET /user/catatan). */
export const TIPE_BY_DIRECTION = { debit: 'kurang', refund: 'tambah' } as const;

const envelope = z
  .looseObject({
    code: lenientCode,
    status: lenientText.optional().catch(undefined),
    id_perubahan: z.unknown().optional(),
  })
  .transform(({ code, status: statusText = '', id_perubahan: change }) => ({
    code,
    statusText,
    hasChangeId: change !== undefined && change !== null,
  }));
const NO_ENVELOPE: z.infer<typeof envelope> = {
  code: undefined,
  statusText: '',
  hasChangeId: false,
};
const transferEcho = z.looseObject({
  id_user: lenientText,
  jumlah: lenientNumber,
  tipe: lenientText,
  id_perubahan: lenientText.refine((id) => id !== ''),
});

/** Assumption: how a transfer within the pause is refused is not documented; it asks to wait. */
const WAIT_PATTERN = /tunggu|detik|\bwait\b|second/i;
/** ms; the pause is about five seconds, so a longer `Retry-After` does not mean the pause. */
export const MAX_PAUSE_MS = 30_000;
export const asksForPause = (
  sentence: string,
  code: number,
  retryAfterMs: number | null,
): boolean => WAIT_PATTERN.test(sentence) && !(code === 429 && (retryAfterMs ?? 0) > MAX_PAUSE_MS);
/** Assumption: how a wrong PIN is refused is not documented; the sentence names the PIN. */
const PIN_PATTERN = /\bpin\b/i;

/** Codes with which certainly nothing changed (bukaOlshop Closed API, POST /member/saldo and Errors Code). */
const CERTAIN_REFUSAL_CODES = [400, 401, 403, 404, 405, 429];

export function readTransferAnswer(transfer: Transfer, result: CallResult): TransferOutcome {
  if (result.kind === 'not-sent') return { kind: 'not-sent' };
  if (result.kind === 'unknown') return { kind: 'unknown', code: result.reason };
  const { status, body, retryAfterMs } = result;
  const { code = null, statusText, hasChangeId } = envelope.safeParse(body).data ?? NO_ENVELOPE;
  if (status === 200 && code === 200) return readTransferDone(transfer, body);
  // Status and envelope must agree. Only 429 needs no envelope: servers in front of the API send it too.
  const refusal = status === 200 ? code : status;
  const isConsistent = code === refusal || (code === null && status === 429);
  // A refusal that carries the id of a change is contradictory: treat it as unknown.
  const isCertainRefusal =
    refusal !== null && CERTAIN_REFUSAL_CODES.includes(refusal) && isConsistent && !hasChangeId;
  if (!isCertainRefusal) {
    return { kind: 'unknown', code: `http ${String(status)}` };
  }
  return readRefusal(transfer, refusal, statusText, retryAfterMs);
}

function readRefusal(
  { direction, pin }: Transfer,
  code: number,
  statusText: string,
  retryAfterMs: number | null,
): TransferOutcome {
  const refused = { kind: 'refused', code: String(code), retryAfterMs } as const;
  // Even when it asks to wait: sent again, it would count as another wrong PIN.
  if (pin !== undefined && PIN_PATTERN.test(statusText)) return { ...refused, reason: 'wrong_pin' };
  if (asksForPause(statusText, code, retryAfterMs)) return { kind: 'too-soon' };
  if (code === 429) return { ...refused, reason: 'quota' };
  if (PIN_PATTERN.test(statusText)) return { ...refused, reason: 'wrong_pin' };
  const isInsufficientBalance = code === 403 && direction === 'debit';
  return { ...refused, reason: isInsufficientBalance ? 'insufficient_balance' : 'refused' };
}

/** Done only if the answer repeats the member, the amount and the direction. */
function readTransferDone(transfer: Transfer, body: unknown): TransferOutcome {
  const parsed = transferEcho.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', code: 'no id_perubahan' };
  const { id_user: member, jumlah, tipe } = parsed.data;
  const isEcho =
    member === transfer.member &&
    Math.abs(jumlah) === transfer.amount &&
    tipe === TIPE_BY_DIRECTION[transfer.direction];
  return isEcho ? { kind: 'done' } : { kind: 'unknown', code: 'another echo' };
}
