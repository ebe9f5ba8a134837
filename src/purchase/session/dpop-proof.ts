/**
 * Creates DPoP proofs (RFC 9449), extended by a hash of the body: a request comes from the holder of
 * the key, unchanged.
 *
 * The `dpop` package does not fit: it needs `crypto.randomUUID`, which Chromium has since 92, and
 * takes the time from `Date`, so a phone with a wrong clock could never log in.
 */
import { base64url, sha256Base64url, randomId, utf8 } from './base64url.js';

export interface ProofTarget {
  /** `htm` */
  readonly method: string;
  /** `htu`: the URL without its query */
  readonly targetUri: string;
  /** The exact text that is sent; `undefined` for a request without a body. */
  readonly body: string | undefined;
  readonly accessToken: string | null;
  /** ms since the epoch, by the proxy's clock */
  readonly nowMs: number;
}

export async function createDpopProof(
  { privateKey, publicKey }: CryptoKeyPair,
  { method, targetUri, body, accessToken, nowMs }: ProofTarget,
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = {
    jti: randomId(),
    htm: method,
    htu: targetUri,
    iat: Math.floor(nowMs / 1000),
    ...(accessToken !== null && { ath: await sha256Base64url(accessToken) }),
    ...(body !== undefined && { body_sha256: await sha256Base64url(body) }),
  };
  const signingInput = [header, claims]
    .map((part) => base64url(utf8(JSON.stringify(part))))
    .join('.');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, utf8(signingInput));
  return `${signingInput}.${base64url(signature)}`;
}
