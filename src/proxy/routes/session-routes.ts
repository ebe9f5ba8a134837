/** `POST /v1/sessions`: a shopper of the shop becomes a session of a key. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Session } from '../contract.js';
import type { ClientAddresses } from '../http/address.js';
import { readJsonBody } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Guard } from '../session/guard.js';
import type { Keys } from '../session/keys.js';
import type { CredentialChecks, CredentialVerdict } from '../session/credential-checks.js';
import { verifyShopper, type ShopperVerification } from '../session/verify-shopper.js';
import { issueSession, SESSION_LIFETIME_SECONDS } from '../session/token.js';
import type { Settings } from '../config/settings.js';

export interface SessionParts {
  readonly settings: Pick<Settings, 'bukaolshop'>;
  readonly keys: Keys;
  readonly guard: Guard;
  readonly credentialChecks: CredentialChecks;
  readonly addresses: Pick<ClientAddresses, 'limiterKey'>;
  readonly platform: Platform;
}

/** Numbers are taken as well: pages write the id either way. No text of PostgreSQL's holds a nul. */
const sessionRequest = z.object({
  id_user: z.union([z.string(), z.int().transform(String)]).pipe(
    z
      .string()
      .trim()
      .min(1)
      .max(64)
      .regex(/^[^\0]*$/),
  ),
  token_user: z.string().trim().min(1).max(1024),
});

export function sessionRoutes(parts: SessionParts): Hono<ProxyEnv> {
  const { settings, keys, guard, credentialChecks, addresses, platform } = parts;
  const routes = new Hono<ProxyEnv>();

  routes.post('/v1/sessions', async (c) => {
    const thumbprint = await guard.requireProof(c);
    const { id_user: idUser, token_user: tokenUser } = await readJsonBody(c, sessionRequest);
    const credentials = { idUser, tokenUser };
    // A placeholder that the app did not fill in: nobody is logged in, and nobody guesses.
    if (`${idUser}${tokenUser}`.includes('{{')) throw new ProblemError('unknown_shopper');
    const verification = await credentialChecks.check(
      { ...credentials, address: addresses.limiterKey(c) },
      () => verifyShopper(settings.bukaolshop, platform, credentials),
      credentialVerdictOf,
    );
    if (verification.kind === 'not-found') throw new ProblemError(verification.code, verification);
    const session: Session = {
      access_token: await issueSession(keys, platform, { ...credentials, thumbprint }),
      token_type: 'DPoP',
      expires_in: SESSION_LIFETIME_SECONDS,
      shopper: { id_user: idUser, nama_user: verification.name, jumlah_saldo: verification.saldo },
    };
    return c.json(session, 201);
  });

  return routes;
}

function credentialVerdictOf(verification: ShopperVerification): CredentialVerdict {
  if (verification.kind === 'found') return 'attested';
  return verification.code === 'unknown_shopper' ? 'wrong' : 'nothing';
}
