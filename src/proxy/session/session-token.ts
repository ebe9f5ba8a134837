/**
 * The session token: a JWT signed by the proxy and bound to the shopper's key (RFC 9449, 6). The proxy
 * stores no sessions; `token_user` is encrypted inside the token.
 */
import { z } from 'zod';
import type { Shopper } from '../http/env.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Keys } from '../crypto/keys.js';

export const SESSION_LIFETIME_SECONDS = 3600;

const claims = z.object({
  sub: z.string(),
  jti: z.string(),
  cnf: z.object({ jkt: z.string() }),
  secret: z.string(),
});

export async function issueSession(
  keys: Keys,
  platform: Pick<Platform, 'randomBytes'>,
  subject: { readonly idUser: string; readonly tokenUser: string; readonly thumbprint: string },
): Promise<string> {
  return keys.sign(
    'session',
    {
      sub: subject.idUser,
      jti: Buffer.from(platform.randomBytes(16)).toString('base64url'),
      cnf: { jkt: subject.thumbprint },
      secret: await keys.encrypt(subject.tokenUser),
    },
    SESSION_LIFETIME_SECONDS,
  );
}

/**
 * @param thumbprint of the key that signed the request's proof
 * @throws ProblemError
 */
export async function readSession(keys: Keys, token: string, thumbprint: string): Promise<Shopper> {
  const verified = await keys.verify('session', token);
  if (verified.kind === 'expired') throw new ProblemError('session_expired');
  const read = claims.safeParse(verified.kind === 'valid' ? verified.claims : null);
  if (!read.success) throw new ProblemError('invalid_session');
  const { sub, jti, cnf, secret: encryptedTokenUser } = read.data;
  if (cnf.jkt !== thumbprint) throw new ProblemError('session_key');
  return { id: sub, encryptedTokenUser, sessionId: jti };
}
