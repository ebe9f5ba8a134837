/** `POST /v1/sessions`: a shopper of the shop becomes a session of a key. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Session } from '../contract.js';
import { clientAddress, isLoopback } from '../http/address.js';
import { jsonOf } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import { createThrottle } from '../http/throttle.js';
import type { Outside } from '../outside.js';
import { ProblemError } from '../problem.js';
import type { Guard } from '../session/guard.js';
import type { Keys } from '../session/keys.js';
import { findShopper } from '../session/shopper.js';
import { issueSession, SESSION_LIFETIME } from '../session/token.js';
import type { Settings } from '../settings.js';

export interface SessionParts {
  readonly settings: Pick<Settings, 'bukaolshop'>;
  readonly keys: Keys;
  readonly guard: Guard;
  readonly outside: Outside;
}

/**
 * Each attempt costs requests of the shop's daily quota, and needs nothing to make. Many phones
 * share an address of their network, so it is no tight bound.
 */
const ATTEMPTS = { count: 30, windowMs: 60_000 };

/** Numbers are taken as well: pages write the id either way. */
const asked = z.object({
  id_user: z.union([z.string(), z.int().transform(String)]).pipe(z.string().trim().min(1).max(64)),
  token_user: z.string().trim().min(1).max(1024),
});

export function sessionRoutes({ settings, keys, guard, outside }: SessionParts): Hono<ProxyEnv> {
  const routes = new Hono<ProxyEnv>();
  const attempt = createThrottle(outside.now, ATTEMPTS);

  routes.post('/v1/sessions', async (c) => {
    const thumbprint = await guard.prove(c);
    const { id_user: idUser, token_user: tokenUser } = await jsonOf(c, asked);
    const address = clientAddress(c);
    const retryAfter = address === null || isLoopback(address) ? 0 : attempt(address);
    if (retryAfter > 0) throw new ProblemError('too_many_requests', { retryAfter });
    const found = await findShopper(settings.bukaolshop, outside, { idUser, tokenUser });
    if (found.kind === 'not-found') throw new ProblemError(found.code, found);
    const session: Session = {
      access_token: await issueSession(keys, outside, { idUser, tokenUser, thumbprint }),
      token_type: 'DPoP',
      expires_in: SESSION_LIFETIME,
      shopper: { id_user: idUser, nama_user: found.name, jumlah_saldo: found.saldo },
    };
    return c.json(session, 201);
  });

  return routes;
}
