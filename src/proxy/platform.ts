/** What the proxy reaches outside for. A program, or a simulation, may replace any part of it. */
import { randomBytes } from 'node:crypto';

export interface Platform {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** ms since 1970 */
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls `task` once, `ms` later, unless the function it gives is called before. */
  readonly setTimer: (ms: number, task: () => void) => () => void;
}

export const nodePlatform: Platform = {
  fetch: sendOnce,
  now: () => Date.now(),
  randomBytes: (count) => randomBytes(count),
  setTimer: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * `fetch` sends a body again by itself at HTTP 421, if it can read it once more (Fetch standard,
 * HTTP-network-or-cache fetch). A stream is read but once.
 */
async function sendOnce(input: string, init: RequestInit): Promise<Response> {
  if (init.body === undefined || init.body === null) return globalThis.fetch(input, init);
  const body = await new Response(init.body).blob();
  const headers = new Headers(init.headers);
  if (!headers.has('Content-Type')) headers.set('Content-Type', body.type);
  // Without it a stream goes in chunks, which not every server takes.
  headers.set('Content-Length', String(body.size));
  const bufferedInit = { ...init, headers, body: body.stream(), duplex: 'half' };
  return globalThis.fetch(input, bufferedInit);
}
