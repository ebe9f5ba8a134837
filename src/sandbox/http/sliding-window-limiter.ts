import type { Clock } from '../platform.js';

/** At most `count` requests within any `windowMs` milliseconds. */
export interface RateLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** Counts requests against sliding-window limits, one count per name. */
export class SlidingWindowLimiter {
  readonly #now: Clock;
  readonly #requestTimes = new Map<string, number[]>();

  constructor(now: Clock) {
    this.#now = now;
  }

  /**
   * Counts one request. A request over the limit is not counted.
   *
   * @returns 0, or for a request over the limit the milliseconds until one is allowed again
   */
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
