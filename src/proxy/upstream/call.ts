/**
 * Sends one call to an upstream, exactly once, and never follows a redirect. The outcome is a value of
 * three kinds that money needs to distinguish: answered, certainly not sent, or unknown.
 */
import type { Platform } from '../platform.js';
import { DAY_MS } from '../time.js';

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** complete with its query; never logged, because it may carry a token */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  /** until the whole answer must have arrived */
  readonly timeoutMs: number;
}

export type CallResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** the parsed JSON; `undefined` where the body is no JSON */
      readonly body: unknown;
      /** ms that the upstream asks to wait (`Retry-After`) */
      readonly retryAfterMs: number | null;
    }
  /** No byte was sent: the connection was refused, the name is unknown, or TLS failed. */
  | { readonly kind: 'not-sent' }
  /** It may have arrived, and may have been carried out. */
  | { readonly kind: 'unknown'; readonly reason: 'timeout' | 'broken' | 'too-large' };

/** Lapakgaming's list of all products has 2.6 MB. */
const MAX_RESPONSE_BYTES = 16_000_000;

/** Error codes of Node and undici that occur before the first byte of a request is sent. */
const NOT_SENT_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|UNABLE_TO_.*|SELF_SIGNED_.*|DEPTH_ZERO_.*)$/;

export async function call(platform: Platform, request: UpstreamRequest): Promise<CallResult> {
  if (!isNormalizedUrl(request.url)) return { kind: 'not-sent' };
  const controller = new AbortController();
  const cancel = platform.setTimer(request.timeoutMs, () => controller.abort());
  let isAnswered = false;
  try {
    const response = await platform.fetch(request.url, {
      method: request.method,
      headers: { Accept: 'application/json', ...request.headers },
      ...(request.body !== undefined && { body: request.body }),
      redirect: 'manual',
      signal: controller.signal,
    });
    isAnswered = true;
    const text = await readText(response);
    if (text === null) return { kind: 'unknown', reason: 'too-large' };
    return {
      kind: 'answered',
      status: response.status,
      body: parse(text),
      retryAfterMs: readRetryAfter(response.headers.get('Retry-After'), platform.now()),
    };
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'unknown', reason: 'timeout' };
    return !isAnswered && wasNotSent(error)
      ? { kind: 'not-sent' }
      : { kind: 'unknown', reason: 'broken' };
  } finally {
    cancel();
  }
}

/**
 * Whether `fetch` would use exactly this path. A code of a provider within it, such as `..`, could
 * resolve to another path; such a URL is not sent.
 */
function isNormalizedUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  return url.split('?')[0] === origin + pathname;
}

async function readText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_RESPONSE_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); at most a day. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), DAY_MS);
}

function wasNotSent(error: unknown): boolean {
  const causes = error instanceof Error ? [error, error.cause] : [];
  const inner = causes.flatMap((cause) =>
    cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause],
  );
  const codes = inner.flatMap((cause) =>
    cause instanceof Error && 'code' in cause ? [String(cause.code)] : [],
  );
  return codes.length > 0 && codes.every((code) => NOT_SENT_CODES.test(code));
}
