/**
 * A stale-while-revalidate cache of reads from upstreams: concurrent reads share one load, and stale
 * values are returned while they are revalidated, or while the upstream is down. It never retries.
 */
import type { Platform } from '../platform.js';
import type { DatedRead, ReadResult, ReadFailure } from '../upstream/read-result.js';
import { LruMap } from './lru-map.js';

interface SwrCacheOptions {
  /** ms for which a value is fresh */
  readonly freshMs: number;
  /** ms for which a value is returned although it is not fresh */
  readonly staleMs: number;
  /** ms after a failure without another load */
  readonly failureTtlMs: number;
  /** beyond which the least recently used key is dropped */
  readonly maxEntries: number;
}

export interface SwrCache<T> {
  /** A value, perhaps stale while it is revalidated; a failure only where there is no value. */
  get(key: string): Promise<DatedRead<T>>;
  /** A fresh value that is here already; `null` where `get` has to look. */
  peek(key: string): Extract<DatedRead<T>, { kind: 'read' }> | null;
  /** As `get`, but an aged value is returned only after `waitMs` ms of a load, or its failure. */
  getRecent(key: string, waitMs: number): Promise<DatedRead<T>>;
  /** A value whose load began at most `maxAgeMs` ms ago, or the failure to load one. */
  getFresh(key: string, maxAgeMs: number): Promise<DatedRead<T>>;
  /** Makes all values stale, and those of loads under way too. */
  expireAll(): void;
  /** As `expireAll`, for values that match, and for first loads. @returns whether a value matched */
  expireMatching(matches: (value: T) => boolean): boolean;
}

interface LoadStart {
  /** ms since 1970 */
  readonly at: number;
  /** orders loads, because clocks are set back and answers overtake one another */
  readonly sequence: number;
}

interface PendingLoad<T> extends LoadStart {
  readonly promise: Promise<DatedRead<T>>;
}

interface CachedValue<T> extends LoadStart {
  readonly read: Extract<DatedRead<T>, { kind: 'read' }>;
}

interface SwrEntry<T> {
  value: CachedValue<T> | null;
  failure: { readonly read: ReadFailure; readonly until: number } | null;
  loading: PendingLoad<T> | null;
  /** as that of the cache, for this entry alone */
  expiredUpTo: number;
}

/** @param load reads from the upstream; it never rejects */
export function createSwrCache<T>(
  load: (key: string) => Promise<ReadResult<T>>,
  { now, setTimer }: Pick<Platform, 'now' | 'setTimer'>,
  { freshMs, staleMs, failureTtlMs, maxEntries }: SwrCacheOptions,
): SwrCache<T> {
  const entries = new LruMap<string, SwrEntry<T>>(maxEntries);
  /** Entries without a value; their own LRU, so lookups of missing keys cannot evict real entries. */
  const placeholders = new LruMap<string, SwrEntry<T>>(maxEntries);
  let loadCount = 0;
  /** `sequence` of the last load that has expired, with all before it. */
  let expiredUpTo = 0;

  function entryOf(key: string): SwrEntry<T> {
    const known = entries.get(key) ?? placeholders.get(key);
    if (known) return known;
    const entry: SwrEntry<T> = { value: null, failure: null, loading: null, expiredUpTo: 0 };
    placeholders.set(key, entry);
    return entry;
  }

  /** ms; absolute, because a clock that was set back must not make values fresh */
  const ageOf = ({ at }: CachedValue<T>): number => Math.abs(now() - at);

  const isExpired = (entry: SwrEntry<T>, { sequence }: LoadStart): boolean =>
    sequence <= Math.max(expiredUpTo, entry.expiredUpTo);

  const isFresh = (entry: SwrEntry<T>, value: CachedValue<T>): boolean =>
    !isExpired(entry, value) && ageOf(value) < freshMs;

  function revalidate(
    key: string,
    entry: SwrEntry<T>,
    newerThan = -Infinity,
  ): Promise<DatedRead<T>> {
    const { loading } = entry;
    if (loading && !isExpired(entry, loading) && loading.at >= newerThan) return loading.promise;
    // The age of a value counts from the start of its load, which may take long.
    const loadStart: LoadStart = { at: now(), sequence: (loadCount += 1) };
    const promise = load(key).then((read) => {
      if (entry.loading?.sequence === loadStart.sequence) entry.loading = null;
      if (read.kind === 'read') {
        placeholders.delete(key);
        entries.set(key, entry);
      }
      return storeResult(entry, loadStart, read);
    });
    entry.loading = { ...loadStart, promise };
    return promise;
  }

  function storeResult(
    entry: SwrEntry<T>,
    loadStart: LoadStart,
    read: ReadResult<T>,
  ): DatedRead<T> {
    if (read.kind === 'read') {
      const dated = { ...read, readAt: loadStart.at };
      if (entry.value === null || entry.value.sequence < loadStart.sequence) {
        entry.value = { ...loadStart, read: dated };
        entry.failure = null;
      }
      return dated;
    }
    const upstreamWaitMs = 'retryAfterMs' in read ? (read.retryAfterMs ?? 0) : 0;
    entry.failure = { read, until: now() + Math.max(failureTtlMs, upstreamWaitMs) };
    // The upstream no longer has it.
    if (read.code === 'not-found') entry.value = null;
    return read;
  }

  function atMost(waitMs: number, load: Promise<DatedRead<T>>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = setTimer(waitMs, resolve);
      void load.then(() => {
        cancel();
        resolve();
      });
    });
  }

  async function getRecent(key: string, waitMs: number): Promise<DatedRead<T>> {
    const entry = entryOf(key);
    const { value, failure } = entry;
    const isFailing = failure !== null && failure.until > now();
    if (!value || ageOf(value) >= staleMs) return isFailing ? failure.read : revalidate(key, entry);
    if (!isFresh(entry, value) && !isFailing) {
      const load = revalidate(key, entry);
      if (waitMs > 0) await atMost(waitMs, load);
      // The load's own result counts where the upstream no longer has it.
      return entry.value?.read ?? load;
    }
    return value.read;
  }

  return {
    get: (key) => getRecent(key, 0),
    getRecent,

    peek(key) {
      const entry = entries.get(key);
      return entry?.value && isFresh(entry, entry.value) ? entry.value.read : null;
    },

    getFresh(key, maxAgeMs) {
      const entry = entryOf(key);
      const { value } = entry;
      if (value && !isExpired(entry, value) && ageOf(value) <= maxAgeMs)
        return Promise.resolve(value.read);
      return revalidate(key, entry, now() - maxAgeMs);
    },

    expireAll() {
      expiredUpTo = loadCount;
    },

    expireMatching(matches) {
      const matching = [...entries.values()].filter(
        ({ value }) => value && matches(value.read.value),
      );
      for (const entry of [...matching, ...placeholders.values()]) entry.expiredUpTo = loadCount;
      return matching.length > 0;
    },
  };
}
