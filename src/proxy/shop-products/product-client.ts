/**
 * A product of the shop at bukaOlshop's Closed API: what it shows of price and stock, and how both are set.
 * Only absolute values are written, so that a lost answer is read back; nothing is ever deleted.
 */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { lenientNumber, lenientText, okCode } from '../upstream/lenient-fields.js';
import type { ReadFailure, ReadResult } from '../upstream/read-result.js';

/** Price and stock of a product as the app shows them; `null` for what cannot be read. */
export interface ShownProduct {
  readonly name: string;
  /** rupiah */
  readonly price: number | null;
  readonly stock: number | null;
}

/** Only what has to change. */
export interface ProductChange {
  /** rupiah */
  readonly price?: number;
  readonly stock?: number;
}

export type ChangeOutcome =
  | { readonly kind: 'done' }
  /** Certainly nothing changed. */
  | { readonly kind: 'refused' | 'quota' | 'not-sent' }
  | { readonly kind: 'unknown' };

export interface ProductClient {
  /** Never throws. */
  read(this: void, id: string): Promise<ReadResult<ShownProduct>>;
  /** Sends the change, once. Never throws. */
  change(this: void, id: string, change: ProductChange): Promise<ChangeOutcome>;
}

/** characters of a name that are kept */
const MAX_NAME = 200;

const wholeNumber = lenientNumber.refine(Number.isSafeInteger).nullish().catch(null);

const detail = z
  .looseObject({
    code: okCode,
    id_barang: lenientText,
    nama_barang: lenientText.transform((name) => name.replaceAll('\0', '').slice(0, MAX_NAME)),
    harga_barang: wholeNumber,
    stok_barang: wholeNumber,
  })
  .transform(({ id_barang: id, nama_barang: name, harga_barang: price, stok_barang: stock }) => ({
    id,
    shown: { name, price: price ?? null, stock: stock ?? null },
  }));

const echo = z.looseObject({ code: okCode, id_barang: lenientText });

/** How `GET /produk/id` says that there is no such product (Closed API 1.1: "Data produk tidak ditemukan"). */
const NOT_FOUND_STATUSES: readonly number[] = [400, 404];

export function createProductClient(
  { closedUrl, apiKey }: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>,
  platform: Platform,
  timeoutMs: number,
): ProductClient {
  const url = `${closedUrl}/produk/id`;
  const headers = { Authorization: `Bearer ${apiKey}` };
  return {
    async read(id) {
      const query = new URLSearchParams({ id_barang: id }).toString();
      const answer = readBukaolshop(
        await call(platform, { method: 'GET', url: `${url}?${query}`, headers, timeoutMs }),
        detail,
      );
      switch (answer.kind) {
        case 'read':
          return answer.value.id === id
            ? { kind: 'read', value: answer.value.shown }
            : failed('malformed', null);
        case 'rejected':
          return NOT_FOUND_STATUSES.includes(answer.status)
            ? { kind: 'failed', code: 'not-found' }
            : failed(codeOf(answer.status), answer.retryAfterMs);
        case 'malformed':
          return failed('malformed', answer.retryAfterMs);
        case 'no-answer':
          return failed('unavailable', null);
      }
    },

    async change(id, { price, stock }) {
      const body = JSON.stringify({
        id_barang: id,
        ...(price !== undefined && { harga_barang: price }),
        ...(stock !== undefined && { jumlah_stok: stock }),
      });
      const answer = readBukaolshop(
        await call(platform, {
          method: 'PATCH',
          url,
          headers: { ...headers, 'Content-Type': 'application/json' },
          body,
          timeoutMs,
        }),
        echo,
      );
      switch (answer.kind) {
        case 'read':
          return { kind: answer.value.id_barang === id ? 'done' : 'unknown' };
        case 'rejected':
          if (answer.status === 429) return { kind: 'quota' };
          return { kind: codeOf(answer.status) === 'refused' ? 'refused' : 'unknown' };
        case 'malformed':
          return { kind: 'unknown' };
        case 'no-answer':
          return { kind: answer.result.kind };
      }
    },
  };
}

type FailureCode = Exclude<ReadFailure['code'], 'not-found'>;

function codeOf(status: number): FailureCode {
  if (status === 429) return 'quota';
  return status >= 400 && status < 500 ? 'refused' : 'unavailable';
}

const failed = (code: FailureCode, retryAfterMs: number | null): ReadFailure => ({
  kind: 'failed',
  code,
  retryAfterMs,
});
