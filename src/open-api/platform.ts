/** What code that sends requests needs of its surroundings. Tests pass fakes. */
export interface Platform {
  readonly fetch: typeof fetch;
  /** ms since the epoch */
  readonly now: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Resolves after `ms`. */
  readonly wait: (ms: number) => Promise<void>;
  /** For one complete answer including its body, ms. */
  readonly timeout: number;
  /** Before the second attempt, ms; jitter adds up to as much again. */
  readonly backoff: number;
}

/** `ms` to twice `ms`, by chance, so that clients which failed together do not retry together. */
export const withJitter = (ms: number, { random }: Platform): number => ms * (1 + random());
