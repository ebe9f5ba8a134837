/**
 * Answers kept for a short life: shown while they are renewed, shared by all who ask at once, and
 * for a while better than nothing when they cannot be renewed.
 */
import type { Platform } from '../platform.js';
import type { ReadResult, ReadFailure } from '../upstream/read-result.js';
import { LruMap } from './lru-map.js';

export interface SwrCacheOptions {
  /** ms that a value counts as new */
  readonly freshMs: number;
  /** ms that a value is shown while the upstream is down */
  readonly staleMs: number;
  /** ms that a failure is not asked about again */
  readonly failureTtlMs: number;
  /** how many keys are kept; the longest unused goes first */
  readonly maxEntries: number;
}

export interface SwrCache<T> {
  /** A value, maybe an old one that is being renewed; a failure only where there is none. */
  get(key: string): Promise<ReadResult<T>>;
  /** A value asked for at most `maxAgeMs` ms ago, or the failure to get one. */
  getFresh(key: string, maxAgeMs: number): Promise<ReadResult<T>>;
  /** Every value counts as old from now on. */
  expireAll(): void;
}

/** A question to the upstream. */
interface LoadStart {
  /** ms since 1970 */
  readonly at: number;
  /** questions are counted: clocks are set back, and answers overtake one another */
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

/** @param load asks the upstream; it never rejects */
export function createSwrCache<T>(
  load: (key: string) => Promise<ReadResult<T>>,
  { now }: Pick<Platform, 'now'>,
  { freshMs, staleMs, failureTtlMs, maxEntries }: SwrCacheOptions,
): SwrCache<T> {
  const entries = new LruMap<string, SwrEntry<T>>(maxEntries);
  /** Entries without a value yet: whoever asks for what is not there pushes out nothing that is. */
  const placeholders = new LruMap<string, SwrEntry<T>>(maxEntries);
  let loadCount = 0;
  /** The last one that is old, with all before it, also where its answer comes only now. */
  let expiredUpTo = 0;

  function entryOf(key: string): SwrEntry<T> {
    const known = entries.get(key) ?? placeholders.get(key);
    if (known) return known;
    const entry: SwrEntry<T> = { value: null, failure: null, loading: null };
    placeholders.set(key, entry);
    return entry;
  }

  /** ms; a clock that was set back makes nothing new */
  const ageOf = ({ at }: CachedValue<T>): number => Math.abs(now() - at);

  const isExpired = ({ sequence }: LoadStart): boolean => sequence <= expiredUpTo;

  function revalidate(
    key: string,
    entry: SwrEntry<T>,
    newerThan = -Infinity,
  ): Promise<ReadResult<T>> {
    const { loading } = entry;
    if (loading && !isExpired(loading) && loading.at >= newerThan) return loading.promise;
    // A value is as old as its question: the answer may have been on its way for long.
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
    // What the upstream no longer has is gone, also from here.
    if (read.code === 'not-found') entry.value = null;
    return read;
  }

  return {
    get(key) {
      const entry = entryOf(key);
      const { value, failure } = entry;
      const isFailing = failure !== null && failure.until > now();
      const ageMs = value ? ageOf(value) : Infinity;
      if (value && ageMs < staleMs) {
        if ((isExpired(value) || ageMs >= freshMs) && !isFailing) void revalidate(key, entry);
        return Promise.resolve(value.read);
      }
      return isFailing ? Promise.resolve(failure.read) : revalidate(key, entry);
    },

    getFresh(key, maxAgeMs) {
      const entry = entryOf(key);
      const { value } = entry;
      if (value && !isExpired(value) && ageOf(value) <= maxAgeMs)
        return Promise.resolve(value.read);
      return revalidate(key, entry, now() - maxAgeMs);
    },

    expireAll() {
      expiredUpTo = loadCount;
    },
  };
}
