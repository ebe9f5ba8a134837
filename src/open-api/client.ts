/**
 * The client of bukaOlshop's Open API: requests an endpoint's rows and parses them. Neither caches nor
 * throws: failures are values.
 */
import * as z from 'zod/mini';
import type { Endpoint, Query, Rows, Shopper } from './endpoint.js';
import { cleanRow } from './clean-row.js';
import { listOf, parseValidRows } from './endpoint.js';
import type { Result } from './result.js';
import { fail, ok } from './result.js';
import type { Platform } from './platform.js';
import { send } from './send.js';

export interface OpenApiSettings {
  /** Base URL without a trailing slash: `https://openapi.bukaolshop.net/v1`. */
  readonly api: string;
  /** The shop's public token; `null` where the proxy's mirror adds it. */
  readonly token: string | null;
  readonly shopper: Shopper | null;
}

/** `{code, status, data}`. Each part may be missing, but `code` or `data` must be there. */
const envelope = z.transform((body: unknown, { issues }) => {
  const isAnswer = typeof body === 'object' && body && ('data' in body || 'code' in body);
  if (isAnswer) return 'data' in body ? body.data : null;
  issues.push({ code: 'custom', input: undefined, message: 'not an answer' });
  return z.NEVER;
});

const isEmptyData = (data: unknown) =>
  data === null || data === undefined || data === '' || data === false;

/**
 * Requests one page of rows. Rows that fail the schema are dropped and counted; an answer whose rows
 * all fail is `malformed`.
 */
export async function requestRows<T>(
  platform: Platform,
  { api, token, shopper }: OpenApiSettings,
  endpoint: Endpoint<T>,
  query: Query,
  signal: AbortSignal,
): Promise<Result<Rows<T>>> {
  const parameters = { ...(token && { token }), ...query };
  let answer: Result<unknown>;
  if (!endpoint.send) answer = await send(platform, api, endpoint.path, parameters, signal);
  else if (shopper)
    answer = await endpoint.send(platform, api, endpoint.path, parameters, signal, shopper);
  else return fail('guest');
  return answer.ok ? readRows(endpoint, answer.value) : answer;
}

/** Parses an answer's rows: a list, also one with keys, or the single object of `/user/info`. */
export function readRows<T>(endpoint: Endpoint<T>, body: unknown): Result<Rows<T>> {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return fail('malformed');
  const { data } = parsed;
  const list = isEmptyData(data) ? [] : (listOf(data) ?? [data]);
  const validRows = parseValidRows(endpoint.row, list.map(cleanRow));
  return validRows.received > 0 && validRows.rows.length === 0 ? fail('malformed') : ok(validRows);
}
