/**
 * Time limit and size limit of one HTTP exchange, for the Open API and the proxy alike. Knows no
 * address and never retries.
 */
import type { Result } from './result.js';
import { fail, ok } from './result.js';

/** Room for a row of megabytes, which costs that row and not the list (`clean-row.ts`). */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Runs `run` until `signal` aborts (`aborted`) or `timeoutMs` have passed (`timeout`). */
export async function withTimeout<T>(
  timeoutMs: number,
  signal: AbortSignal,
  run: (timeoutSignal: AbortSignal) => Promise<T>,
): Promise<Result<T>> {
  // The limit includes reading the body, which ofetch's own timeout does not.
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return ok(await run(controller.signal));
  } catch {
    if (signal.aborted) return fail('aborted');
    return fail(controller.signal.aborted ? 'timeout' : 'offline');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Longer waits overflow timers, and the shopper has left by then. */
const MAX_RETRY_AFTER_SECONDS = 60 * 60;

/** The seconds of `Retry-After`, within bounds; a date counts as none, for clocks lie. */
export function retryAfterSecondsOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('Retry-After'));
  return seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_SECONDS) : undefined;
}

/** Fails with `too-large` or `malformed`. */
export async function readJson(response: Response): Promise<Result<unknown>> {
  const text = await readBoundedText(response);
  if (!text) return fail('too-large');
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('malformed');
  }
}

/** The body as text; `null` once it exceeds `MAX_BODY_BYTES`. */
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
