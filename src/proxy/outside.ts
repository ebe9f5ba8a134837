/** What the proxy reaches outside for. A program, or a simulation, may replace any part of it. */
import { randomBytes } from 'node:crypto';

export interface Outside {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** ms since 1970 */
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls `task` once, `ms` later, unless the function it gives is called before. */
  readonly later: (ms: number, task: () => void) => () => void;
}

export const node: Outside = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  randomBytes: (count) => randomBytes(count),
  later: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
