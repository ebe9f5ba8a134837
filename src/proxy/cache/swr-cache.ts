/**
 * A stale-while-revalidate cache of reads from upstreams: concurrent reads share one load, and stale
 * values are returned while they are revalidated, or while the upstream is down. It never retries.
 */
import type { Platform } from '../platform.js';
import type { ReadResult, ReadFailure } from '../upstream/read-result.js';
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
  get(key: string): Promise<ReadResult<T>>;
  /** A value whose load began at most `maxAgeMs` ms ago, or the failure to load one. */
  getFresh(key: string, maxAgeMs: number): Promise<ReadResult<T>>;
  /** As `getFresh`, but without a load while the last one has just failed: then as `get`. */
  getRecent(key: string, maxAgeMs: number): Promise<ReadResult<T>>;
  /** When the load of the value that is held began, ms since 1970; `null` where none is held. */
  readAt(key: string): number | null;
  /** Makes all values stale, and those of loads under way too. */
  expireAll(): void;
}

interface LoadStart {
  /** ms since 1970 */
  readonly at: number;
  /** orders loads, because clocks are set back and answers overtake one another */
  readonly sequence: number;
}

interface PendingLoad<T> extends LoadStart {
  readonly promise: Promise<ReadResult<T>>;
}

interface CachedValue<T> extends LoadStart {
  readonly read: Extract<ReadResult<T>, { kind: 'read' }>;
}

interface SwrEntry<T> {
  value: CachedValue<T> | null;
  failure: { readonly read: ReadFailure; readonly until: number } | null;
  loading: PendingLoad<T> | null;
}

/** @param load reads from the upstream; it never rejects */
export function createSwrCache<T>(
  load: (key: string) => Promise<ReadResult<T>>,
  { now }: Pick<Platform, 'now'>,
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
    const entry: SwrEntry<T> = { value: null, failure: null, loading: null };
    placeholders.set(key, entry);
    return entry;
  }

  /** ms; absolute, because a clock that was set back must not make values fresh */
  const ageOf = ({ at }: CachedValue<T>): number => Math.abs(now() - at);

  const isExpired = ({ sequence }: LoadStart): boolean => sequence <= expiredUpTo;

  function revalidate(
    key: string,
    entry: SwrEntry<T>,
    newerThan = -Infinity,
  ): Promise<ReadResult<T>> {
    const { loading } = entry;
    if (loading && !isExpired(loading) && loading.at >= newerThan) return loading.promise;
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
  ): ReadResult<T> {
    if (read.kind === 'read') {
      if (entry.value === null || entry.value.sequence < loadStart.sequence) {
        entry.value = { ...loadStart, read };
        entry.failure = null;
      }
      return read;
    }
    const upstreamWaitMs = 'retryAfterMs' in read ? (read.retryAfterMs ?? 0) : 0;
    entry.failure = { read, until: now() + Math.max(failureTtlMs, upstreamWaitMs) };
    // The upstream no longer has it.
    if (read.code === 'not-found') entry.value = null;
    return read;
  }

  const isFailing = ({ failure }: SwrEntry<T>): boolean =>
    failure !== null && failure.until > now();

  const cache: SwrCache<T> = {
    get(key) {
      const entry = entryOf(key);
      const { value, failure } = entry;
      const ageMs = value ? ageOf(value) : Infinity;
      if (value && ageMs < staleMs) {
        if ((isExpired(value) || ageMs >= freshMs) && !isFailing(entry))
          void revalidate(key, entry);
        return Promise.resolve(value.read);
      }
      return failure && isFailing(entry) ? Promise.resolve(failure.read) : revalidate(key, entry);
    },

    getFresh(key, maxAgeMs) {
      const entry = entryOf(key);
      const { value } = entry;
      if (value && !isExpired(value) && ageOf(value) <= maxAgeMs)
        return Promise.resolve(value.read);
      return revalidate(key, entry, now() - maxAgeMs);
    },

    getRecent: (key, maxAgeMs) =>
      isFailing(entryOf(key)) ? cache.get(key) : cache.getFresh(key, maxAgeMs),

    readAt: (key) => entries.get(key)?.value?.at ?? null,

    expireAll() {
      expiredUpTo = loadCount;
    },
  };
  return cache;
}
