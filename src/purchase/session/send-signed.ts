/** Requests that are signed by this browser's key, with the proxy's idea of the time. */
import { createFetch } from 'ofetch';
import { platform } from '../../stores/platform.js';
import { openSigningKey } from './signing-key.js';
import { createDpopProof } from './dpop-proof.js';
import type { ProxyResult, ProxyRequest } from '../http/send.js';
import { send } from '../http/send.js';

/** @param accessToken of the session that the request belongs to */
export type SendSigned = (
  request: ProxyRequest,
  accessToken: string | null,
  signal: AbortSignal,
) => Promise<ProxyResult>;

/** Sent once, whatever it is, and answered unread: nothing is bought twice, no refusal is thrown. */
const withoutRetries = (fetch: typeof globalThis.fetch): typeof globalThis.fetch => {
  const defaults = { retry: false, ignoreResponseError: true, responseType: 'stream' } as const;
  const rawFetch = createFetch({ fetch, defaults });
  return (input, init) => rawFetch.raw(input instanceof URL ? input.href : input, init);
};

export function createSendSigned(proxy: string): SendSigned {
  let signingKey: Promise<CryptoKeyPair> | null = null;
  /** ms by which the proxy's clock is ahead of the phone's */
  let clockOffsetMs = 0;

  const sendOnce: SendSigned = async (request, accessToken, signal) => {
    const { method, path, body, headers } = request;
    let proof;
    try {
      signingKey ??= openSigningKey(new URL(proxy).origin);
      const nowMs = platform().now() + clockOffsetMs;
      const targetUri = proxy + path;
      proof = await createDpopProof(await signingKey, {
        method,
        targetUri,
        body,
        accessToken,
        nowMs,
      });
    } catch {
      // Browsers sign only in pages that came by https.
      return { ok: false, code: 'settings' };
    }
    const authorization = accessToken === null ? null : { Authorization: `DPoP ${accessToken}` };
    const signed = { ...request, headers: { ...headers, ...authorization, DPoP: proof } };
    return send({ ...platform(), fetch: withoutRetries(platform().fetch) }, proxy, signed, signal);
  };

  return async (request, accessToken, signal) => {
    const first = await sendOnce(request, accessToken, signal);
    if (first.ok || first.now === undefined) return first;
    clockOffsetMs = first.now - platform().now();
    return sendOnce(request, accessToken, signal);
  };
}
