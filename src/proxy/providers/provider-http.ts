/**
 * Sends one provider's requests within its rate limits, and reads the answers of reads. Answers about
 * orders are read elsewhere (`outcomes.ts`).
 */
import type { z } from 'zod';
import type { Platform } from '../platform.js';
import { call, type CallResult } from '../upstream/call.js';
import { createRateLimiter, type RateLimit, type RateLimiter } from '../upstream/rate-limiter.js';
import type { ReadFailure, ReadResult } from '../upstream/read-result.js';

export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  /** below the provider's base URL */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A `CallResult`, or certainly not sent because of the rate limit. */
export type SendResult =
  CallResult | { readonly kind: 'rate-limited'; readonly retryAfterMs: number };

export type AnsweredResult = Extract<SendResult, { kind: 'answered' }>;

export interface ProviderHttp {
  /** Sends when the rate limiter admits the request. For reads that may wait: catalogs, names. */
  sendQueued(rateLimiter: RateLimiter, request: ProviderRequest): Promise<SendResult>;
  /** Sends immediately or not at all. For orders, whose intent is written, and for their lookups. */
  sendNow(rateLimiter: RateLimiter, request: ProviderRequest): Promise<SendResult>;
}

interface ProviderHttpOptions {
  readonly platform: Platform;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** After a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 5_000;

export function createProviderHttp({
  platform,
  baseUrl,
  headers,
  timeoutMs,
}: ProviderHttpOptions): ProviderHttp {
  async function send(
    rateLimiter: RateLimiter,
    { method, path, query, json, ...request }: ProviderRequest,
  ) {
    const result = await call(platform, {
      method,
      url: `${baseUrl}${path}${buildQuery(query)}`,
      headers: {
        ...headers,
        ...request.headers,
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      timeoutMs,
    });
    if (result.kind === 'answered' && result.status === 429) {
      rateLimiter.pause(result.retryAfterMs ?? DEFAULT_PAUSE_MS);
    }
    return result;
  }

  return {
    async sendQueued(rateLimiter, request) {
      const queued = await rateLimiter.run(() => send(rateLimiter, request));
      return queued.kind === 'completed'
        ? queued.value
        : { kind: 'rate-limited', retryAfterMs: queued.retryAfterMs };
    },
    async sendNow(rateLimiter, request) {
      if (rateLimiter.tryAcquire()) return send(rateLimiter, request);
      return { kind: 'rate-limited', retryAfterMs: rateLimiter.msUntilAvailable() };
    },
  };
}

function buildQuery(query: ProviderRequest['query'] = {}): string {
  const presentParameters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return presentParameters.length === 0
    ? ''
    : `?${new URLSearchParams(presentParameters).toString()}`;
}

/** `{ code, data }`, as providers wrap their answers. */
type EnvelopeSchema = z.ZodType<{ readonly code: string; readonly data?: unknown }>;

/**
 * Reads what `schema` accepts of `data` in an envelope.
 *
 * @param toFailure the failure that the envelope's code stands for; `null` for success
 */
export function parseEnvelope<T>(
  result: SendResult,
  envelope: EnvelopeSchema,
  toFailure: (code: string, result: AnsweredResult) => ReadFailure | null,
  schema: z.ZodType<T>,
): ReadResult<T> {
  if (result.kind !== 'answered' || result.status >= 500) return toReadFailure(result);
  const parsed = envelope.safeParse(result.body);
  if (!parsed.success) return toReadFailure(result);
  const { code, data } = parsed.data;
  return toFailure(code, result) ?? parseAnswer({ ...result, body: data }, schema);
}

/** Reads what `schema` accepts of an HTTP 200; everything else is a failure. */
export function parseAnswer<T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> {
  if (result.kind !== 'answered' || result.status !== 200) return toReadFailure(result);
  const parsed = schema.safeParse(result.body);
  return parsed.success
    ? { kind: 'read', value: parsed.data }
    : { kind: 'failed', code: 'malformed', retryAfterMs: null };
}

/** The failure of a read that was not answered with HTTP 200, or with a body that cannot be read. */
export function toReadFailure(result: SendResult): ReadFailure {
  if (result.kind === 'rate-limited')
    return { kind: 'failed', code: 'quota', retryAfterMs: result.retryAfterMs };
  if (result.kind !== 'answered')
    return { kind: 'failed', code: 'unavailable', retryAfterMs: null };
  const { status, retryAfterMs } = result;
  if (status === 404) return { kind: 'failed', code: 'not-found' };
  if (status === 429)
    return { kind: 'failed', code: 'quota', retryAfterMs: retryAfterMs ?? DEFAULT_PAUSE_MS };
  // A firewall answers 403 too, and so does a plan without this call.
  if (status === 403) return { kind: 'failed', code: 'refused', retryAfterMs };
  if (status === 401) return { kind: 'failed', code: 'refused', retryAfterMs, isKeyRefused: true };
  return { kind: 'failed', code: status >= 500 ? 'unavailable' : 'malformed', retryAfterMs };
}

/**
 * A limiter for all calls, and a smaller one for reads within it, so that reads always leave room for
 * orders.
 */
export function createCallLimiters(
  platform: Platform,
  limits: { readonly allCalls: RateLimit; readonly reads: RateLimit },
): { readonly allCalls: RateLimiter; readonly reads: RateLimiter } {
  const allCalls = createRateLimiter(platform, [limits.allCalls]);
  return { allCalls, reads: createRateLimiter(platform, [limits.reads], { parent: allCalls }) };
}
