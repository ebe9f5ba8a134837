/** A list from outside that is read page by page, kept, and shown by any number of elements. */
import type { ReadableAtom } from 'nanostores';
import { atom, onMount } from 'nanostores';
import type { ErrorCode, Result } from '../open-api/result.js';
import type { Rows } from '../open-api/endpoint.js';
import type { CacheEntry } from './cache.js';

export type Feed<T> =
  | { readonly status: 'idle' | 'pending' }
  | { readonly status: 'failed'; readonly code: ErrorCode }
  | ReadyFeed<T>;

export interface ReadyFeed<T> {
  readonly status: 'ready';
  readonly rows: readonly T[];
  /** how many pages `rows` joins */
  readonly pages: number;
  /** there is no further page */
  readonly done: boolean;
  /** what the request for the next page is doing, or why it failed */
  readonly moreStatus: 'idle' | 'pending' | ErrorCode;
  /** when the first page was answered, ms since the epoch */
  readonly at: number;
  /** why these rows could not be renewed, when they are older than they should be */
  readonly staleReason: ErrorCode | null;
  /** rows that could not be read */
  readonly droppedCount: number;
}

export interface FeedStore<T> {
  readonly $feed: ReadableAtom<Feed<T>>;
  /** Asks for the next page, unless there is none or one is on its way. */
  loadMore(): void;
  /** Asks for the first page again, whatever its age. */
  refresh(): void;
}

export interface FeedSource<T> {
  load(page: number, signal: AbortSignal): Promise<Result<Rows<T>>>;
  /** rows that a full page has; `null` when one answer holds everything */
  readonly perPage: number | null;
  /** how long an answer is fresh, ms */
  readonly ttlMs: number;
  now(): number;
  /** what the last visit left, its rows read by the same schema as an answer's */
  restore(): (Omit<CacheEntry, 'rows'> & { readonly rows: readonly T[] }) | null;
  save(entry: CacheEntry | null): void;
  /** tells rows apart where pages may overlap */
  readonly idOf: ((row: T) => string) | undefined;
}

/** Failures after which yesterday's answer is better than none. */
const TRANSIENT_ERRORS: readonly ErrorCode[] = [
  'offline',
  'timeout',
  'quota',
  'server',
  'malformed',
  'too-large',
];

/**
 * Loading starts with the first listener and stops, its request aborted, after the last one left.
 * Only one request is under way at a time.
 */
export function createFeed<T>(source: FeedSource<T>): FeedStore<T> {
  const $feed = atom<Feed<T>>({ status: 'idle' });
  // `get` would count as a listener for a moment, and so start a request of its own.
  const current = (): Feed<T> => $feed.value;
  let request: AbortController | null = null;
  let isMoreRequested = false;

  const load = async (page: number) => {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    const result = await source.load(page, controller.signal);
    if (controller.signal.aborted) return;
    request = null;
    if (result.ok) onRows(page, result.value);
    else onError(page, result.code);
    if (isMoreRequested) {
      isMoreRequested = false;
      loadMore();
    }
  };

  const onRows = (page: number, { rows, receivedCount }: Rows<T>) => {
    const feed = current();
    const previous = page > 1 && feed.status === 'ready' ? feed : null;
    const allRows = previous ? uniqueRows([...previous.rows, ...rows], source.idOf) : rows;
    // A server that ignores `page` answers with the same rows for ever.
    const hasNoNewRows = previous !== null && allRows.length === previous.rows.length;
    const next: ReadyFeed<T> = {
      status: 'ready',
      rows: allRows,
      pages: page,
      done: source.perPage === null || receivedCount < source.perPage || hasNoNewRows,
      moreStatus: 'idle',
      at: previous ? previous.at : source.now(),
      staleReason: previous ? previous.staleReason : null,
      droppedCount: (previous?.droppedCount ?? 0) + receivedCount - rows.length,
    };
    source.save({ at: next.at, rows: next.rows, pages: page, done: next.done });
    $feed.set(next);
  };

  const onError = (page: number, code: ErrorCode) => {
    const feed = current();
    if (feed.status === 'ready' && page > 1) $feed.set({ ...feed, moreStatus: code });
    else if (feed.status === 'ready' && TRANSIENT_ERRORS.includes(code))
      $feed.set({ ...feed, staleReason: code });
    else {
      source.save(null);
      $feed.set({ status: 'failed', code });
    }
  };

  const loadMore = () => {
    const feed = current();
    if (feed.status !== 'ready' || feed.done || feed.moreStatus === 'pending') return;
    $feed.set({ ...feed, moreStatus: 'pending' });
    if (request) isMoreRequested = true;
    else void load(feed.pages + 1);
  };

  const refresh = () => {
    if (current().status !== 'ready') $feed.set({ status: 'pending' });
    void load(1);
  };

  onMount($feed, () => {
    const entry = current().status === 'ready' ? null : source.restore();
    if (entry)
      $feed.set({
        status: 'ready',
        moreStatus: 'idle',
        staleReason: null,
        droppedCount: 0,
        ...entry,
      });
    const feed = current();
    if (feed.status !== 'ready' || source.now() - feed.at >= source.ttlMs) refresh();
    return () => {
      request?.abort();
      request = null;
      isMoreRequested = false;
      const lastFeed = current();
      if (lastFeed.status === 'pending') $feed.set({ status: 'idle' });
      if (lastFeed.status === 'ready' && lastFeed.moreStatus === 'pending')
        $feed.set({ ...lastFeed, moreStatus: 'idle' });
    };
  });

  return { $feed, loadMore, refresh };
}

function uniqueRows<T>(rows: readonly T[], idOf: ((row: T) => string) | undefined): readonly T[] {
  return idOf ? Array.from(new Map(rows.map((row) => [idOf(row), row])).values()) : rows;
}
