/**
 * Authentication of requests: a DPoP proof of a key, and a session bound to that key. A handler
 * that needs either must not run before.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyBytes } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import type { RoutePolicy } from '../http/route-policy.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';
import type { Keys } from '../crypto/keys.js';
import { createPublicKeyCache } from './public-key-cache.js';
import type { ReplayStore } from './replay-store.js';
import { verifyProof, type Proof } from './proof.js';
import { readSession } from './session-token.js';

export interface Guard {
  /** Sets `c.var.thumbprint` to the key that proved the request; needs no session. */
  readonly requireProof: MiddlewareHandler<ProxyEnv>;
  /** Sets `c.var.shopper`. */
  readonly requireSession: MiddlewareHandler<ProxyEnv>;
}

export interface GuardParts {
  readonly settings: Pick<Settings, 'publicUrl'>;
  readonly keys: Keys;
  readonly replayStore: ReplayStore;
  /** @throws ProblemError `too_many_requests` */
  readonly countShopperRequest: (shopperId: string, route: RoutePolicy) => void;
  readonly platform: Pick<Platform, 'now'>;
}

export function createGuard(parts: GuardParts): Guard {
  const { settings, keys, replayStore, countShopperRequest, platform } = parts;
  const publicKeys = createPublicKeyCache();

  async function verifyRequestProof(c: Context<ProxyEnv>, token: string | null): Promise<Proof> {
    return verifyProof(
      {
        method: c.req.method,
        url: settings.publicUrl + new URL(c.req.url).pathname,
        proof: c.req.header('DPoP'),
        token,
        body: await bodyBytes(c),
      },
      platform.now(),
      publicKeys,
    );
  }

  async function claimProof(proof: Proof): Promise<void> {
    if (!(await replayStore.claim(proof))) throw new ProblemError('proof_replayed');
  }

  return {
    requireProof: async (c, next) => {
      const proof = await verifyRequestProof(c, null);
      await claimProof(proof);
      c.set('thumbprint', proof.thumbprint);
      await next();
    },

    requireSession: async (c, next) => {
      const token = readAuthorization(c.req.header('Authorization'));
      const proof = await verifyRequestProof(c, token);
      const shopper = await readSession(keys, token, proof.thumbprint);
      // Before the proof is stored, so that a refused request costs the store nothing.
      countShopperRequest(shopper.id, c.get('route'));
      await claimProof(proof);
      c.set('shopper', shopper);
      await next();
    },
  };
}

/** RFC 9449, 7.1 */
function readAuthorization(authorization: string | undefined): string {
  if (authorization === undefined) throw new ProblemError('missing_session');
  const [, token] = /^DPoP +([\w.-]{1,4096})$/i.exec(authorization) ?? [];
  if (token === undefined) throw new ProblemError('invalid_session');
  return token;
}
