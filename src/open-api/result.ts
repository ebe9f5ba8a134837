/**
 * Outcomes of Open API requests. Error codes are a closed set: texts, events and comparisons use these,
 * never a message from a server.
 */
export type ErrorCode =
  /** The page's settings cannot work: no token, or a URL that is not http(s). */
  | 'settings'
  /** The request needs a shopper, and nobody is logged in. */
  | 'guest'
  /** The server cannot be reached. */
  | 'offline'
  /** The answer was not complete within the time limit. */
  | 'timeout'
  /** 401: the shop's or the shopper's token is unknown. */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 404, or a product that the shop does not have. */
  | 'not-found'
  /** 429: the daily quota is exhausted, or requests come too fast. */
  | 'quota'
  /** Any other 4xx. */
  | 'rejected'
  /** 5xx */
  | 'server'
  /** The answer is not JSON, or does not match its schema. */
  | 'malformed'
  /** The answer exceeds the size limit. */
  | 'too-large'
  /** The caller aborted the request. Never shown. */
  | 'aborted';

/** Nothing in `open-api` throws for network or server failures. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly retryAfterSeconds?: number };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (code: ErrorCode, retryAfterSeconds?: number): Result<never> => ({
  ok: false,
  code,
  ...(retryAfterSeconds && { retryAfterSeconds }),
});

/** The error code of an HTTP status (bukaOlshop Open API, "Errors Code"). */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'quota';
  return status >= 500 ? 'server' : 'rejected';
}

/** Nothing is known of the request but that no complete answer has come. */
export const isNetworkError = (code: string): boolean => code === 'offline' || code === 'timeout';
