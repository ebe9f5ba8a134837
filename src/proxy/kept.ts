/**
 * Answers kept for a short life: shown while they are renewed, shared by all who ask at once, and
 * for a while better than nothing when they cannot be renewed.
 */
import type { Platform } from './outside.js';
import type { Read, ReadFailure } from './providers/provider.js';
import { Recent } from './recent.js';

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
  get(key: string): Promise<Read<T>>;
  /** A value asked for at most `maxAgeMs` ms ago, or the failure to get one. */
  fresh(key: string, maxAgeMs: number): Promise<Read<T>>;
  /** Every value counts as old from now on. */
  expire(): void;
}

/** A question to the upstream. */
interface Asked {
  /** ms since 1970 */
  readonly at: number;
  /** questions are counted: clocks are set back, and answers overtake one another */
  readonly number: number;
}

interface Loading<T> extends Asked {
  readonly promise: Promise<Read<T>>;
}

interface Value<T> extends Asked {
  readonly read: Extract<Read<T>, { kind: 'read' }>;
}

interface Entry<T> {
  value: Value<T> | null;
  failure: { readonly read: ReadFailure; readonly until: number } | null;
  loading: Loading<T> | null;
}

/** @param load asks the upstream; it never rejects */
export function createSwrCache<T>(
  load: (key: string) => Promise<Read<T>>,
  { now }: Pick<Platform, 'now'>,
  { freshMs, staleMs, failureTtlMs, maxEntries }: SwrCacheOptions,
): SwrCache<T> {
  const entries = new Recent<string, Entry<T>>(maxEntries);
  /** Entries without a value yet: whoever asks for what is not there pushes out nothing that is. */
  const empty = new Recent<string, Entry<T>>(maxEntries);
  let questions = 0;
  /** The last one that is old, with all before it, also where its answer comes only now. */
  let expired = 0;

  function entryOf(key: string): Entry<T> {
    const known = entries.get(key) ?? empty.get(key);
    if (known) return known;
    const entry: Entry<T> = { value: null, failure: null, loading: null };
    empty.set(key, entry);
    return entry;
  }

  /** ms; a clock that was set back makes nothing new */
  const ageOf = ({ at }: Value<T>): number => Math.abs(now() - at);

  const isExpired = ({ number }: Asked): boolean => number <= expired;

  function renew(key: string, entry: Entry<T>, newerThan = -Infinity): Promise<Read<T>> {
    const { loading } = entry;
    if (loading && !isExpired(loading) && loading.at >= newerThan) return loading.promise;
    // A value is as old as its question: the answer may have been on its way for long.
    const asked: Asked = { at: now(), number: (questions += 1) };
    const promise = load(key).then((read) => {
      if (entry.loading?.number === asked.number) entry.loading = null;
      if (read.kind === 'read') {
        empty.delete(key);
        entries.set(key, entry);
      }
      return settle(entry, asked, read);
    });
    entry.loading = { ...asked, promise };
    return promise;
  }

  function settle(entry: Entry<T>, asked: Asked, read: Read<T>): Read<T> {
    if (read.kind === 'read') {
      if (entry.value === null || entry.value.number < asked.number) {
        entry.value = { ...asked, read };
        entry.failure = null;
      }
      return read;
    }
    const wait = 'retryAfter' in read ? (read.retryAfter ?? 0) : 0;
    entry.failure = { read, until: now() + Math.max(failureTtlMs, wait) };
    // What the upstream no longer has is gone, also from here.
    if (read.code === 'not-found') entry.value = null;
    return read;
  }

  return {
    get(key) {
      const entry = entryOf(key);
      const { value, failure } = entry;
      const failing = failure !== null && failure.until > now();
      const age = value ? ageOf(value) : Infinity;
      if (value && age < staleMs) {
        if ((isExpired(value) || age >= freshMs) && !failing) void renew(key, entry);
        return Promise.resolve(value.read);
      }
      return failing ? Promise.resolve(failure.read) : renew(key, entry);
    },

    fresh(key, maxAgeMs) {
      const entry = entryOf(key);
      const { value } = entry;
      if (value && !isExpired(value) && ageOf(value) <= maxAgeMs)
        return Promise.resolve(value.read);
      return renew(key, entry, now() - maxAgeMs);
    },

    expire() {
      expired = questions;
    },
  };
}
