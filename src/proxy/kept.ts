/**
 * Answers kept for a short life: shown while they are renewed, shared by all who ask at once, and
 * for a while better than nothing when they cannot be renewed.
 */
import type { Outside } from './outside.js';
import type { Read, ReadFailure } from './providers/provider.js';
import { Recent } from './recent.js';

export interface KeptOptions {
  /** ms that a value counts as new */
  readonly life: number;
  /** ms that a value is shown while the upstream is down */
  readonly stale: number;
  /** ms that a failure is not asked about again */
  readonly failureLife: number;
  /** how many keys are kept; the longest unused goes first */
  readonly most: number;
}

export interface Kept<T> {
  /** A value, maybe an old one that is being renewed; a failure only where there is none. */
  get(key: string): Promise<Read<T>>;
  /** A value asked for at most `maxAge` ms ago, or the failure to get one. */
  fresh(key: string, maxAge: number): Promise<Read<T>>;
  /** Every value counts as old from now on. */
  expire(): void;
}

interface Loading<T> {
  readonly promise: Promise<Read<T>>;
  readonly since: number;
}

interface Entry<T> {
  value: { readonly read: Extract<Read<T>, { kind: 'read' }>; readonly at: number } | null;
  expired: boolean;
  failure: { readonly read: ReadFailure; readonly until: number } | null;
  loading: Loading<T> | null;
}

/** @param load asks the upstream; it never rejects */
export function createKept<T>(
  load: (key: string) => Promise<Read<T>>,
  { now }: Pick<Outside, 'now'>,
  { life, stale, failureLife, most }: KeptOptions,
): Kept<T> {
  const entries = new Recent<string, Entry<T>>(most);
  /** Entries without a value yet: whoever asks for what is not there pushes out nothing that is. */
  const empty = new Recent<string, Entry<T>>(most);

  function entryOf(key: string): Entry<T> {
    const known = entries.get(key) ?? empty.get(key);
    if (known) return known;
    const entry: Entry<T> = { value: null, expired: false, failure: null, loading: null };
    empty.set(key, entry);
    return entry;
  }

  function renew(key: string, entry: Entry<T>, newerThan = -Infinity): Promise<Read<T>> {
    if (entry.loading && entry.loading.since >= newerThan) return entry.loading.promise;
    // A value is as old as its question: the answer may have been on its way for long.
    const since = now();
    const promise = load(key).then((read) => {
      if (read.kind === 'read') {
        empty.delete(key);
        entries.set(key, entry);
      }
      return settle(entry, since, read);
    });
    entry.loading = { since, promise };
    return promise;
  }

  function settle(entry: Entry<T>, since: number, read: Read<T>): Read<T> {
    if (entry.loading?.since === since) entry.loading = null;
    if (read.kind === 'read') {
      if (entry.value === null || entry.value.at <= since) {
        entry.value = { read, at: since };
        entry.expired = false;
        entry.failure = null;
      }
      return read;
    }
    const wait = 'retryAfter' in read ? (read.retryAfter ?? 0) : 0;
    entry.failure = { read, until: now() + Math.max(failureLife, wait) };
    // What the upstream no longer has is gone, also from here.
    if (read.code === 'not-found') entry.value = null;
    return read;
  }

  return {
    get(key) {
      const entry = entryOf(key);
      const { value, failure } = entry;
      const failing = failure !== null && failure.until > now();
      const age = value ? now() - value.at : Infinity;
      if (value && age < stale) {
        if ((entry.expired || age >= life) && !failing) void renew(key, entry);
        return Promise.resolve(value.read);
      }
      return failing ? Promise.resolve(failure.read) : renew(key, entry);
    },

    fresh(key, maxAge) {
      const entry = entryOf(key);
      const oldest = now() - maxAge;
      const { value } = entry;
      if (value && !entry.expired && value.at >= oldest) return Promise.resolve(value.read);
      return renew(key, entry, oldest);
    },

    expire() {
      for (const entry of entries.values()) entry.expired = true;
    },
  };
}
