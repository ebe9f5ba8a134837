/**
 * Sends GET requests to the Open API, at most twice each, and returns unknown JSON. Never interprets
 * the rows: `client.ts` does.
 *
 * Uses `fetch` itself: ofetch would add 1.4 KB before the first card. Signed requests to the proxy use
 * it, in a chunk that is loaded later.
 */
import type { Query } from './endpoint.js';
import { readJson, retryAfterSecondsOf, withTimeout } from './http.js';
import type { Platform } from './platform.js';
import { withJitter } from './platform.js';
import type { ErrorCode, Result } from './result.js';
import { codeOfStatus, fail } from './result.js';

/** Errors that a second attempt may not meet. */
const RETRYABLE: readonly ErrorCode[] = ['offline', 'server'];

/**
 * GETs `api + path`. A refusal (4xx) is final; a network error or a 5xx is retried once. The URL,
 * which holds the shop's token, never becomes part of the result.
 */
export async function send(
  platform: Platform,
  api: string,
  path: string,
  query: Query,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Result<unknown>> {
  const url = `${api}${path}?${new URLSearchParams(query).toString()}`;
  const first = await sendOnce(platform, url, signal, headers);
  if (first.ok || !RETRYABLE.includes(first.code)) return first;
  await platform.wait(withJitter(platform.backoff, platform));
  return signal.aborted ? fail('aborted') : sendOnce(platform, url, signal, headers);
}

async function sendOnce(
  platform: Platform,
  url: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<Result<unknown>> {
  const result = await withTimeout(platform.timeout, signal, async (timeoutSignal) => {
    const response = await platform.fetch(url, { signal: timeoutSignal, headers });
    const body = response.ok ? await readJson(response) : null;
    const status = body ? statusOfBody(body) : response.status;
    if (body && status < 300) return body;
    return fail(codeOfStatus(status), retryAfterSecondsOf(response.headers));
  });
  return result.ok ? result.value : result;
}

/** Documented errors repeat their code in the body: one sent with HTTP 200 is still an error. */
function statusOfBody(body: Result<unknown>): number {
  const value = body.ok ? body.value : null;
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : 200;
  return Number(code) || 200;
}
