/** Calls the proxy in the shopper's session, and repeats a call once when its session has ended. */
import type { CallProxy } from '../http/call-proxy.js';
import { parseResult } from '../http/call-proxy.js';
import type { ProxyRequest } from '../http/send.js';
import type { PurchaseError } from '../purchase-client.js';
import type { SendSigned } from './send-signed.js';
import type { SessionManager } from './session-manager.js';

/** Refusals of the session itself: the request was not processed, and a new session may help. */
const SESSION_ENDED: readonly PurchaseError[] = [
  'session_expired',
  'invalid_session',
  'session_key',
];

export function createSessionCall(
  sendSigned: SendSigned,
  sessionManager: SessionManager,
): CallProxy {
  const callOnce = async (request: ProxyRequest, signal: AbortSignal) => {
    const session = await sessionManager.open();
    if (!session.ok) return { result: session, isEnded: false };
    const result = await sendSigned(request, session.value, signal);
    const isEnded = !result.ok && SESSION_ENDED.includes(result.code);
    if (isEnded) sessionManager.invalidate(session.value);
    return { result, isEnded };
  };

  return async (schema, request, signal) => {
    let { result, isEnded } = await callOnce(request, signal);
    if (isEnded) ({ result, isEnded } = await callOnce(request, signal));
    return parseResult(schema, result);
  };
}
