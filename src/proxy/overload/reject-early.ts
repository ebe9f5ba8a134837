/**
 * The load shedder's 503, made before a request reaches the application. A refusal must cost a fraction
 * of an answer; otherwise a process that refuses many answers nobody.
 */
import type { Settings } from '../config/settings.js';
import { setCorsHeaders, type OriginMatcher } from '../http/origins.js';
import { securityHeadersFor } from '../http/security-headers.js';
import { UNMATCHED_LABEL, type MatchRoute, type RoutePolicy } from '../http/route-policy.js';
import { problemParts } from '../problem.js';
import { RETRY_AFTER_MS, type LoadShedder } from './load-shedder.js';

/** What is known of a request before its body and its other headers are read. */
export interface RequestHead {
  readonly method: string;
  /** without its query */
  readonly path: string;
  readonly origin: string | undefined;
}

export interface EarlyRejection {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface EarlyRejectionParts {
  readonly settings: Pick<Settings, 'publicUrl'>;
  readonly isAllowedOrigin: OriginMatcher;
  readonly matchRoute: MatchRoute;
  readonly loadShedder: Pick<LoadShedder, 'isOverloadedFor'>;
  readonly recordRequest: (route: string, status: number, ms: number) => void;
}

/** @returns the rejection, equal to the application's own; `null` where the request may start */
export function createEarlyRejection({
  settings,
  isAllowedOrigin,
  matchRoute,
  loadShedder,
  recordRequest,
}: EarlyRejectionParts): (request: RequestHead) => EarlyRejection | null {
  const { status, headers, body } = problemParts('overloaded', { retryAfterMs: RETRY_AFTER_MS });
  for (const [name, value] of securityHeadersFor(settings)) headers.set(name, value);
  headers.set('Cache-Control', 'no-store');
  const rejectionFor = (route: RoutePolicy, origin: string | undefined): EarlyRejection => {
    const corsHeaders = new Headers(headers);
    setCorsHeaders(corsHeaders, route, origin, isAllowedOrigin);
    return { status, headers: Object.fromEntries(corsHeaders), body };
  };

  return ({ method, path, origin }) => {
    // A preflight is answered without any work.
    if (method === 'OPTIONS') return null;
    const route = matchRoute(method, path);
    if (!loadShedder.isOverloadedFor(route)) return null;
    // Counted but not logged: writing a line would be most of the cost.
    recordRequest(UNMATCHED_LABEL, status, 0);
    return rejectionFor(route, origin);
  };
}
