/** What is around every route: headers, origins, the size of bodies, problems, the log of answers. */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { routePath } from 'hono/route';
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import { problemResponse, ProblemError } from '../problem.js';
import type { Settings } from '../config/settings.js';
import type { ProxyEnv } from './env.js';
import { corsMiddleware, rejectForeignOrigins } from './origins.js';
import { createLoadShedder, type LoadShedder } from '../overload/load-shedder.js';
import { securityHeadersFor } from './security-headers.js';

/** An answer, as logs and metrics know it. */
export interface AnsweredRequest {
  readonly method: string;
  /** the route's pattern */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** the code of the problem that it is */
  readonly code?: string;
}

export interface ShellParts {
  readonly settings: Pick<Settings, 'origins' | 'publicUrl'>;
  readonly platform: Pick<Platform, 'now'>;
  readonly log: Log;
  readonly loadShedder?: Pick<LoadShedder, 'middleware'>;
  /** Whether an error that nobody expected is that of a store that cannot be used now. */
  readonly isStoreOutage?: (error: unknown) => boolean;
  /** Hears of every answer, when it is ready to be sent. */
  readonly onAnswered?: (answer: AnsweredRequest) => void;
}

/** ms after which a store may be asked again */
const STORE_RETRY_AFTER_MS = 5_000;

/** The application without its routes, which are mounted by `.route('/', …)`. */
export function createShell({
  settings,
  platform,
  log,
  loadShedder = createLoadShedder(),
  isStoreOutage = () => false,
  onAnswered,
}: ShellParts): Hono<ProxyEnv> {
  const app = new Hono<ProxyEnv>();
  if (onAnswered) app.use(reportAnswers(platform, onAnswered));
  app.use(securityHeadersMiddleware(settings));
  app.use(corsMiddleware(settings));
  app.use(rejectForeignOrigins(settings));
  app.use(loadShedder.middleware);
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
    log.error('unexpected', { method: c.req.method, route: routePath(c, -1) }, error);
    const code = isStoreOutage(error) ? 'not_ready' : 'internal';
    c.set('problem', code);
    return problemResponse(code, {
      retryAfterMs: code === 'not_ready' ? STORE_RETRY_AFTER_MS : null,
    });
  });
  return app;
}

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
      route: routePath(c, -1),
      status: c.res.status,
      ms: now() - start,
      ...(code !== undefined && { code }),
    });
  };
}

/** Nothing that is answered here is a page, or is kept by anyone unless the route says so. */
function securityHeadersMiddleware(settings: Pick<Settings, 'publicUrl'>): MiddlewareHandler {
  const securityHeaders = securityHeadersFor(settings);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of securityHeaders) headers.set(name, value);
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}
