/**
 * DPoP proofs (RFC 9449), with one claim more: `body_sha256`, the digest of the exact bytes sent.
 * Each way to be wrong has its own code.
 */
import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, type CryptoKey } from 'jose';
import { z } from 'zod';
import type { ProblemCode } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { PublicKeyCache, PublicKey } from './known-keys.js';

/** What was sent, and what the proof must speak of. */
export interface Presented {
  readonly method: string;
  /** as the public sees it; its query is not covered by a proof */
  readonly url: string;
  /** the header `DPoP` */
  readonly proof: string | undefined;
  /** the session token that came with it; `null` where none is asked for */
  readonly token: string | null;
  readonly body: Uint8Array;
}

export interface Proof {
  /** of the key that made it: RFC 7638, SHA-256, base64url */
  readonly thumbprint: string;
  /** names this proof among all: key and `jti`, hashed */
  readonly id: string;
  /** ms since 1970, from when on its time alone refuses it */
  readonly expiresAt: number;
}

/** seconds that a proof may be older or newer than the proxy's clock */
const TOLERANCE = 120;
/** characters; a proof of ours has about 600 */
const LONGEST = 4096;

const header = z.object({
  typ: z.string().regex(/^dpop\+jwt$/i),
  alg: z.string(),
  jwk: z.unknown().optional(),
  // What must be understood is not: RFC 9449 has no such header.
  crit: z.undefined().optional(),
});

/** Of a public P-256 key; a coordinate is 32 bytes. */
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
 * Checks everything about a proof but that it is the first of its id, which the caller asks last:
 * what is wrong otherwise is not worth remembering.
 *
 * @param now ms since 1970
 * @throws ProblemError
 */
export async function verifyProof(
  presented: Presented,
  now: number,
  knownKeys: PublicKeyCache,
): Promise<Proof> {
  const { proof } = presented;
  if (proof === undefined || proof === '') throw new ProblemError('missing_proof');
  // Several headers of one name arrive joined by commas, which no JWT holds.
  if (proof.length > LONGEST || proof.includes(',')) throw new ProblemError('invalid_proof');

  const known = await knownKeys(keyOf(proof));
  if (!known) throw new ProblemError('proof_key');
  const { key, thumbprint } = known;
  const spoken = await read(proof, key);
  const problem = mismatch(spoken, presented, now);
  if (problem) throw problem;
  return {
    thumbprint,
    id: sha256(`${thumbprint}.${spoken.jti}`),
    expiresAt: (spoken.iat + TOLERANCE) * 1000,
  };
}

/** The key that the proof itself brings. */
function keyOf(proof: string): PublicKey {
  const read = header.safeParse(attempt(() => decodeProtectedHeader(proof)));
  if (!read.success) throw new ProblemError('invalid_proof');
  if (read.data.alg !== 'ES256') throw new ProblemError('proof_algorithm');
  const key = publicKey.safeParse(read.data.jwk);
  if (!key.success) throw new ProblemError('proof_key');
  const { kty, crv, x, y } = key.data;
  return { kty, crv, x, y };
}

async function read(proof: string, key: CryptoKey): Promise<Claims> {
  try {
    const { payload } = await compactVerify(proof, key, { algorithms: ['ES256'] });
    return claims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    throw new ProblemError('invalid_proof');
  }
}

/** What the proof says differently from what was sent; `null` when nothing. */
function mismatch(spoken: Claims, sent: Presented, now: number): ProblemError | null {
  if (spoken.htm !== sent.method || address(spoken.htu) !== address(sent.url)) {
    return new ProblemError('proof_target');
  }
  if (Math.abs(spoken.iat - now / 1000) > TOLERANCE) {
    return new ProblemError('proof_time', { nowSeconds: now / 1000 });
  }
  const wanted: readonly (readonly [said: string | undefined, is: string | null, ProblemCode])[] = [
    [spoken.ath, sent.token === null ? null : sha256(sent.token), 'proof_session'],
    [spoken.body_sha256, sent.body.length === 0 ? null : sha256(sent.body), 'proof_body'],
  ];
  const wrong = wanted.find(([said, is]) => (said ?? null) !== is);
  return wrong ? new ProblemError(wrong[2]) : null;
}

/** Without query and fragment (RFC 9449, 4.3), as URLs compare. */
function address(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
