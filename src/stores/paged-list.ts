/**
 * The store behind a feed: loads pages, joins their rows, restores and saves them. Knows nothing of
 * how a page is requested.
 */
import type { WritableAtom } from 'nanostores';
import { atom, onMount } from 'nanostores';
import type { Rows } from '../open-api/endpoint.js';
import type { ErrorCode, Result } from '../open-api/result.js';
import type { Feed, ReadyFeed } from './feed.js';
import { platform } from './platform.js';

export interface Page<T> extends Rows<T> {
  readonly isLast: boolean;
}

/** The part of a list that outlives a page load. */
export type SavedList<T> = Pick<ReadyFeed<T>, 'at' | 'rows' | 'pages' | 'done'>;

export interface PageSource<T> {
  /** @param page from 1 on; any other is the one after the page that was loaded last */
  load(page: number, signal: AbortSignal): Promise<Result<Page<T>>>;
  /** How long a first page is fresh, ms. */
  readonly ttlMs: number;
  /** Tells rows apart where pages may overlap. */
  readonly idOf: ((row: T) => string) | undefined;
  /** After such an error of a refresh, old rows stay and are marked as stale; else they go. */
  isTransient(code: ErrorCode): boolean;
  restore(): SavedList<T> | null;
  /** @param list `null` removes what was saved */
  save(list: SavedList<T> | null): void;
}

/** A `FeedStore` as its creator sees it. */
export interface PagedList<T> {
  /** Writable, to change rows without a request. */
  readonly $feed: WritableAtom<Feed<T>>;
  loadMore(): void;
  /** Resolves when the request has ended, in whatever way. */
  refresh(): Promise<void>;
}

/**
 * Loading starts with the first listener of `$feed`, and is aborted when the last one has left. One
 * request runs at a time: `refresh` aborts the one under way, `loadMore` waits for it.
 */
export function createPagedList<T>(source: PageSource<T>): PagedList<T> {
  const $feed = atom<Feed<T>>({ status: 'idle' });
  // `get` mounts the store for a moment, which would start a request.
  const current = (): Feed<T> => $feed.value;
  let request: AbortController | null = null;
  let isMoreQueued = false;

  const load = async (page: number) => {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    const result = await source.load(page, controller.signal);
    if (controller.signal.aborted) return;
    request = null;
    if (result.ok) onPage(page, result.value);
    else onError(page, result.code);
    if (isMoreQueued) {
      isMoreQueued = false;
      loadMore();
    }
  };

  const onPage = (page: number, { rows, received, isLast }: Page<T>) => {
    const feed = current();
    const previous = page > 1 && feed.status === 'ready' ? feed : null;
    const allRows = previous ? uniqueRows([...previous.rows, ...rows], source.idOf) : rows;
    // A server that ignores the page repeats its rows for ever.
    const hasNoNewRows = allRows.length === previous?.rows.length;
    const next: ReadyFeed<T> = {
      status: 'ready',
      rows: allRows,
      pages: page,
      done: isLast || hasNoNewRows,
      moreStatus: 'idle',
      at: previous?.at ?? platform().now(),
      staleReason: previous?.staleReason ?? null,
      dropped: (previous?.dropped ?? 0) + received - rows.length,
    };
    source.save(next);
    $feed.set(next);
  };

  const onError = (page: number, code: ErrorCode) => {
    const feed = current();
    if (feed.status === 'ready' && page > 1) $feed.set({ ...feed, moreStatus: code });
    else if (feed.status === 'ready' && source.isTransient(code))
      $feed.set({ ...feed, staleReason: code, moreStatus: 'idle' });
    else {
      source.save(null);
      $feed.set({ status: 'failed', code });
    }
  };

  const loadMore = () => {
    const feed = current();
    if (feed.status !== 'ready' || feed.done || feed.moreStatus === 'pending') return;
    $feed.set({ ...feed, moreStatus: 'pending' });
    if (request) isMoreQueued = true;
    else void load(feed.pages + 1);
  };

  const refresh = () => {
    if (current().status !== 'ready') $feed.set({ status: 'pending' });
    return load(1);
  };

  onMount($feed, () => {
    const saved = current().status === 'ready' ? null : source.restore();
    if (saved)
      $feed.set({
        status: 'ready',
        moreStatus: 'idle',
        staleReason: null,
        dropped: 0,
        ...saved,
      });
    const feed = current();
    if (feed.status !== 'ready' || platform().now() - feed.at >= source.ttlMs) void refresh();
    return () => {
      request?.abort();
      request = null;
      isMoreQueued = false;
      const lastFeed = current();
      if (lastFeed.status === 'pending') $feed.set({ status: 'idle' });
      if (lastFeed.status === 'ready' && lastFeed.moreStatus === 'pending')
        $feed.set({ ...lastFeed, moreStatus: 'idle' });
    };
  });

  return { $feed, loadMore, refresh };
}

/** Of several rows with one id, keeps the place of the first and the value of the last. */
function uniqueRows<T>(rows: readonly T[], idOf: ((row: T) => string) | undefined): readonly T[] {
  return idOf ? Array.from(new Map(rows.map((row) => [idOf(row), row])).values()) : rows;
}
