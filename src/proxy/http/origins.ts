/** Which pages may ask (CORS). A request that names no origin is not of a page, and goes on. */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';

/** seconds that a browser may remember the answer to a preflight; none remembers longer */
const PREFLIGHT_MAX_AGE_SECONDS = 7200;

export type OriginSettings = Pick<Settings, 'origins' | 'publicUrl'>;

/** Refuses requests of other pages' scripts. */
export function rejectForeignOrigins(settings: OriginSettings): MiddlewareHandler {
  const isAllowedOrigin = createOriginMatcher(settings);
  return async (c, next) => {
    const origin = c.req.header('Origin');
    if (origin !== undefined && !isAllowedOrigin(origin))
      throw new ProblemError('forbidden_origin');
    await next();
  };
}

/** Tells browsers which pages may read the answers. */
export function corsMiddleware(settings: OriginSettings): MiddlewareHandler {
  const isAllowedOrigin = createOriginMatcher(settings);
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
    // Set on the answer itself: what is set before there is one makes Hono build it twice.
    setCorsHeaders(c.res.headers, c.req.header('Origin'), isAllowedOrigin);
    return undefined;
  };
}

/** Says which page may read the answer. */
export function setCorsHeaders(
  headers: Headers,
  origin: string | undefined,
  isAllowedOrigin: OriginMatcher,
): void {
  if (origin !== undefined && isAllowedOrigin(origin))
    headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Expose-Headers', 'ETag,Retry-After');
  headers.append('Vary', 'Origin');
}

export type OriginMatcher = (origin: string) => boolean;

/** A star stands for one label of a name. The proxy's own origin is not foreign. */
export function createOriginMatcher({ origins, publicUrl }: OriginSettings): OriginMatcher {
  const exact = new Set([new URL(publicUrl).origin, ...origins]);
  const patterns = origins
    .filter((origin) => origin.includes('*'))
    .map((origin) => {
      const parts = origin.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
    });
  return (origin) => exact.has(origin) || patterns.some((pattern) => pattern.test(origin));
}
