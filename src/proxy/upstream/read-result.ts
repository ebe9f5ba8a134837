/** The outcome of a read from an upstream: a call that moves no money. */

export type ReadFailure =
  | { readonly kind: 'failed'; readonly code: 'not-found' }
  | {
      readonly kind: 'failed';
      readonly code: 'unavailable' | 'malformed' | 'refused' | 'quota';
      /** ms to wait before the next attempt */
      readonly retryAfterMs: number | null;
    };

export type ReadResult<T> = { readonly kind: 'read'; readonly value: T } | ReadFailure;
