/**
 * Everything that can go wrong when the Open API is asked. A closed set: what is shown to people,
 * put into events and compared in code is one of these, never a message from outside.
 */
export type ErrorCode =
  /** The settings on the page cannot work: no token, or an address that is not http(s). */
  | 'settings'
  /** Something needs a shopper, and nobody is logged in. */
  | 'guest'
  /** No network, or the server could not be reached. */
  | 'offline'
  /** No complete answer within the time allowed. */
  | 'timeout'
  /** 401: the shop's token or the shopper's token is not known. */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 404, or an item that the shop does not have. */
  | 'not-found'
  /** 429: the day's quota is used up, or too many requests at once. */
  | 'quota'
  /** Any other 4xx: the request was refused. */
  | 'rejected'
  /** 5xx */
  | 'server'
  /** The answer is not JSON, or not of the documented shape. */
  | 'malformed'
  /** The answer is larger than a page of a shop can be. */
  | 'too-large'
  /** Whoever asked went away. Never shown. */
  | 'aborted';

/** An expected outcome is a value: nothing in `open-api` throws for what the network does. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly retryAfterSeconds?: number };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (code: ErrorCode, retryAfterSeconds?: number): Result<never> => ({
  ok: false,
  code,
  ...(retryAfterSeconds && { retryAfterSeconds }),
});

/** The code of an HTTP status (bukaOlshop Open API, "Errors Code"). */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'quota';
  return status >= 500 ? 'server' : 'rejected';
}
