/** The outcome of a read from an upstream: a call that moves no money. */

export type ReadFailure =
  | { readonly kind: 'failed'; readonly code: 'not-found' }
  | {
      readonly kind: 'failed';
      readonly code: 'unavailable' | 'malformed' | 'refused' | 'quota';
      /** ms to wait before the next attempt */
      readonly retryAfterMs: number | null;
      /** `refused` for the key or the address, and not by a firewall or for this call alone */
      readonly isKeyRefused?: true;
    };

export type ReadResult<T> = { readonly kind: 'read'; readonly value: T } | ReadFailure;

/** `readAt`: when the read began, ms since 1970 */
export type DatedRead<T> =
  { readonly kind: 'read'; readonly value: T; readonly readAt: number } | ReadFailure;
