/** `POST /v1/sessions`: issues a session to a shopper of the shop, bound to the key of the proof. */
import { z } from 'zod';
import type { Session } from '../contract.js';
import type { ClientAddresses } from '../http/address.js';
import { readJsonBody } from '../http/body.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Keys } from '../crypto/keys.js';
import type { CredentialChecks, CredentialVerdict } from '../session/credential-checks.js';
import { verifyShopper, type ShopperVerification } from '../session/verify-shopper.js';
import { issueSession, SESSION_LIFETIME_SECONDS } from '../session/session-token.js';
import type { Settings } from '../config/settings.js';
import { storableText } from '../storable-text.js';
import type { RouteHandlers } from './routes.js';

export interface SessionParts {
  readonly settings: Pick<Settings, 'bukaolshop'>;
  readonly keys: Keys;
  readonly credentialChecks: CredentialChecks;
  readonly addresses: Pick<ClientAddresses, 'limiterKey'>;
  readonly platform: Platform;
}

const sessionRequest = z.object({
  // Pages write the id as a number too.
  id_user: z
    .union([z.string(), z.int().transform(String)])
    .pipe(z.string().trim().min(1))
    .pipe(storableText(64)),
  token_user: z.string().trim().min(1).max(1024),
});

export const sessionRoutes = (parts: SessionParts) =>
  ({
    'POST /v1/sessions': async (c) => {
      const { settings, keys, credentialChecks, addresses, platform } = parts;
      const { id_user: idUser, token_user: tokenUser } = await readJsonBody(c, sessionRequest);
      const credentials = { idUser, tokenUser };
      // A placeholder that the app left unfilled means a guest. It is not a wrong attempt.
      if (`${idUser}${tokenUser}`.includes('{{')) throw new ProblemError('unknown_shopper');
      const verification = await credentialChecks.check(
        { ...credentials, address: addresses.limiterKey(c) },
        () => verifyShopper(settings.bukaolshop, platform, credentials),
        credentialVerdictOf,
      );
      if (verification.kind === 'failed') throw new ProblemError(verification.code, verification);
      const thumbprint = c.get('thumbprint');
      const session: Session = {
        access_token: await issueSession(keys, platform, { ...credentials, thumbprint }),
        token_type: 'DPoP',
        expires_in: SESSION_LIFETIME_SECONDS,
        shopper: {
          id_user: idUser,
          nama_user: verification.name,
          jumlah_saldo: verification.saldo,
        },
      };
      return c.json(session, 201);
    },
  }) satisfies Partial<RouteHandlers>;

function credentialVerdictOf(verification: ShopperVerification): CredentialVerdict {
  if (verification.kind === 'verified') return 'verified';
  return verification.code === 'unknown_shopper' ? 'wrong' : 'inconclusive';
}
