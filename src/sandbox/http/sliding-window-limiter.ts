import type { Clock } from '../platform.js';

/** So many requests within a sliding window. */
export interface RateLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** Counts requests against limits, each under a name of its own. */
export class SlidingWindowLimiter {
  readonly #now: Clock;
  readonly #requestTimes = new Map<string, number[]>();

  constructor(now: Clock) {
    this.#now = now;
  }

  /** Counts one request; gives the milliseconds to wait when it is one too many, else 0. */
  take(name: string, { count, windowMs }: RateLimit): number {
    const now = this.#now();
    const recent = (this.#requestTimes.get(name) ?? []).filter((at) => at > now - windowMs);
    this.#requestTimes.set(name, recent);
    const oldest = recent[0];
    if (recent.length >= count && oldest !== undefined) return oldest + windowMs - now;
    recent.push(now);
    return 0;
  }
}
