/** The platform: fetch, clock, randomness and timers. A program or a simulation may replace any of them. */
import { randomBytes } from 'node:crypto';

export interface Platform {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** ms since 1970 */
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls `task` once after `ms`; the function returned cancels it. */
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
 * `fetch` resends a request on HTTP 421 if it can read the body again (Fetch standard,
 * HTTP-network-or-cache fetch). A stream can be read only once, so a call that moves money is sent once.
 */
async function sendOnce(input: string, init: RequestInit): Promise<Response> {
  if (init.body === undefined || init.body === null) return globalThis.fetch(input, init);
  const body = await new Response(init.body).blob();
  const headers = new Headers(init.headers);
  if (!headers.has('Content-Type')) headers.set('Content-Type', body.type);
  // Without it a stream is sent chunked, which not every server accepts.
  headers.set('Content-Length', String(body.size));
  const bufferedInit = { ...init, headers, body: body.stream(), duplex: 'half' };
  return globalThis.fetch(input, bufferedInit);
}

/** Repeats a task every `ms`, also after a failure, until the function returned is called. */
export function repeatEvery(
  { setTimer }: Pick<Platform, 'setTimer'>,
  ms: number,
  task: () => Promise<unknown>,
): () => void {
  let cancel = setTimer(ms, run);
  function run(): void {
    cancel = setTimer(ms, run);
    task().catch(() => undefined);
  }
  return () => cancel();
}

/** `repeatEvery`, one run at a time; the function returned waits for the one that runs. */
export function repeatInTurn(
  platform: Pick<Platform, 'setTimer'>,
  ms: number,
  task: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const stop = repeatEvery(platform, ms, async () => {
    if (running) return;
    running = task();
    await running.finally(() => (running = null));
  });
  return async () => {
    stop();
    await running?.catch(() => undefined);
  };
}
