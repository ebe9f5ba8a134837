/**
 * The application around the routes: matched route, security headers, CORS, problems, and the report of
 * every answer. It knows no route and no limit; the middleware that enforces them is passed in.
 */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ReportError } from '../observability/error-report.js';
import type { Platform } from '../platform.js';
import { problemResponse, ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';
import type { ProxyEnv } from './env.js';
import { corsMiddleware, rejectForeignOrigins, type OriginMatcher } from './origins.js';
import type { MatchRoute } from './route-policy.js';
import { securityHeadersFor } from './security-headers.js';

/** An answer, for logs and metrics. */
export interface AnsweredRequest {
  readonly method: string;
  /** the route's label */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** the problem's code, where the answer is a problem */
  readonly code?: string;
}

export interface ShellParts {
  readonly settings: Pick<Settings, 'publicUrl'>;
  readonly isAllowedOrigin: OriginMatcher;
  readonly matchRoute: MatchRoute;
  readonly platform: Pick<Platform, 'now'>;
  readonly reportError: ReportError;
  /** Load shedder and limiters, in this order before the routes. */
  readonly middleware: readonly MiddlewareHandler<ProxyEnv>[];
  /** Whether an unexpected error means that the store is unavailable. */
  readonly isStoreOutage: (error: unknown) => boolean;
  /** Called with every answer, before it is sent. */
  readonly onAnswered: (answer: AnsweredRequest) => void;
}

/** ms, for the client */
const STORE_RETRY_AFTER_MS = 5_000;

/** @returns the application without its routes (`routes/mount-routes.ts`) */
export function createShell({
  settings,
  isAllowedOrigin,
  matchRoute,
  platform,
  reportError,
  middleware,
  isStoreOutage,
  onAnswered,
}: ShellParts): Hono<ProxyEnv> {
  const app = new Hono<ProxyEnv>();
  app.use(setMatchedRoute(matchRoute));
  app.use(reportAnswers(platform, onAnswered));
  app.use(securityHeadersMiddleware(settings));
  app.use(corsMiddleware(isAllowedOrigin));
  app.use(rejectForeignOrigins(isAllowedOrigin));
  for (const each of middleware) app.use(each);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, allow) => {
        c.set('problem', 'method_not_allowed');
        return problemResponse('method_not_allowed', { allow });
      },
    }),
  );
  app.notFound((c) => {
    c.set('problem', 'not_found');
    return problemResponse('not_found');
  });
  app.onError((error, c) => {
    if (error instanceof ProblemError) {
      c.set('problem', error.code);
      return problemResponse(error.code, error.extras);
    }
    reportError(error, { method: c.req.method, route: c.get('route').label });
    const code = isStoreOutage(error) ? 'not_ready' : 'internal';
    c.set('problem', code);
    return problemResponse(code, {
      retryAfterMs: code === 'not_ready' ? STORE_RETRY_AFTER_MS : null,
    });
  });
  return app;
}

const setMatchedRoute =
  (matchRoute: MatchRoute): MiddlewareHandler<ProxyEnv> =>
  async (c, next) => {
    c.set('route', matchRoute(c.req.method, c.req.path));
    await next();
  };

function reportAnswers(
  { now }: Pick<Platform, 'now'>,
  onAnswered: (answer: AnsweredRequest) => void,
): MiddlewareHandler<ProxyEnv> {
  return async (c, next) => {
    const start = now();
    await next();
    const code = c.get('problem');
    onAnswered({
      method: c.req.method,
      route: c.get('route').label,
      status: c.res.status,
      ms: now() - start,
      ...(code !== undefined && { code }),
    });
  };
}

/** No answer is a page; none is cached, or for other sites, unless its route says so. */
function securityHeadersMiddleware(settings: Pick<Settings, 'publicUrl'>): MiddlewareHandler {
  const securityHeaders = securityHeadersFor(settings);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of securityHeaders) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}
