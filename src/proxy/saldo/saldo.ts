/**
 * The member's saldo at bukaOlshop: changed by the Closed API, which knows no idempotency key, and
 * found again by the tag that every change carries in `catatan_saldo`.
 */
import type { Outside } from '../outside.js';
import type { Settings } from '../settings.js';
import { call } from '../upstream.js';
import { KIND, readChange, type ChangeOutcome, type SaldoChange } from './change.js';
import {
  lookInHistory,
  lookInNotes,
  NOTES_PER_PAGE,
  type Evidence,
  type Trace,
} from './evidence.js';

export interface Saldo {
  /** Sends the change, once. Never throws. */
  change(this: void, change: SaldoChange): Promise<ChangeOutcome>;
  /** Looks for a change in both histories. Never throws. */
  look(this: void, trace: Trace): Promise<Evidence>;
}

export interface SaldoTimes {
  /** of each call, ms */
  readonly timeout: number;
  /** ms after which used up quota is asked for again */
  readonly quota: number;
}

export function createSaldo(
  { openUrl, closedUrl, token, apiKey }: Settings['bukaolshop'],
  outside: Outside,
  { timeout, quota }: SaldoTimes,
): Saldo {
  const headers = { Authorization: `Bearer ${apiKey}` };
  /** ms since 1970 until which a refund waits for quota: no debit takes from what is owed */
  let owedUntil = -Infinity;

  async function send(change: SaldoChange): Promise<ChangeOutcome> {
    const body = new URLSearchParams({
      id_user: change.member,
      tipe: KIND[change.direction],
      jumlah: String(change.amount),
      catatan_saldo: change.tag,
      ...(change.pin !== undefined && { pin: change.pin }),
    });
    const url = `${closedUrl}/member/saldo`;
    return readChange(change, await call(outside, { method: 'POST', url, headers, body, timeout }));
  }

  return {
    async change(change) {
      const { direction } = change;
      const wait = owedUntil - outside.now();
      if (direction === 'debit' && wait > 0) {
        return { kind: 'refused', why: 'quota', code: 'kept for refunds', retryAfter: wait };
      }
      const outcome = await send(change);
      if (direction === 'refund' && outcome.kind === 'refused' && outcome.why === 'quota') {
        owedUntil = outside.now() + Math.max(outcome.retryAfter ?? 0, quota);
      }
      return outcome;
    },

    async look(trace) {
      const inNotes = await lookInNotes(trace, (page) => {
        const query = new URLSearchParams({
          token,
          token_user: trace.memberToken ?? '',
          id_user: trace.member,
          tipe: 'saldo',
          total_data: String(NOTES_PER_PAGE),
          page: String(page),
        });
        const url = `${openUrl}/user/catatan?${query.toString()}`;
        return call(outside, { method: 'GET', url, timeout });
      });
      if (inNotes.kind === 'found' || inNotes.kind === 'conflict') return inNotes;
      const query = new URLSearchParams({ id_user: trace.member });
      const url = `${closedUrl}/member/saldo?${query.toString()}`;
      const history = await call(outside, { method: 'GET', url, headers, timeout });
      return lookInHistory(trace, history, inNotes);
    },
  };
}
