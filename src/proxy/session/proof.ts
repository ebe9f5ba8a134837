/**
 * Verification of DPoP proofs (RFC 9449) with one additional claim: `body_sha256`, the digest of the
 * exact bytes sent. Each fault has its own problem code.
 */
import { compactVerify, decodeProtectedHeader, type CryptoKey } from 'jose';
import { z } from 'zod';
import type { ProblemCode } from '../contract.js';
import { sha256 } from '../crypto/digest.js';
import { ProblemError } from '../problem.js';
import type { PublicKeyCache, PublicKey } from './public-key-cache.js';

/** A request, and everything that its proof must match. */
export interface ProvenRequest {
  readonly method: string;
  /** the public URL; a proof does not cover the query */
  readonly url: string;
  /** the header `DPoP` */
  readonly proof: string | undefined;
  /** the session token sent along; `null` where the route needs none */
  readonly token: string | null;
  readonly body: Uint8Array;
}

export interface Proof {
  /** of the signing key: RFC 7638, SHA-256, base64url */
  readonly thumbprint: string;
  /** identifies this proof: digest of key and `jti` */
  readonly id: string;
  /** ms since 1970; afterwards `iat` alone makes the proof invalid */
  readonly expiresAt: number;
}

/** seconds that a proof may be older or newer than the proxy's clock */
const MAX_CLOCK_DIFFERENCE_SECONDS = 120;
/** characters; a proof of ours has about 600 */
const MAX_PROOF_CHARACTERS = 4096;

const header = z.object({
  typ: z.string().regex(/^dpop\+jwt$/i),
  alg: z.string(),
  jwk: z.unknown().optional(),
  // RFC 9449 defines no critical header, so none is understood (RFC 7515, 4.1.11).
  crit: z.undefined().optional(),
});

/** of a public P-256 key: 32 bytes, base64url */
const coordinate = z.string().regex(/^[\w-]{43}$/);
const publicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  d: z.undefined().optional(),
});

const claims = z.object({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  ath: z.string().optional(),
  body_sha256: z.string().optional(),
});
type Claims = z.infer<typeof claims>;

/**
 * Checks everything about a proof except its first use. The caller checks that last, so that only
 * valid proofs are stored.
 *
 * @param now ms since 1970
 * @throws ProblemError
 */
export async function verifyProof(
  request: ProvenRequest,
  now: number,
  publicKeys: PublicKeyCache,
): Promise<Proof> {
  const { proof } = request;
  if (proof === undefined || proof === '') throw new ProblemError('missing_proof');
  // Repeated headers arrive joined by commas; a JWT has none.
  if (proof.length > MAX_PROOF_CHARACTERS || proof.includes(','))
    throw new ProblemError('invalid_proof');

  const importedKey = await publicKeys(readProofKey(proof));
  if (!importedKey) throw new ProblemError('proof_key');
  const { key, thumbprint } = importedKey;
  const proofClaims = await verifySignature(proof, key);
  const problem = findMismatch(proofClaims, request, now);
  if (problem) throw problem;
  return {
    thumbprint,
    id: sha256(`${thumbprint}.${proofClaims.jti}`),
    expiresAt: (proofClaims.iat + MAX_CLOCK_DIFFERENCE_SECONDS) * 1000,
  };
}

/** The public key in the proof's own header. */
function readProofKey(proof: string): PublicKey {
  const read = header.safeParse(orUndefined(() => decodeProtectedHeader(proof)));
  if (!read.success) throw new ProblemError('invalid_proof');
  if (read.data.alg !== 'ES256') throw new ProblemError('proof_algorithm');
  const key = publicKey.safeParse(read.data.jwk);
  if (!key.success) throw new ProblemError('proof_key');
  const { kty, crv, x, y } = key.data;
  return { kty, crv, x, y };
}

async function verifySignature(proof: string, key: CryptoKey): Promise<Claims> {
  try {
    const { payload } = await compactVerify(proof, key, { algorithms: ['ES256'] });
    return claims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    throw new ProblemError('invalid_proof');
  }
}

/** The first difference between the proof and the request; `null` where there is none. */
function findMismatch(
  proofClaims: Claims,
  request: ProvenRequest,
  now: number,
): ProblemError | null {
  if (
    proofClaims.htm !== request.method ||
    normalizeHtu(proofClaims.htu) !== normalizeHtu(request.url)
  ) {
    return new ProblemError('proof_target');
  }
  if (Math.abs(proofClaims.iat - now / 1000) > MAX_CLOCK_DIFFERENCE_SECONDS) {
    return new ProblemError('proof_time', { nowSeconds: now / 1000 });
  }
  const expectations: readonly (readonly [
    claimed: string | undefined,
    actual: string | null,
    ProblemCode,
  ])[] = [
    [proofClaims.ath, request.token === null ? null : sha256(request.token), 'proof_session'],
    [
      proofClaims.body_sha256,
      request.body.length === 0 ? null : sha256(request.body),
      'proof_body',
    ],
  ];
  const wrong = expectations.find(([claimed, actual]) => (claimed ?? null) !== actual);
  return wrong ? new ProblemError(wrong[2]) : null;
}

/** Without query and fragment (RFC 9449, 4.3), normalised by the URL parser. */
function normalizeHtu(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function orUndefined(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
