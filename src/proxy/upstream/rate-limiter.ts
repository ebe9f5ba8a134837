/**
 * Keeps requests within an upstream's rate limits, and queues bursts of them. It sends nothing itself.
 */
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
  /** Admits nothing for `ms`, after a 429. */
  pause(ms: number): void;
  /** Runs `task` when it is admitted; rejects it where the queue or the wait would be too long. */
  run<T>(task: () => Promise<T>): Promise<RunResult<T>>;
}

type RunResult<T> =
  | { readonly kind: 'completed'; readonly value: T }
  /** `retryAfterMs`: ms until the queue may be shorter */
  | { readonly kind: 'rejected'; readonly retryAfterMs: number };

interface RateLimiterOptions {
  /** a wider limiter, in which every request counts too */
  readonly parent?: RateLimiter;
  /** how many tasks of `run` may be under way together */
  readonly concurrency?: number;
  /** how many tasks of `run` may wait */
  readonly maxQueueLength?: number;
  /** of each waiting task */
  readonly maxWaitMs?: number;
}

/** Requests take different times to arrive, so two that were sent apart may arrive together. */
const ARRIVAL_JITTER_MS = 1_000;

/** A sliding window for each limit, by the clock of `platform`. */
export function createRateLimiter(
  platform: Pick<Platform, 'now' | 'setTimer'>,
  limits: readonly RateLimit[],
  { parent, concurrency = 6, maxQueueLength = 50, maxWaitMs = 15_000 }: RateLimiterOptions = {},
): RateLimiter {
  const historySize = Math.max(...limits.map(({ count }) => count));
  /** times at which requests were counted, oldest first */
  const sentAt: number[] = [];
  let pausedUntil = -Infinity;
  let running = 0;
  /** of tasks that wait; called with whether they may run */
  const queue: ((isAdmitted: boolean) => void)[] = [];
  let cancelTimer: (() => void) | null = null;

  function msUntilAvailable(): number {
    const now = platform.now();
    const waits = limits.map(({ count, windowMs }) => {
      const oldest = sentAt[sentAt.length - count];
      // At most the window: the clock may have been set back.
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
    // At full concurrency, the next task to end drains the queue.
    if (queue.length === 0 || running >= concurrency) return;
    cancelTimer ??= platform.setTimer(Math.max(1, waitMs), () => {
      cancelTimer = null;
      drainQueue();
    });
  }

  const reject = () =>
    ({ kind: 'rejected', retryAfterMs: Math.max(1_000, msUntilAvailable()) }) as const;

  return {
    msUntilAvailable,
    tryAcquire,
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, platform.now() + ms);
    },
    async run(task) {
      if (queue.length >= maxQueueLength) return reject();
      const isAdmitted = await new Promise<boolean>((admit) => {
        queue.push(admit);
        drainQueue();
      });
      if (!isAdmitted) return reject();
      try {
        return { kind: 'completed', value: await task() };
      } finally {
        running -= 1;
        drainQueue();
      }
    },
  };
}
