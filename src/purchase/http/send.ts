/** One request to the proxy, sent once, and whatever came back: unknown JSON, or a problem's code. */
import { codeOfStatus } from '../../open-api/result.js';
import type { Platform } from '../../open-api/send.js';
import { withTimeout, readJson } from '../../open-api/send.js';
import type { FieldFault, ProblemCode } from '../../proxy/contract.js';
import { FIELD_FAULTS, PROBLEMS } from '../../proxy/contract.js';
import type { Outcome } from '../purchase-client.js';
import { problemSchema } from './schemas.js';

export interface ProxyRequest {
  readonly method: 'GET' | 'POST';
  /** from the proxy's base on, `/v1/orders` */
  readonly path: string;
  /** `wait=25` */
  readonly query?: string;
  /** JSON; sent as it was signed, byte for byte */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the proxy may hold its answer back, ms. */
  readonly held?: number;
}

/** `now`, with `proof_time`: the proxy's clock, ms since the epoch. */
export type ProxyResult = Outcome<unknown> & { readonly now?: number };

export async function send(
  platform: Platform,
  proxy: string,
  { method, path, query, body, headers, held = 0 }: ProxyRequest,
  signal: AbortSignal,
): Promise<ProxyResult> {
  const result = await withTimeout(
    platform.timeout + held,
    signal,
    async (limitSignal): Promise<ProxyResult> => {
      const response = await platform.fetch(`${proxy}${path}${query ? `?${query}` : ''}`, {
        method,
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        ...(body !== undefined && { body }),
        // A redirection would carry what is signed for the proxy to somebody else.
        redirect: 'error',
        credentials: 'omit',
        signal: limitSignal,
      });
      const parsed = await readJson(response);
      return response.ok ? parsed : readFailure(response, parsed.ok ? parsed.value : null);
    },
  );
  return result.ok ? result.value : result;
}

/** What is not the proxy's own problem comes from something in between, and has its status alone. */
function readFailure({ status, headers }: Response, body: unknown): ProxyResult {
  const seconds = Number(headers.get('Retry-After'));
  const retryHint = seconds > 0 ? { retryAfterMs: seconds * 1000 } : null;
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
    ...(data.now !== undefined && { now: data.now * 1000 }),
  };
}

export const isProblem = (code: string): code is ProblemCode =>
  Object.keys(PROBLEMS).includes(code);

const isFieldFault = (fault: string): fault is FieldFault =>
  FIELD_FAULTS.some((known) => known === fault);
