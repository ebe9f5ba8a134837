/** Verifies a request's DPoP proof by RFC 9449, section 4.3. */
import type { ProblemCode } from '../../../src/proxy/contract.js';

const LEEWAY_SECONDS = 120;

export type ProofCheck =
  | { readonly jti: string; readonly jkt: string }
  | { readonly code: ProblemCode; readonly extra?: object };

interface Claims {
  readonly jti?: string;
  readonly htm?: string;
  readonly htu?: string;
  readonly iat?: number;
  readonly ath?: string;
  readonly body_sha256?: string;
}

const bytes = (text: string) => new TextEncoder().encode(text);

const decode = (part: string): Uint8Array<ArrayBuffer> => {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) throw new Error('not base64url');
  return Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
};

const digest = async (text: string): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(text)));
  return btoa(Array.from(hash, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
};

/** @param now of the proxy's clock, ms since the epoch */
export async function verifyProof(
  request: Request,
  body: string,
  now: number,
): Promise<ProofCheck> {
  const proof = request.headers.get('DPoP');
  if (!proof) return { code: 'missing_proof' };
  const [head = '', payload = '', signature = '', ...more] = proof.split('.');
  if (more.length > 0) return { code: 'invalid_proof' };
  const read = (part: string): unknown => JSON.parse(new TextDecoder().decode(decode(part)));
  const header = read(head) as { typ?: string; alg?: string; jwk?: JsonWebKey };
  const claims = read(payload) as Claims;
  if (header.typ !== 'dpop+jwt' || header.alg !== 'ES256') return { code: 'proof_algorithm' };
  const { jwk } = header;
  if (jwk?.crv !== 'P-256' || jwk.d !== undefined) return { code: 'proof_key' };
  const code = await faultOf(claims, request, body, now);
  if (code === 'proof_time') return { code, extra: { now: Math.floor(now / 1000) } };
  if (code) return { code };
  const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, p256, false, ['verify']);
  const sha256 = { name: 'ECDSA', hash: 'SHA-256' };
  const text = bytes(`${head}.${payload}`);
  const isSigned = await crypto.subtle.verify(sha256, key, decode(signature), text);
  if (!isSigned || !claims.jti) return { code: 'invalid_proof' };
  const { crv, kty, x, y } = jwk;
  return { jti: claims.jti, jkt: await digest(JSON.stringify({ crv, kty, x, y })) };
}

async function faultOf(
  claims: Claims,
  { method, url, headers }: Request,
  body: string,
  now: number,
): Promise<ProblemCode | null> {
  if (claims.htm !== method || claims.htu !== url.split('?')[0]) return 'proof_target';
  if (Math.abs((claims.iat ?? 0) - now / 1000) > LEEWAY_SECONDS) return 'proof_time';
  const token = headers.get('Authorization');
  const ath = token?.startsWith('DPoP ') ? await digest(token.slice('DPoP '.length)) : undefined;
  if (claims.ath !== ath) return 'proof_session';
  const sum = body === '' ? undefined : await digest(body);
  return claims.body_sha256 === sum ? null : 'proof_body';
}
