/**
 * Transfers at bukaOlshop's Closed API, which has no idempotency key: each carries a tag in
 * `catatan_saldo`, by which it is found in the member's history. Nothing is ever sent twice here.
 */
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import { call, type CallResult } from '../upstream/call.js';
import {
  TIPE_BY_DIRECTION,
  readTransferAnswer,
  type TransferOutcome,
  type Transfer,
} from './transfer.js';
import {
  findInRiwayat,
  findInCatatan,
  CATATAN_PAGE_SIZE,
  type Evidence,
  type TransferQuery,
} from './evidence.js';

export interface SaldoClient {
  /** Sends the transfer, once. Never throws. */
  sendTransfer(this: void, transfer: Transfer): Promise<TransferOutcome>;
  /** Looks for a transfer in both histories. Never throws. */
  findTransfer(this: void, query: TransferQuery): Promise<Evidence>;
}

type Bukaolshop = Settings['bukaolshop'];

/** Reads a page of `/user/catatan`. */
export const createCatatanReader =
  (
    { openUrl, token }: Pick<Bukaolshop, 'openUrl' | 'token'>,
    platform: Platform,
    timeoutMs: number,
  ) =>
  (member: string, memberToken: string, page: number): Promise<CallResult> => {
    const query = new URLSearchParams({
      token,
      token_user: memberToken,
      id_user: member,
      tipe: 'saldo',
      total_data: String(CATATAN_PAGE_SIZE),
      page: String(page),
    });
    const url = `${openUrl}/user/catatan?${query.toString()}`;
    return call(platform, { method: 'GET', url, timeoutMs });
  };

/** Reads `GET /member/saldo` with its `riwayat_saldo`. */
export const createRiwayatReader =
  (
    { closedUrl, apiKey }: Pick<Bukaolshop, 'closedUrl' | 'apiKey'>,
    platform: Platform,
    timeoutMs: number,
  ) =>
  (member: string): Promise<CallResult> => {
    const query = new URLSearchParams({ id_user: member });
    const url = `${closedUrl}/member/saldo?${query.toString()}`;
    const headers = { Authorization: `Bearer ${apiKey}` };
    return call(platform, { method: 'GET', url, headers, timeoutMs });
  };

/** ms for which refunds come first, once there is quota again */
const REFUND_PRIORITY_MS = 60_000;

export interface SaldoClientTimes {
  /** of each call, ms */
  readonly timeoutMs: number;
  /** ms after which a used up quota is tried again */
  readonly quotaRetryMs: number;
}

export function createSaldoClient(
  bukaolshop: Bukaolshop,
  platform: Platform,
  { timeoutMs, quotaRetryMs }: SaldoClientTimes,
): SaldoClient {
  const { closedUrl, apiKey } = bukaolshop;
  const headers = { Authorization: `Bearer ${apiKey}` };
  const readCatatan = createCatatanReader(bukaolshop, platform, timeoutMs);
  const readRiwayat = createRiwayatReader(bukaolshop, platform, timeoutMs);
  /** A refund waits for quota from `at`, for `waitMs`. Meanwhile no debit is sent: it would use that quota. */
  let refundHold = { at: 0, waitMs: 0 };

  async function send(transfer: Transfer): Promise<TransferOutcome> {
    const body = new URLSearchParams({
      id_user: transfer.member,
      tipe: TIPE_BY_DIRECTION[transfer.direction],
      jumlah: String(transfer.amount),
      catatan_saldo: transfer.tag,
      ...(transfer.pin !== undefined && { pin: transfer.pin }),
    });
    const url = `${closedUrl}/member/saldo`;
    return readTransferAnswer(
      transfer,
      await call(platform, { method: 'POST', url, headers, body, timeoutMs }),
    );
  }

  return {
    async sendTransfer(transfer) {
      const now = platform.now();
      // A clock that is set back must not make the wait longer.
      refundHold = { ...refundHold, at: Math.min(refundHold.at, now) };
      const remainingMs = refundHold.at + refundHold.waitMs - now;
      if (transfer.direction === 'debit') {
        if (remainingMs <= 0) return send(transfer);
        return {
          kind: 'refused',
          reason: 'quota',
          code: 'kept for refunds',
          retryAfterMs: remainingMs,
        };
      }
      const outcome = await send(transfer);
      if (outcome.kind === 'refused' && outcome.reason === 'quota') {
        const retryMs = Math.max(outcome.retryAfterMs ?? 0, quotaRetryMs);
        refundHold = { at: platform.now(), waitMs: retryMs + REFUND_PRIORITY_MS };
      }
      if (outcome.kind === 'done') refundHold = { at: 0, waitMs: 0 };
      return outcome;
    },

    async findTransfer(transferQuery) {
      const { member, memberToken } = transferQuery;
      const inCatatan = await findInCatatan(transferQuery, (page) =>
        readCatatan(member, memberToken ?? '', page),
      );
      if (inCatatan.kind === 'found' || inCatatan.kind === 'conflict') return inCatatan;
      return findInRiwayat(transferQuery, await readRiwayat(member), inCatatan);
    },
  };
}
