/**
 * The refusal of who comes when too much is going on, made beforehand: a refusal must cost a fraction
 * of an answer, or where many are refused nobody would get one.
 */
import { problemParts } from '../problem.js';
import { createOriginMatcher, setCorsHeaders, type OriginSettings } from '../http/origins.js';
import { RETRY_AFTER_MS } from './load-shedder.js';
import { securityHeadersFor } from '../http/security-headers.js';

/** What is known of a request before it begins. */
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

/** As the application itself refuses a page of this origin. */
export function createEarlyRejection(
  settings: OriginSettings,
): (origin: RequestHead['origin']) => EarlyRejection {
  const isAllowedOrigin = createOriginMatcher(settings);
  const { status, headers, body } = problemParts('overloaded', { retryAfterMs: RETRY_AFTER_MS });
  for (const [name, value] of securityHeadersFor(settings)) headers.set(name, value);
  headers.set('Cache-Control', 'no-store');
  const forOrigin = (origin: RequestHead['origin']): EarlyRejection => {
    const corsHeaders = new Headers(headers);
    setCorsHeaders(corsHeaders, origin, isAllowedOrigin);
    return { status, headers: Object.fromEntries(corsHeaders), body };
  };
  const withoutOrigin = forOrigin(undefined);
  return (origin) => (origin === undefined ? withoutOrigin : forOrigin(origin));
}
