/**
 * The shop's Open API, asked from one place: its public lists are kept for a while, so that any
 * number of shoppers cost a handful of requests, and are shown on while bukaOlshop is down or the
 * day's quota is used up.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createFixedWindowLimiter } from '../overload/fixed-window-limiter.js';
import { createSwrCache, type SwrCache } from '../cache/swr-cache.js';
import type { Platform } from '../platform.js';
import { createRateLimiter } from '../upstream/rate-limiter.js';
import type { ReadResult, ReadFailure } from '../upstream/read-result.js';
import type { Settings } from '../config/settings.js';
import { call, type CallResult } from '../upstream/call.js';
import { okCode, lenientNumber } from '../upstream/lenient-fields.js';
import {
  listPath,
  recordPath,
  type ListName,
  type QueryParameters,
  type RecordName,
} from './request-paths.js';
import { createQuotaBudget } from './quota-budget.js';

const MINUTE_MS = 60_000;

/** ms that a list counts as new. Prices and stock move; the rest hardly ever does. */
export const LIST_TTL_MS: Readonly<Record<ListName, number>> = {
  produk: 5 * MINUTE_MS,
  slide: 15 * MINUTE_MS,
  kategori: 30 * MINUTE_MS,
  kostumpage: 30 * MINUTE_MS,
};

/** ms that an old list is better than none */
const MAX_STALE_MS = 3 * 24 * 60 * MINUTE_MS;

/** Answers kept of one list. Searches and later pages push out those that nobody asks for. */
const MAX_CACHED_LISTS: Readonly<Record<ListName, number>> = {
  produk: 48,
  kategori: 2,
  kostumpage: 1,
  slide: 1,
};
/** Characters of an answer; with `MAX_CACHED_LISTS` it bounds the memory. A hundred long products fit. */
const MAX_ANSWER_CHARACTERS = 2_000_000;

/** ms that one call may take */
const TIMEOUT_MS = 15_000;
/** ms of quiet after a 429 that names none, and after bukaOlshop could not be reached */
const PAUSE_MS = { quota: 15 * MINUTE_MS, unavailable: 5_000 };
/** What strangers' questions may cost at most, whatever the plan; a first visit asks for 3 records. */
const BURST_LIMITS = {
  lists: { count: 60, windowMs: 10_000 },
  records: { count: 150, windowMs: 10_000 },
};
/** Of these, for one shopper: a page shows a handful of records. */
const SHOPPER_BURST_LIMIT = { count: 15, windowMs: 10_000 };

/** One list, as it is sent to the browser. */
export interface ListResponse {
  /** JSON */
  readonly body: string;
  /** strong, quotes included */
  readonly etag: string;
  /** ms since 1970 at which it was asked for */
  readonly requestedAt: number;
}

export type MirrorFailure = ReadFailure | { readonly kind: 'bad-request' };

export interface Mirror {
  /** A public list, maybe an old one that is being renewed. */
  list(
    list: ListName,
    query: QueryParameters,
  ): Promise<Extract<ReadResult<ListResponse>, { kind: 'read' }> | MirrorFailure>;
  /** A shopper's own record as JSON, asked for every time and kept nowhere. */
  record(
    record: RecordName,
    query: QueryParameters,
  ): Promise<Extract<ReadResult<string>, { kind: 'read' }> | MirrorFailure>;
}

/** Only a whole answer that says of itself that it is one is kept. */
const okBody = z.looseObject({ code: okCode });
const errorBody = z.looseObject({ code: lenientNumber });

export function createMirror(
  { openUrl, token }: Pick<Settings['bukaolshop'], 'openUrl' | 'token'>,
  platform: Platform,
): Mirror {
  const quotaBudget = createQuotaBudget(platform);
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
    // A shop without slides is asked for them as rarely as any other.
    if (read.kind === 'read' || read.code === 'not-found') quotaBudget.recordAnswer(path);
    if (read.kind === 'failed') return read;
    const etag = `"${digest(read.value).slice(0, 27)}"`;
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
      // A failure is kept too, and says how long to wait as it did when it was new.
      return read.kind === 'failed' ? (pauseFailure() ?? read) : read;
    },
    async record(record, query) {
      const path = recordPath(record, query);
      if (path === null) return { kind: 'bad-request' };
      // By the pair: who knows another's id alone uses up nothing of theirs.
      const waitMs = countShopperUse(
        digest(JSON.stringify([query['id_user'], query['token_user']])),
      );
      return waitMs > 0 ? failed('quota', waitMs) : fetchRecord('records', path);
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

const failed = (
  code: Exclude<ReadFailure['code'], 'not-found'>,
  retryAfterMs: number | null,
): ReadFailure => ({ kind: 'failed', code, retryAfterMs });

function readResult(result: CallResult): ReadResult<string> {
  if (result.kind !== 'answered') return failed('unavailable', null);
  const { status, body, retryAfterMs } = result;
  if (status === 200 && okBody.safeParse(body).success) {
    const text = serialize(body);
    return text === null || text.length > MAX_ANSWER_CHARACTERS
      ? failed('malformed', null)
      : { kind: 'read', value: text };
  }
  // Errors carry their code in the body too, and one over HTTP 200 is still an error.
  const code = status === 200 ? (errorBody.safeParse(body).data?.code ?? 0) : status;
  if (code === 404) return { kind: 'failed', code: 'not-found' };
  if (code === 429) return failed('quota', retryAfterMs);
  if (code >= 500) return failed('unavailable', retryAfterMs);
  return failed(code >= 400 ? 'refused' : 'malformed', retryAfterMs);
}

/** `null` for what is nested so deeply that it can be read, but not written again. */
function serialize(body: unknown): string | null {
  try {
    return JSON.stringify(body);
  } catch {
    return null;
  }
}
