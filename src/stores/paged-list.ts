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
import { $pageReturn, reportNetwork } from './page-return.js';
import { isFresh, platform } from './platform.js';

export interface Page<T> extends Rows<T> {
  readonly isLast: boolean;
}

/** The rows of each page, the first page first. No row is in two of them. */
type Pages<T> = readonly (readonly T[])[];

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
  /** Tells rows apart where pages may overlap. Without it, a renewed list has one page. */
  readonly idOf: ((row: T) => string) | undefined;
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

/**
 * Loading starts with the first listener of `$feed`, and is aborted when the last one has left. One
 * request runs at a time: a first `refresh` aborts the one under way, `loadMore` waits for it. What is old or
 * has failed is requested again when the page returns.
 */
export function createPagedList<T>(source: PageSource<T>): PagedList<T> {
  const $feed = atom<Feed<T>>({ status: 'idle' });
  // `get` mounts the store for a moment, which would start a request.
  const current = (): Feed<T> => $feed.value;
  let pages: Pages<T> = [];
  let request: AbortController | null = null;
  let isMoreQueued = false;
  let refreshing: Promise<void> | null = null;

  const load = async (page: number, reason: Reason) => {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    const isNext = page > pages.length && page > 1;
    const result = await source.load(page, controller.signal, reason === 'wanted');
    if (controller.signal.aborted) return;
    request = null;
    reportNetwork(result.ok || !isNetworkError(result.code));
    if (result.ok) onPage(page, result.value, reason);
    else if (reason !== 'moved') onError(page, result.code);
    if (isMoreQueued) {
      isMoreQueued = false;
      loadMore();
    } else if (result.ok && isNext && source.mayShrink) void load(page - 1, 'moved');
  };

  const onPage = (page: number, { rows, received, isLast }: Page<T>, reason: Reason) => {
    const feed = current();
    const known = feed.status === 'ready' ? feed : null;
    const dropped = received - rows.length;
    const pageCount = pages.length;
    let changes: Pick<ReadyFeed<T>, 'at' | 'done' | 'staleReason' | 'dropped'>;
    if (known && reason === 'moved') {
      pages = renewPage(pages, page - 1, rows, source.idOf);
      changes = { ...known, done: known.done && pages.length === pageCount };
    } else if (known && page > 1) {
      pages = appendPage(pages, rows, source.idOf);
      // A server that ignores the page repeats its rows for ever.
      const done = isLast || pages.length === pageCount;
      changes = { ...known, done, dropped: known.dropped + dropped };
    } else {
      pages = isLast || !known ? [rows] : renewPage(pages, 0, rows, source.idOf);
      const done = isLast || (pages.length > 1 && known?.done === true);
      changes = { at: platform().now(), done, staleReason: null, dropped };
    }
    source.save({ at: changes.at, pages, done: changes.done });
    show(changes);
  };

  const show = (feed: Pick<ReadyFeed<T>, 'at' | 'done' | 'staleReason' | 'dropped'>) => {
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

type IdOf<T> = ((row: T) => string) | undefined;

const rowsById = <T>(rows: readonly T[], idOf: (row: T) => string) =>
  new Map(rows.map((row) => [idOf(row), row]));

/** A row that is known already moves to the new page. Adds no page without new rows. */
function appendPage<T>(pages: Pages<T>, rows: readonly T[], idOf: IdOf<T>): Pages<T> {
  if (!idOf) return rows.length > 0 ? [...pages, rows] : pages;
  const added = rowsById(rows, idOf);
  const known = rowsById(pages.flat(), idOf);
  if (rows.every((row) => known.has(idOf(row)))) return pages;
  const others = pages.map((page) => page.filter((row) => !added.has(idOf(row))));
  return [...others, Array.from(added.values())];
}

/**
 * Replaces one page. Rows that moved out of it, to the page before or after, stay beside it. A first
 * page of other rows only begins another list.
 */
function renewPage<T>(pages: Pages<T>, index: number, rows: readonly T[], idOf: IdOf<T>): Pages<T> {
  if (!idOf) return [rows];
  const old = pages[index] ?? [];
  const renewed = rowsById(rows, idOf);
  const others = (page: readonly T[]) => page.filter((row) => !renewed.has(idOf(row)));
  const isOther = others(old).length === old.length;
  if (isOther && index === 0) return [rows];
  const ids = Array.from(renewed.keys());
  const placeOf = (id: string | undefined) => old.findIndex((row) => idOf(row) === id);
  // Rows before the first known one have moved to the page before, and so on behind the last.
  const head = isOther ? old : index > 0 ? old.slice(0, Math.max(0, placeOf(ids[0]))) : [];
  const last = placeOf(ids[ids.length - 1]);
  const tail = last < 0 ? [] : old.slice(last + 1);
  return pages.map((page, at) =>
    at === index ? [...others(head), ...renewed.values(), ...others(tail)] : others(page),
  );
}
