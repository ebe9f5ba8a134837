/** Sends one request to the proxy, once. Returns unknown JSON or an error code, and never throws. */
import { readJson, retryAfterSecondsOf, withTimeout } from '../../open-api/http.js';
import type { Platform } from '../../open-api/platform.js';
import { codeOfStatus } from '../../open-api/result.js';
import type { FieldFault } from '../../proxy/contract.js';
import { FIELD_FAULTS } from '../../proxy/contract.js';
import { isProblem } from '../problems.js';
import type { Outcome } from '../purchase-client.js';
import { problemSchema } from './schemas.js';

export interface ProxyRequest {
  readonly method: 'GET' | 'POST';
  /** below the proxy's base: `/v1/orders` */
  readonly path: string;
  /** `wait=25` */
  readonly query?: string;
  /** JSON, sent byte for byte as it was signed */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The proxy is asked in any case: a stored answer may be older than its prices. */
  readonly isUncached?: boolean;
  /** How long the proxy may hold its answer back, ms. */
  readonly holdMs?: number;
}

export type ProxyResult = Outcome<unknown> & {
  /** the answer's `ETag`; the value of a 304 is `null` */
  readonly etag?: string;
  /** with `proof_time`: the proxy's clock, ms since the epoch */
  readonly nowMs?: number;
};

const NOT_MODIFIED = 304;

export async function send(
  platform: Platform,
  proxy: string,
  { method, path, query, body, headers, isUncached, holdMs = 0 }: ProxyRequest,
  signal: AbortSignal,
): Promise<ProxyResult> {
  const result = await withTimeout(
    platform.timeout + holdMs,
    signal,
    async (timeoutSignal): Promise<ProxyResult> => {
      const response = await platform.fetch(`${proxy}${path}${query ? `?${query}` : ''}`, {
        method,
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        ...(body !== undefined && { body }),
        ...(isUncached && { cache: 'no-cache' }),
        // A redirect would carry signed requests and tokens to another host.
        redirect: 'error',
        credentials: 'omit',
        signal: timeoutSignal,
      });
      return readResponse(response);
    },
  );
  return result.ok ? result.value : result;
}

async function readResponse(response: Response): Promise<ProxyResult> {
  const etag = response.headers.get('ETag') ?? undefined;
  const validator = etag === undefined ? null : { etag };
  if (response.status === NOT_MODIFIED) return { ok: true, value: null, ...validator };
  const parsed = await readJson(response);
  if (!response.ok) return readFailure(response, parsed.ok ? parsed.value : null);
  return parsed.ok ? { ...parsed, ...validator } : parsed;
}

/** An answer that is no problem of the proxy comes from a server on the way: only its status counts. */
function readFailure({ status, headers }: Response, body: unknown): ProxyResult {
  const seconds = retryAfterSecondsOf(headers);
  const retryHint = seconds === undefined ? null : { retryAfterMs: seconds * 1000 };
  const { data } = problemSchema.safeParse(body);
  if (!data || !isProblem(data.code))
    return { ok: false, code: codeOfStatus(status), ...retryHint };
  const errors = data.errors?.flatMap(({ field, fault }) =>
    isFieldFault(fault) ? [{ field, fault }] : [],
  );
  return {
    ok: false,
    code: data.code,
    ...retryHint,
    ...(errors && { errors }),
    ...(data.now !== undefined && { nowMs: data.now * 1000 }),
  };
}

const isFieldFault = (fault: string): fault is FieldFault =>
  FIELD_FAULTS.some((known) => known === fault);
