/** bukaOlshop's Open API: asks an endpoint and reads what it answers. */
import * as z from 'zod/mini';
import type { Endpoint, Query, Rows, Shopper } from './endpoint.js';
import { parseValidRows } from './endpoint.js';
import type { Result } from './result.js';
import { fail, ok } from './result.js';
import type { Platform } from './platform.js';
import { send } from './send.js';

export interface OpenApiSettings {
  /** Base address without a slash at its end, `https://openapi.bukaolshop.net/v1`. */
  readonly api: string;
  /** The shop's public token; `null` where the proxy's mirror adds it. */
  readonly token: string | null;
  readonly shopper: Shopper | null;
}

/** `{code, status, data}`; every part may be missing, but not all that tell an answer from junk. */
const envelope = z.transform((body: unknown, { issues }) => {
  const isAnswer = typeof body === 'object' && body && ('data' in body || 'code' in body);
  if (isAnswer) return 'data' in body ? body.data : null;
  issues.push({ code: 'custom', input: undefined, message: 'not an answer' });
  return z.NEVER;
});

const isEmptyData = (data: unknown) =>
  data === null || data === undefined || data === '' || data === false;

/**
 * Asks one endpoint. Rows that cannot be read are dropped and counted; when none of them can be,
 * the answer is `malformed`.
 */
export async function requestRows<T>(
  platform: Platform,
  { api, token, shopper }: OpenApiSettings,
  endpoint: Endpoint<T>,
  query: Query,
  signal: AbortSignal,
): Promise<Result<Rows<T>>> {
  if (endpoint.isPersonal && !shopper) return fail('guest');
  const credentials = endpoint.isPersonal &&
    shopper && { token_user: shopper.token, id_user: shopper.id };
  const answer = await send(
    platform,
    api,
    endpoint.path,
    { ...(token && { token }), ...credentials, ...query },
    signal,
  );
  return answer.ok ? readRows(endpoint, answer.value) : answer;
}

/** Reads an answer's rows: a list of them, or the single object of `/user/info`. */
export function readRows<T>(endpoint: Endpoint<T>, body: unknown): Result<Rows<T>> {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return fail('malformed');
  const { data } = parsed;
  const list = isEmptyData(data) ? [] : Array.isArray(data) ? data : [data];
  const validRows = parseValidRows(endpoint.row, list);
  return validRows.receivedCount > 0 && validRows.rows.length === 0
    ? fail('malformed')
    : ok(validRows);
}
