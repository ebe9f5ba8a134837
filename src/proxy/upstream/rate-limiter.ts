/** Keeps within an upstream's rate limits, and turns a burst of shoppers into a file of requests. */
import type { Platform } from '../platform.js';

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
  readonly parent?: RateLimiter;
  /** how many of `run` may be under way together */
  readonly concurrency?: number;
  /** how many of `run` may wait */
  readonly maxQueueLength?: number;
  /** ms that any of them may wait */
  readonly maxWaitMs?: number;
}

/** Requests do not take equally long to arrive: what left apart may come together, ms. */
const ARRIVAL_JITTER_MS = 1_000;

/** A sliding window for each limit, by the clock of `platform`. */
export function createRateLimiter(
  platform: Pick<Platform, 'now' | 'setTimer'>,
  limits: readonly RateLimit[],
  { parent, concurrency = 6, maxQueueLength = 50, maxWaitMs = 15_000 }: RateLimiterOptions = {},
): RateLimiter {
  const historySize = Math.max(...limits.map(({ count }) => count));
  /** when requests were counted, oldest first */
  const sentAt: number[] = [];
  let pausedUntil = -Infinity;
  let running = 0;
  /** who waits; told whether their turn came */
  const queue: ((isAdmitted: boolean) => void)[] = [];
  let cancelTimer: (() => void) | null = null;

  function msUntilAvailable(): number {
    const now = platform.now();
    const waits = limits.map(({ count, windowMs }) => {
      const oldest = sentAt[sentAt.length - count];
      // No longer than the window, should the clock have been set back.
      return oldest === undefined
        ? 0
        : Math.min(oldest + windowMs - now, windowMs) + ARRIVAL_JITTER_MS;
    });
    return Math.max(0, pausedUntil - now, parent?.msUntilAvailable() ?? 0, ...waits);
  }

  function tryAcquire(): boolean {
    if (msUntilAvailable() > 0) return false;
    parent?.tryAcquire();
    sentAt.push(platform.now());
    if (sentAt.length > historySize) sentAt.shift();
    return true;
  }

  function drainQueue(): void {
    while (queue.length > 0 && running < concurrency && tryAcquire()) {
      running += 1;
      queue.shift()?.(true);
    }
    const waitMs = msUntilAvailable();
    if (waitMs > maxWaitMs) for (const admit of queue.splice(0)) admit(false);
    // When all places are taken, the next one to finish advances the file.
    if (queue.length === 0 || running >= concurrency) return;
    cancelTimer ??= platform.setTimer(Math.max(1, waitMs), () => {
      cancelTimer = null;
      drainQueue();
    });
  }

  const busy = () => ({ kind: 'busy', retryAfterMs: Math.max(1_000, msUntilAvailable()) }) as const;

  return {
    msUntilAvailable,
    tryAcquire,
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, platform.now() + ms);
    },
    async run(task) {
      if (queue.length >= maxQueueLength) return busy();
      const isAdmitted = await new Promise<boolean>((admit) => {
        queue.push(admit);
        drainQueue();
      });
      if (!isAdmitted) return busy();
      try {
        return { kind: 'ran', value: await task() };
      } finally {
        running -= 1;
        drainQueue();
      }
    },
  };
}
