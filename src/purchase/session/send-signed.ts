/** Sends requests with a DPoP proof by this browser's key, dated by the proxy's clock. */
import { createFetch } from 'ofetch';
import { platform } from '../../stores/platform.js';
import { openSigningKey } from './signing-key.js';
import { createDpopProof } from './dpop-proof.js';
import type { ProxyResult, ProxyRequest } from '../http/send.js';
import { send } from '../http/send.js';

/** @param accessToken of the request's session; `null` to open one */
export type SendSigned = (
  request: ProxyRequest,
  accessToken: string | null,
  signal: AbortSignal,
) => Promise<ProxyResult>;

/** ofetch without its retries, errors and parsing: a repeated POST could buy twice. */
const withoutRetries = (fetch: typeof globalThis.fetch): typeof globalThis.fetch => {
  const defaults = { retry: false, ignoreResponseError: true, responseType: 'stream' } as const;
  const rawFetch = createFetch({ fetch, defaults });
  return (input, init) => rawFetch.raw(input instanceof URL ? input.href : input, init);
};

export function createSendSigned(proxy: string): SendSigned {
  let signingKey: Promise<CryptoKeyPair> | null = null;
  /** how far the proxy's clock is ahead of the phone's, ms */
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
      // `crypto.subtle` exists only in secure contexts (https).
      return { ok: false, code: 'settings' };
    }
    const authorization = accessToken === null ? null : { Authorization: `DPoP ${accessToken}` };
    const signed = { ...request, headers: { ...headers, ...authorization, DPoP: proof } };
    return send({ ...platform(), fetch: withoutRetries(platform().fetch) }, proxy, signed, signal);
  };

  return async (request, accessToken, signal) => {
    const first = await sendOnce(request, accessToken, signal);
    if (first.ok || first.nowMs === undefined) return first;
    clockOffsetMs = first.nowMs - platform().now();
    return sendOnce(request, accessToken, signal);
  };
}
