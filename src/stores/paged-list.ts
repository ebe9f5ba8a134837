/**
 * The store behind a feed: loads pages, joins their rows, restores and saves them. Knows nothing of
 * how a page is requested.
 */
import type { ReadableAtom } from 'nanostores';
import { atom, onMount } from 'nanostores';
import type { Rows } from '../open-api/endpoint.js';
import type { ErrorCode, Result } from '../open-api/result.js';
import { isNetworkError } from '../open-api/result.js';
import type { Feed, ReadyFeed } from './feed.js';
import type { FeedPart, IdOf, JoinPage, Pages } from './join-pages.js';
import { $pageReturn, reportNetwork } from './page-return.js';
import { isFresh, platform } from './platform.js';

export interface Page<T> extends Rows<T> {
  readonly isLast: boolean;
}

/** The part of a list that outlives a page load. */
export interface SavedList<T> extends Pick<ReadyFeed<T>, 'at' | 'done'> {
  readonly pages: Pages<T>;
}

/** Why a page is requested: the shopper wants it, it is due, or rows may have moved out of it. */
type Reason = 'wanted' | 'due' | 'moved';

export interface PageSource<T> {
  /**
   * @param page from 1 on; any other is the one after the page that was loaded last
   * @param isWanted the shopper has asked for it
   */
  load(page: number, signal: AbortSignal, isWanted: boolean): Promise<Result<Page<T>>>;
  /** How long a first page is fresh, ms. */
  readonly ttlMs: number;
  readonly idOf: IdOf<T>;
  /**
   * Rows may vanish between the requests for two pages, which moves one of the second page to the
   * first: each page is read again after the one behind it, so that none is lost between them.
   */
  readonly mayShrink?: boolean;
  /** After such an error of a refresh, old rows stay and are marked as stale; else they go. */
  isTransient(code: ErrorCode): boolean;
  restore(): SavedList<T> | null;
  /** @param list `null` removes what was saved */
  save(list: SavedList<T> | null): void;
}

/** A `FeedStore` as its creator sees it. */
export interface PagedList<T> {
  readonly $feed: ReadableAtom<Feed<T>>;
  loadMore(): void;
  /** Resolves when the request has ended, in whatever way. */
  refresh(): Promise<void>;
  /** Changes the rows of a list that is ready, without a request. */
  setRows(rows: readonly T[]): void;
}

/** Between pages that are requested as soon as this, ms, no row has moved. */
const SUCCESSION_MS = 50;

/** `null` when the file cannot be loaded. */
const importJoinPages = () =>
  import('./join-pages.js').then(
    ({ joinPage }) => joinPage,
    () => null,
  );

/**
 * Loading starts with the first listener of `$feed`, and is aborted when the last one has left. One
 * request runs at a time: `refresh` aborts any but another refresh, `loadMore` waits. What is old or has
 * failed is requested again when the page returns.
 */
export function createPagedList<T>(source: PageSource<T>): PagedList<T> {
  const $feed = atom<Feed<T>>({ status: 'idle' });
  // `get` mounts the store for a moment, which would start a request.
  const current = (): Feed<T> => $feed.value;
  let pages: Pages<T> = [];
  let request: AbortController | null = null;
  let isMoreQueued = false;
  let answeredAt = 0;
  let refreshing: Promise<void> | null = null;

  const load = async (page: number, reason: Reason) => {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    const isSuccessive = isFresh(answeredAt, SUCCESSION_MS);
    const result = await source.load(page, controller.signal, reason === 'wanted');
    const isJoined = result.ok && (page > 1 || pages.length > 1 || reason === 'moved');
    const join = isJoined ? await importJoinPages() : null;
    if (controller.signal.aborted) return;
    request = null;
    reportNetwork(result.ok || !isNetworkError(result.code));
    const isNext = isJoined && page > pages.length;
    if (result.ok && (join || !isJoined)) onPage(page, result.value, reason, join);
    else if (reason !== 'moved') onError(page, result.ok ? 'offline' : result.code);
    goOn(isNext && !isSuccessive, page);
  };

  /** @param hasSeam rows of this page may have moved to the one before */
  const goOn = (hasSeam: boolean, page: number) => {
    if (isMoreQueued) {
      isMoreQueued = false;
      loadMore();
    } else if (hasSeam && source.mayShrink) void load(page - 1, 'moved');
  };

  const onPage = (page: number, answer: Page<T>, reason: Reason, join: JoinPage | null) => {
    const feed = current();
    const { rows, received, isLast } = answer;
    const dropped = received - rows.length;
    let next: FeedPart<T> = { at: platform().now(), done: isLast, staleReason: null, dropped };
    if (feed.status === 'ready' && join) {
      const added = { ...answer, page, hasMoved: reason === 'moved' };
      ({ pages, next } = join(feed, pages, added, next, source.idOf));
    } else pages = [rows];
    if (reason !== 'moved') answeredAt = platform().now();
    source.save({ at: next.at, pages, done: next.done });
    show(next);
  };

  const show = (feed: FeedPart<T>) => {
    const { at, done, staleReason, dropped } = feed;
    const joined = { rows: pages.flat(), pages: pages.length };
    $feed.set({ status: 'ready', moreStatus: 'idle', ...joined, at, done, staleReason, dropped });
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
    // Pages that come by scrolling wait for no button; after a failure, the shopper has pressed it.
    else void load(feed.pages + 1, feed.moreStatus === 'idle' ? 'due' : 'wanted');
  };

  const refresh = () => {
    if (current().status !== 'ready') $feed.set({ status: 'pending' });
    refreshing ??= load(1, 'wanted').finally(() => (refreshing = null));
    return refreshing;
  };

  /** What has failed is shown until the answer, so that it does not flicker. */
  const loadIfDue = () => {
    const feed = current();
    if (request) return;
    if (feed.status === 'ready') {
      const hasMoreFailed = feed.moreStatus !== 'idle';
      if (feed.staleReason || !isFresh(feed.at, source.ttlMs)) void load(1, 'due');
      else if (hasMoreFailed) void load(feed.pages + 1, 'due');
    } else if (feed.status !== 'failed' || source.isTransient(feed.code)) void load(1, 'due');
  };

  onMount($feed, () => {
    const saved = current().status === 'ready' ? null : source.restore();
    if (saved) {
      ({ pages } = saved);
      show({ ...saved, staleReason: null, dropped: 0 });
    }
    const feed = current();
    if (feed.status !== 'ready') $feed.set({ status: 'pending' });
    if (feed.status !== 'ready' || !isFresh(feed.at, source.ttlMs)) void load(1, 'due');
    const stopWatching = $pageReturn.listen(loadIfDue);
    return () => {
      stopWatching();
      request?.abort();
      request = refreshing = null;
      isMoreQueued = false;
      const lastFeed = current();
      if (lastFeed.status === 'pending') $feed.set({ status: 'idle' });
      if (lastFeed.status === 'ready' && lastFeed.moreStatus === 'pending')
        $feed.set({ ...lastFeed, moreStatus: 'idle' });
    };
  });

  const setRows = (rows: readonly T[]) => {
    const feed = current();
    if (feed.status !== 'ready') return;
    pages = [rows];
    $feed.set({ ...feed, rows, pages: 1 });
  };

  return { $feed, loadMore, refresh, setRows };
}
