/** Calls the proxy and parses its answers by a schema. Knows nothing of sessions. */
import type * as z from 'zod/mini';
import { waitToRetry } from '../backoff.js';
import { platform } from '../../stores/platform.js';
import type { Outcome } from '../purchase-client.js';
import type { ProxyRequest, ProxyResult } from './send.js';
import { send } from './send.js';

/** @typeParam T what `schema` reads: `null` is the value of a 304 */
export type CallProxy = <T>(
  schema: z.ZodMiniType<T>,
  request: ProxyRequest,
  signal: AbortSignal,
) => Promise<CallOutcome<T>>;

export type CallOutcome<T> = Outcome<T> & Pick<ProxyResult, 'etag'>;

/** Calls without a session or a proof: the browser and any cache on the way may store the answer. */
export const createPublicCall =
  (proxy: string): CallProxy =>
  async (schema, request, signal) =>
    parseResult(schema, await send(platform(), proxy, request, signal));

/** Retries once after `offline`. Only for idempotent requests. */
export const withRetry =
  (callProxy: CallProxy): CallProxy =>
  async (schema, request, signal) => {
    const first = await callProxy(schema, request, signal);
    if (first.ok || first.code !== 'offline') return first;
    await waitToRetry();
    return signal.aborted ? { ok: false, code: 'aborted' } : callProxy(schema, request, signal);
  };

export function parseResult<T>(schema: z.ZodMiniType<T>, result: ProxyResult): CallOutcome<T> {
  if (!result.ok) return result;
  const { success, data } = schema.safeParse(result.value);
  return success ? { ...result, value: data } : { ok: false, code: 'malformed' };
}
