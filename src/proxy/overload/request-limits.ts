/**
 * Limits on the requests of one address and of one shopper in a minute. Each node counts for itself, in
 * memory: the limits protect work and quota, never a secret (`session/attempt-limiter.ts` does).
 */
import type { MiddlewareHandler } from 'hono';
import type { Settings } from '../config/settings.js';
import type { ClientAddresses } from '../http/address.js';
import type { ProxyEnv } from '../http/env.js';
import type { RequestLimit, RoutePolicy } from '../http/route-policy.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import { MINUTE_MS, shorteningFactor } from '../time.js';
import { createFixedWindowLimiter, type FixedWindowLimiter } from './fixed-window-limiter.js';

/** @throws ProblemError `too_many_requests` */
export type CountRequest = (limit: RequestLimit, key: string) => void;

export function createRequestCounter(
  settings: Pick<Settings, 'patience'>,
  { now }: Pick<Platform, 'now'>,
): CountRequest {
  const limiters = new Map<RequestLimit, FixedWindowLimiter>();
  const windowMs = MINUTE_MS * shorteningFactor(settings);
  return (limit, key) => {
    const limiter =
      limiters.get(limit) ?? createFixedWindowLimiter(now, { count: limit.perMinute, windowMs });
    limiters.set(limit, limiter);
    const waitMs = limiter(key);
    if (waitMs > 0) throw new ProblemError('too_many_requests', { retryAfterMs: waitMs });
  };
}

/** Counts every request, also those that no route answers. */
export const limitAddresses =
  (
    countRequest: CountRequest,
    { limiterKey }: Pick<ClientAddresses, 'limiterKey'>,
  ): MiddlewareHandler<ProxyEnv> =>
  async (c, next) => {
    const { perAddress } = c.get('route');
    const address = limiterKey(c);
    if (perAddress && address !== null) countRequest(perAddress, address);
    await next();
  };

/** @param sessionRequests the limit of all requests of a shopper together */
export const createShopperLimiter =
  (countRequest: CountRequest, sessionRequests: RequestLimit) =>
  (shopperId: string, { perShopper }: RoutePolicy): void => {
    countRequest(sessionRequests, shopperId);
    if (perShopper) countRequest(perShopper, shopperId);
  };
