/** CORS: the pages that may call the proxy. A request without `Origin` comes from no page, and passes. */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';
import type { ProxyEnv } from './env.js';
import type { RoutePolicy } from './route-policy.js';

/** seconds that a browser may cache a preflight; none caches it longer */
const PREFLIGHT_MAX_AGE_SECONDS = 7200;

export type OriginMatcher = (origin: string) => boolean;

/** Refuses requests from scripts of other pages. */
export const rejectForeignOrigins =
  (isAllowedOrigin: OriginMatcher): MiddlewareHandler<ProxyEnv> =>
  async (c, next) => {
    const origin = c.req.header('Origin');
    const isForAll = c.get('route').isForAllOrigins === true;
    if (origin !== undefined && !isForAll && !isAllowedOrigin(origin))
      throw new ProblemError('forbidden_origin');
    await next();
  };

/** Answers preflights, and lets allowed pages read the other answers. */
export function corsMiddleware(isAllowedOrigin: OriginMatcher): MiddlewareHandler<ProxyEnv> {
  const preflight = cors({
    origin: (origin) => (isAllowedOrigin(origin) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'DPoP',
      'Idempotency-Key',
      'Idempotency-Lookup',
      'If-None-Match',
    ],
    maxAge: PREFLIGHT_MAX_AGE_SECONDS,
  });
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    await next();
    // Set on the finished answer; headers set earlier make Hono build the response twice.
    setCorsHeaders(c.res.headers, c.get('route'), c.req.header('Origin'), isAllowedOrigin);
    return undefined;
  };
}

/** Lets the page of `origin` read the answer, if it is allowed, or if every page is. */
export function setCorsHeaders(
  headers: Headers,
  { isForAllOrigins = false }: RoutePolicy,
  origin: string | undefined,
  isAllowedOrigin: OriginMatcher,
): void {
  if (isForAllOrigins) {
    headers.set('Access-Control-Allow-Origin', '*');
    headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
    return;
  }
  if (origin !== undefined && isAllowedOrigin(origin))
    headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Expose-Headers', 'ETag,Retry-After');
  headers.append('Vary', 'Origin');
}

/** A star in a pattern stands for one label of a host name. The proxy's own origin is allowed too. */
export function createOriginMatcher({
  origins,
  publicUrl,
}: Pick<Settings, 'origins' | 'publicUrl'>): OriginMatcher {
  const exact = new Set([new URL(publicUrl).origin, ...origins]);
  const patterns = origins
    .filter((origin) => origin.includes('*'))
    .map((origin) => {
      const parts = origin.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
    });
  return (origin) => exact.has(origin) || patterns.some((pattern) => pattern.test(origin));
}
