/** Asks the proxy in the shopper's session, and reads what it answers. */
import type * as z from 'zod/mini';
import { platform } from '../../stores/platform.js';
import type { Outcome, PurchaseError } from '../purchase-client.js';
import type { ProxyRequest } from './send.js';
import { send } from './send.js';
import type { SessionManager } from '../session/session-manager.js';
import type { SendSigned } from '../session/send-signed.js';

export type CallProxy = <T>(
  schema: z.ZodMiniType<T>,
  request: ProxyRequest,
  signal: AbortSignal,
) => Promise<Outcome<T>>;

/** The proxy takes the session no longer; with a new one it answers. */
const SESSION_ENDED: readonly PurchaseError[] = [
  'session_expired',
  'invalid_session',
  'session_key',
];

/** Nothing is sent again here but what the proxy refused for its session. */
export function createSessionCall(
  sendSigned: SendSigned,
  sessionManager: SessionManager,
): CallProxy {
  const callOnce = async (request: ProxyRequest, signal: AbortSignal) => {
    const session = await sessionManager.open();
    if (!session.ok) return { answer: session, isEnded: false };
    const answer = await sendSigned(request, session.value, signal);
    const isEnded = !answer.ok && SESSION_ENDED.includes(answer.code);
    if (isEnded) sessionManager.invalidate(session.value);
    return { answer, isEnded };
  };

  return async (schema, request, signal) => {
    let { answer, isEnded } = await callOnce(request, signal);
    if (isEnded) ({ answer, isEnded } = await callOnce(request, signal));
    return parseResult(schema, answer);
  };
}

/** What anyone may ask: unsigned, so that the browser and the network between may keep it. */
export const createPublicCall =
  (proxy: string): CallProxy =>
  async (schema, request, signal) =>
    parseResult(schema, await send(platform(), proxy, request, signal));

/** For what may be asked twice without doing anything twice. */
export const withRetry =
  (callProxy: CallProxy): CallProxy =>
  async (schema, request, signal) => {
    const first = await callProxy(schema, request, signal);
    if (first.ok || first.code !== 'offline') return first;
    await platform().wait(platform().backoff * (1 + platform().random()));
    return signal.aborted ? { ok: false, code: 'aborted' } : callProxy(schema, request, signal);
  };

function parseResult<T>(schema: z.ZodMiniType<T>, result: Outcome<unknown>): Outcome<T> {
  if (!result.ok) return result;
  const { success, data } = schema.safeParse(result.value);
  return success ? { ok: true, value: data } : { ok: false, code: 'malformed' };
}
