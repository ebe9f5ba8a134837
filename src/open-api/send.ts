/**
 * Sending: one GET, at most twice, and whatever came back as unknown JSON. Reading is `client.ts`.
 *
 * By `fetch` itself: of ofetch nothing would be used here but the call, and its 1.4 KB would stand
 * before the first card. What is signed for the proxy, and loaded later, is sent with it.
 */
import type { Query } from './endpoint.js';
import type { Result } from './result.js';
import { codeOfStatus, fail, ok } from './result.js';

/** Everything outside, as parameters. */
export interface Platform {
  readonly fetch: typeof fetch;
  /** ms since the epoch */
  readonly now: () => number;
  /** 0 to 1 */
  readonly random: () => number;
  /** Resolves after `ms`. */
  readonly wait: (ms: number) => Promise<void>;
  /** For one whole answer, its body included, ms. */
  readonly timeout: number;
  /** Before the second try, ms; up to as much again is added by chance. */
  readonly backoff: number;
}

/** A page of 100 products with long descriptions stays well below this. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

type AttemptResult = Result<unknown> & { readonly isRetryable?: boolean };

/**
 * GETs `api + path`. A refusal (4xx) is final; a network fault or a 5xx is tried once more. The
 * address, which holds the shop's token, never gets into the result.
 */
export async function send(
  platform: Platform,
  api: string,
  path: string,
  query: Query,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const params = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const address = `${api}${path}?${new URLSearchParams(params).toString()}`;
  const first = await sendOnce(platform, address, signal);
  if (first.ok || !first.isRetryable) return first;
  await platform.wait(platform.backoff * (1 + platform.random()));
  return signal.aborted ? fail('aborted') : sendOnce(platform, address, signal);
}

async function sendOnce(
  platform: Platform,
  address: string,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const answer = await withTimeout(
    platform.timeout,
    signal,
    async (timeoutSignal): Promise<AttemptResult> => {
      const response = await platform.fetch(address, { signal: timeoutSignal });
      const body = response.ok ? await readJson(response) : null;
      const code = body ? statusOfBody(body) : response.status;
      if (body && code < 300) return body;
      const retryAfterSeconds = Number(response.headers.get('Retry-After')) || undefined;
      return { ...fail(codeOfStatus(code), retryAfterSeconds), isRetryable: code >= 500 };
    },
  );
  return answer.ok ? answer.value : { ...answer, isRetryable: answer.code === 'offline' };
}

/** Whatever `run` sends and reads ends when `signal` aborts, or after `timeoutMs` ms. */
export async function withTimeout<T>(
  timeoutMs: number,
  signal: AbortSignal,
  run: (timeoutSignal: AbortSignal) => Promise<T>,
): Promise<Result<T>> {
  // One controller covers the body too; ofetch's own timeout does not.
  const controller = new AbortController();
  const deadline = { hasPassed: false };
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    deadline.hasPassed = true;
    abort();
  }, timeoutMs);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return ok(await run(controller.signal));
  } catch {
    if (signal.aborted) return fail('aborted');
    return fail(deadline.hasPassed ? 'timeout' : 'offline');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** The documented errors carry their code in the body too: one over HTTP 200 is still an error. */
function statusOfBody(body: Result<unknown>): number {
  const value = body.ok ? body.value : null;
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : 200;
  return Number(code) || 200;
}

export async function readJson(response: Response): Promise<Result<unknown>> {
  const text = await readBoundedText(response);
  if (!text) return fail('too-large');
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('malformed');
  }
}

/** The body as text, or `null` once it grows beyond what is reasonable. */
async function readBoundedText(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return ' ';
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode() || ' ';
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
