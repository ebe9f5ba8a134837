/**
 * A caching mirror of the shop's Open API. Public lists are cached, so that any number of shoppers cost
 * a handful of requests, and served stale during outages; a shopper's own records must never be cached.
 */
import { z } from 'zod';
import { createFixedWindowLimiter } from '../overload/fixed-window-limiter.js';
import { createSwrCache, type SwrCache } from '../cache/swr-cache.js';
import type { Platform } from '../platform.js';
import { createRateLimiter } from '../upstream/rate-limiter.js';
import type { ReadResult, ReadFailure } from '../upstream/read-result.js';
import type { Settings } from '../config/settings.js';
import { sha256 } from '../crypto/digest.js';
import { fingerprintOf } from '../session/credentials.js';
import { DAY_MS, MINUTE_MS } from '../time.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call, type CallResult } from '../upstream/call.js';
import { okCode } from '../upstream/lenient-fields.js';
import {
  listPath,
  recordPath,
  type ListName,
  type QueryParameters,
  type RecordName,
} from './request-paths.js';
import { createQuotaBudget } from './quota-budget.js';

/** ms that a list is fresh. Prices and stock change often; the rest hardly ever does. */
export const LIST_TTL_MS: Readonly<Record<ListName, number>> = {
  produk: 5 * MINUTE_MS,
  slide: 15 * MINUTE_MS,
  kategori: 30 * MINUTE_MS,
  kostumpage: 30 * MINUTE_MS,
};

/** ms that a stale list is served while there is no newer one */
const MAX_STALE_MS = 3 * DAY_MS;

/** answers cached of one list; searches and later pages evict the least recently used */
const MAX_CACHED_LISTS: Readonly<Record<ListName, number>> = {
  produk: 48,
  kategori: 2,
  kostumpage: 1,
  slide: 1,
};
/** characters of an answer, to bound memory together with `MAX_CACHED_LISTS`; fits 100 long products */
const MAX_ANSWER_CHARACTERS = 2_000_000;

/** ms for one call */
const TIMEOUT_MS = 15_000;
/** ms without calls after a 429 without `Retry-After`, and after an outage */
const PAUSE_MS = { quota: 15 * MINUTE_MS, unavailable: 5_000 };
/** Calls to bukaOlshop on behalf of all clients; a first visit needs 3 records. */
const BURST_LIMITS = {
  lists: { count: 60, windowMs: 10_000 },
  records: { count: 150, windowMs: 10_000 },
};
/** of these records for one shopper; a page shows a handful */
const SHOPPER_BURST_LIMIT = { count: 15, windowMs: 10_000 };

export interface ListResponse {
  /** JSON */
  readonly body: string;
  /** strong, quotes included */
  readonly etag: string;
  /** ms since 1970 */
  readonly requestedAt: number;
}

export type MirrorFailure = ReadFailure | { readonly kind: 'bad-request' };

export interface Mirror {
  /** A public list, maybe a stale one that is being revalidated. */
  list(
    list: ListName,
    query: QueryParameters,
  ): Promise<Extract<ReadResult<ListResponse>, { kind: 'read' }> | MirrorFailure>;
  /** A shopper's own record as JSON; never cached. */
  record(
    record: RecordName,
    query: QueryParameters,
  ): Promise<Extract<ReadResult<string>, { kind: 'read' }> | MirrorFailure>;
}

const okEnvelope = z.looseObject({ code: okCode });
/** A body whose own `code` reports success, unchanged; no other is cached. */
const okBody = z.unknown().refine((body) => okEnvelope.safeParse(body).success);

export function createMirror(
  { openUrl, token }: Pick<Settings['bukaolshop'], 'openUrl' | 'token'>,
  platform: Platform,
  isPlanLimited: () => boolean = () => false,
): Mirror {
  const quotaBudget = createQuotaBudget(platform, isPlanLimited);
  const rateLimiters = {
    lists: createRateLimiter(platform, [BURST_LIMITS.lists]),
    records: createRateLimiter(platform, [BURST_LIMITS.records]),
  };
  const countShopperUse = createFixedWindowLimiter(platform.now, SHOPPER_BURST_LIMIT);
  let upstreamPause: { readonly code: keyof typeof PAUSE_MS; readonly until: number } | null = null;

  function pauseFailure(): ReadFailure | null {
    const waitMs = (upstreamPause?.until ?? 0) - platform.now();
    return upstreamPause && waitMs > 0 ? failed(upstreamPause.code, waitMs) : null;
  }

  async function fetchRecord(
    limiterName: keyof typeof rateLimiters,
    path: string,
  ): Promise<ReadResult<string>> {
    const paused = pauseFailure();
    if (paused) return paused;
    if (!rateLimiters[limiterName].tryAcquire())
      return failed('quota', rateLimiters[limiterName].msUntilAvailable());
    const separator = path.includes('?') ? '&' : '?';
    const url = `${openUrl}${path}${separator}token=${encodeURIComponent(token)}`;
    const read = readResult(await call(platform, { method: 'GET', url, timeoutMs: TIMEOUT_MS }));
    if (read.kind === 'failed' && (read.code === 'quota' || read.code === 'unavailable')) {
      if (read.code === 'quota') quotaBudget.recordExhausted();
      const pause = Math.max(read.retryAfterMs ?? 0, PAUSE_MS[read.code]);
      upstreamPause = { code: read.code, until: platform.now() + pause };
      return failed(read.code, pause);
    }
    return read;
  }

  async function loadList(ttlMs: number, path: string): Promise<ReadResult<ListResponse>> {
    const paused = pauseFailure();
    if (paused) return paused;
    const waitMs = quotaBudget.reserve(path, ttlMs);
    if (waitMs > 0) return failed('quota', waitMs);
    const requestedAt = platform.now();
    const read = await fetchRecord('lists', path);
    // "Not found" counts too, so that a missing list is requested as rarely as any other.
    if (read.kind === 'read' || read.code === 'not-found') quotaBudget.recordAnswer(path);
    if (read.kind === 'failed') return read;
    const etag = `"${sha256(read.value).slice(0, 27)}"`;
    return { kind: 'read', value: { body: read.value, etag, requestedAt } };
  }

  const createListCache = (list: ListName): SwrCache<ListResponse> =>
    createSwrCache((path) => loadList(LIST_TTL_MS[list], path), platform, {
      freshMs: LIST_TTL_MS[list],
      staleMs: MAX_STALE_MS,
      failureTtlMs: PAUSE_MS.unavailable,
      maxEntries: MAX_CACHED_LISTS[list],
    });
  const listCaches: Readonly<Record<ListName, SwrCache<ListResponse>>> = {
    produk: createListCache('produk'),
    kategori: createListCache('kategori'),
    kostumpage: createListCache('kostumpage'),
    slide: createListCache('slide'),
  };

  return {
    async list(list, query) {
      const path = listPath(list, query);
      if (path === null) return { kind: 'bad-request' };
      const read = await listCaches[list].get(path);
      // A cached failure still carries its original wait; the pause has the remaining one.
      return read.kind === 'failed' ? (pauseFailure() ?? read) : read;
    },
    async record(record, query) {
      const path = recordPath(record, query);
      if (path === null) return { kind: 'bad-request' };
      // Counted by the whole pair, so that knowing an id alone cannot use up its shopper's limit.
      const { id_user: idUser = '', token_user: tokenUser = '' } = query;
      const waitMs = countShopperUse(fingerprintOf({ idUser, tokenUser }));
      return waitMs > 0 ? failed('quota', waitMs) : fetchRecord('records', path);
    },
  };
}

const failed = (
  code: Exclude<ReadFailure['code'], 'not-found'>,
  retryAfterMs: number | null,
): ReadFailure => ({ kind: 'failed', code, retryAfterMs });

function readResult(result: CallResult): ReadResult<string> {
  const answer = readBukaolshop(result, okBody);
  if (answer.kind === 'no-answer') return failed('unavailable', null);
  if (answer.kind === 'malformed') return failed('malformed', answer.retryAfterMs);
  if (answer.kind === 'read') {
    const text = serialize(answer.value);
    return text === null || text.length > MAX_ANSWER_CHARACTERS
      ? failed('malformed', null)
      : { kind: 'read', value: text };
  }
  const { status, retryAfterMs } = answer;
  if (status === 404) return { kind: 'failed', code: 'not-found' };
  if (status === 429) return failed('quota', retryAfterMs);
  if (status >= 500) return failed('unavailable', retryAfterMs);
  return failed(status >= 400 ? 'refused' : 'malformed', retryAfterMs);
}

/** `null` for JSON nested so deeply that it can be parsed but not serialised. */
function serialize(body: unknown): string | null {
  try {
    return JSON.stringify(body);
  } catch {
    return null;
  }
}
