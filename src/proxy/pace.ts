/** Keeps within an upstream's rate limits, and turns a burst of shoppers into a file of requests. */
import type { Platform } from './outside.js';

export interface RateLimit {
  readonly count: number;
  readonly windowMs: number;
}

export interface RateLimiter {
  /** ms until `tryAcquire` may succeed; 0 for now. */
  msUntilAvailable(): number;
  /** Counts one request, if one may be sent now. */
  tryAcquire(): boolean;
  /** The upstream itself asks for quiet (429, `Retry-After`), ms. */
  pause(ms: number): void;
  /** Runs `task` when its turn comes; `busy` when too many wait already, or it would take too long. */
  run<T>(task: () => Promise<T>): Promise<RunResult<T>>;
}

export type RunResult<T> =
  | { readonly kind: 'ran'; readonly value: T }
  /** `retryAfterMs`: ms until the file may be shorter */
  | { readonly kind: 'busy'; readonly retryAfterMs: number };

export interface RateLimiterOptions {
  /** a wider limit, which every request of this pace counts in too */
  readonly within?: RateLimiter;
  /** how many of `run` may be under way together */
  readonly abreast?: number;
  /** how many of `run` may wait */
  readonly longestFile?: number;
  /** ms that any of them may wait */
  readonly longestWait?: number;
}

/** Requests do not take equally long to arrive: what left apart may come together, ms. */
const LATE = 1_000;

/** A sliding window for each limit, by the clock of `platform`. */
export function createRateLimiter(
  platform: Pick<Platform, 'now' | 'later'>,
  limits: readonly RateLimit[],
  { within, abreast = 6, longestFile = 50, longestWait = 15_000 }: RateLimiterOptions = {},
): RateLimiter {
  const remembered = Math.max(...limits.map(({ count }) => count));
  /** when requests were counted, oldest first */
  const taken: number[] = [];
  let quietUntil = -Infinity;
  let running = 0;
  /** who waits; told whether their turn came */
  const file: ((itsTurn: boolean) => void)[] = [];
  let alarm: (() => void) | null = null;

  function msUntilAvailable(): number {
    const now = platform.now();
    const waits = limits.map(({ count, windowMs }) => {
      const oldest = taken[taken.length - count];
      // No longer than the window, should the clock have been set back.
      return oldest === undefined ? 0 : Math.min(oldest + windowMs - now, windowMs) + LATE;
    });
    return Math.max(0, quietUntil - now, within?.msUntilAvailable() ?? 0, ...waits);
  }

  function tryAcquire(): boolean {
    if (msUntilAvailable() > 0) return false;
    within?.tryAcquire();
    taken.push(platform.now());
    if (taken.length > remembered) taken.shift();
    return true;
  }

  function advance(): void {
    while (file.length > 0 && running < abreast && tryAcquire()) {
      running += 1;
      file.shift()?.(true);
    }
    const wait = msUntilAvailable();
    if (wait > longestWait) for (const turn of file.splice(0)) turn(false);
    // When all places are taken, the next one to finish advances the file.
    if (file.length === 0 || running >= abreast) return;
    alarm ??= platform.setTimer(Math.max(1, wait), () => {
      alarm = null;
      advance();
    });
  }

  const busy = () => ({ kind: 'busy', retryAfter: Math.max(1_000, msUntilAvailable()) }) as const;

  return {
    msUntilAvailable,
    tryAcquire,
    pause(ms) {
      quietUntil = Math.max(quietUntil, platform.now() + ms);
    },
    async run(task) {
      if (file.length >= longestFile) return busy();
      const itsTurn = await new Promise<boolean>((turn) => {
        file.push(turn);
        advance();
      });
      if (!itsTurn) return busy();
      try {
        return { kind: 'ran', value: await task() };
      } finally {
        running -= 1;
        advance();
      }
    },
  };
}
