/** The way to one provider: its address, its key, its pace. */
import type { Platform } from '../platform.js';
import type { RateLimiter } from '../upstream/rate-limiter.js';
import { call, type CallResult } from '../upstream/call.js';
import type { z } from 'zod';
import type { ReadResult, ReadFailure } from './provider.js';

export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  /** below the provider's base */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An `CallResult`, or surely not sent because it was not our turn. */
export type SendResult = CallResult | { readonly kind: 'paced'; readonly retryAfterMs: number };

export interface ProviderHttp {
  /** Sends when its turn comes. For what can wait: catalogues, names. */
  sendQueued(rateLimiter: RateLimiter, request: ProviderRequest): Promise<SendResult>;
  /** Sends at once or not at all. For orders, whose intent is written, and for looks at them. */
  sendNow(rateLimiter: RateLimiter, request: ProviderRequest): Promise<SendResult>;
}

export interface ProviderHttpOptions {
  readonly platform: Platform;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** ms */
  readonly timeoutMs: number;
}

/** ms of quiet after a 429 that names none. */
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
      return queued.kind === 'ran'
        ? queued.value
        : { kind: 'paced', retryAfterMs: queued.retryAfterMs };
    },
    async sendNow(rateLimiter, request) {
      if (rateLimiter.tryAcquire()) return send(rateLimiter, request);
      return { kind: 'paced', retryAfterMs: rateLimiter.msUntilAvailable() };
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

/** Reads what a schema accepts of a 200; any other ending is a failure. */
export function parseAnswer<T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> {
  if (result.kind !== 'answered' || result.status !== 200) return toReadFailure(result);
  const parsed = schema.safeParse(result.body);
  return parsed.success
    ? { kind: 'read', value: parsed.data }
    : { kind: 'failed', code: 'malformed', retryAfterMs: null };
}

/** What an ending that is no answer to a question means. */
export function toReadFailure(result: SendResult): ReadFailure {
  if (result.kind === 'paced')
    return { kind: 'failed', code: 'quota', retryAfterMs: result.retryAfterMs };
  if (result.kind !== 'answered')
    return { kind: 'failed', code: 'unavailable', retryAfterMs: null };
  const { status, retryAfterMs } = result;
  if (status === 404) return { kind: 'failed', code: 'not-found' };
  if (status === 429)
    return { kind: 'failed', code: 'quota', retryAfterMs: retryAfterMs ?? DEFAULT_PAUSE_MS };
  if (status === 401 || status === 403) return { kind: 'failed', code: 'refused', retryAfterMs };
  return { kind: 'failed', code: status >= 500 ? 'unavailable' : 'malformed', retryAfterMs };
}
