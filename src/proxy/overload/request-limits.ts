/**
 * How often one address, and one shopper, may ask. Each node counts for itself, in memory: these
 * bounds keep work and quota from being burnt; what protects a secret is counted in the store
 * (`session/attempt-limiter.ts`).
 */
import type { Hono, MiddlewareHandler } from 'hono';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';
import { createFixedWindowLimiter } from './fixed-window-limiter.js';
import type { ClientAddresses } from '../http/address.js';
import type { ProxyEnv } from '../http/env.js';

const MINUTE_MS = 60_000;

/** Requests of one address in a minute. Many phones share one of their network: no tight bounds. */
export const ADDRESS_LIMITS: readonly {
  readonly paths: readonly string[];
  readonly count: number;
}[] = [
  // Each attempt costs requests of the shop's daily quota, and needs nothing to make.
  { paths: ['/v1/sessions'], count: 30 },
  { paths: ['/v1/catalog/*'], count: 600 },
  { paths: ['/open/*'], count: 300 },
  { paths: ['/v1/quotes', '/v1/nicknames', '/v1/orders/*'], count: 1_200 },
  { paths: ['/callbacks/*'], count: 600 },
];

/** Requests of one shopper in a minute: of all that need a session, and of what costs more. */
export const SHOPPER_LIMITS = {
  all: 600,
  'POST /v1/quotes': 120,
  'POST /v1/nicknames': 30,
  'POST /v1/orders': 120,
} as const;

/** Counts a request of a shopper. @throws ProblemError `too_many_requests` */
export type CountShopperRequest = (shopper: string, method: string, path: string) => void;

type LimitSettings = Pick<Settings, 'patience'>;
type Clock = Pick<Platform, 'now'>;

/** Trials with a smaller patience are in a hurry with everything; nobody waits longer than said. */
const windowMsFor = ({ patience }: LimitSettings): number => MINUTE_MS * Math.min(patience, 1);

/** Puts the limits of addresses before the routes that are mounted afterwards. */
export function applyAddressLimits(
  app: Hono<ProxyEnv>,
  settings: LimitSettings,
  { now }: Clock,
  { limiterKey }: Pick<ClientAddresses, 'limiterKey'>,
): void {
  for (const { paths, count } of ADDRESS_LIMITS) {
    const countUse = createFixedWindowLimiter(now, { count, windowMs: windowMsFor(settings) });
    const limitMiddleware: MiddlewareHandler<ProxyEnv> = async (c, next) => {
      const address = limiterKey(c);
      if (address !== null) throwIfLimited(countUse(address));
      await next();
    };
    for (const path of paths) app.use(path, limitMiddleware);
  }
}

export function createShopperRequestCounter(
  settings: LimitSettings,
  { now }: Clock,
): CountShopperRequest {
  const windowMs = windowMsFor(settings);
  const limiters = new Map(
    Object.entries(SHOPPER_LIMITS).map(([limitName, count]) => [
      limitName,
      createFixedWindowLimiter(now, { count, windowMs }),
    ]),
  );
  return (shopper, method, path) => {
    for (const limitName of ['all', `${method} ${path}`]) {
      throwIfLimited(limiters.get(limitName)?.(shopper) ?? 0);
    }
  };
}

function throwIfLimited(waitMs: number): void {
  if (waitMs > 0) throw new ProblemError('too_many_requests', { retryAfterMs: waitMs });
}
