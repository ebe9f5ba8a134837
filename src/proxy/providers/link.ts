/** The way to one provider: its address, its key, its pace. */
import type { Platform } from '../outside.js';
import type { RateLimiter } from '../pace.js';
import { call, type CallResult } from '../upstream.js';
import type { z } from 'zod';
import type { ReadResult, ReadFailure } from './provider.js';

export interface Question {
  readonly method: 'GET' | 'POST';
  /** below the provider's base */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An `CallResult`, or surely not sent because it was not our turn. */
export type Sent = CallResult | { readonly kind: 'paced'; readonly retryAfterMs: number };

export interface Link {
  /** Sends when its turn comes. For what can wait: catalogues, names. */
  inTurn(rateLimiter: RateLimiter, question: Question): Promise<Sent>;
  /** Sends at once or not at all. For orders, whose intent is written, and for looks at them. */
  atOnce(rateLimiter: RateLimiter, question: Question): Promise<Sent>;
}

export interface LinkParts {
  readonly platform: Platform;
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** ms */
  readonly timeoutMs: number;
}

/** ms of quiet after a 429 that names none. */
const QUIET = 5_000;

export function createLink({ platform, base, headers, timeoutMs }: LinkParts): Link {
  async function send(
    rateLimiter: RateLimiter,
    { method, path, query, json, ...question }: Question,
  ) {
    const result = await call(platform, {
      method,
      url: `${base}${path}${queryOf(query)}`,
      headers: {
        ...headers,
        ...question.headers,
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      timeoutMs,
    });
    if (result.kind === 'answered' && result.status === 429) {
      rateLimiter.pause(result.retryAfterMs ?? QUIET);
    }
    return result;
  }

  return {
    async inTurn(rateLimiter, question) {
      const turn = await rateLimiter.run(() => send(rateLimiter, question));
      return turn.kind === 'ran' ? turn.value : { kind: 'paced', retryAfterMs: turn.retryAfterMs };
    },
    async atOnce(rateLimiter, question) {
      if (rateLimiter.tryAcquire()) return send(rateLimiter, question);
      return { kind: 'paced', retryAfterMs: rateLimiter.msUntilAvailable() };
    },
  };
}

function queryOf(query: Question['query'] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Reads what a schema accepts of a 200; any other ending is a failure. */
export function readAnswer<T>(sent: Sent, schema: z.ZodType<T>): ReadResult<T> {
  if (sent.kind !== 'answered' || sent.status !== 200) return readFailure(sent);
  const parsed = schema.safeParse(sent.body);
  return parsed.success
    ? { kind: 'read', value: parsed.data }
    : { kind: 'failed', code: 'malformed', retryAfterMs: null };
}

/** What an ending that is no answer to a question means. */
export function readFailure(sent: Sent): ReadFailure {
  if (sent.kind === 'paced')
    return { kind: 'failed', code: 'quota', retryAfterMs: sent.retryAfterMs };
  if (sent.kind !== 'answered') return { kind: 'failed', code: 'unavailable', retryAfterMs: null };
  const { status, retryAfterMs } = sent;
  if (status === 404) return { kind: 'failed', code: 'not-found' };
  if (status === 429) return { kind: 'failed', code: 'quota', retryAfterMs: retryAfterMs ?? QUIET };
  if (status === 401 || status === 403) return { kind: 'failed', code: 'refused', retryAfterMs };
  return { kind: 'failed', code: status >= 500 ? 'unavailable' : 'malformed', retryAfterMs };
}
