/** The timeouts of the order steps, in ms; `ETALASE_PATIENCE` scales most of them. */
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.js';

export interface Timeouts {
  /** Between two transfers of one member; bukaOlshop refuses a transfer within about five seconds. */
  readonly memberPauseMs: number;
  /** From an intent to its request; later the request is not sent. Patience never shortens it. */
  readonly sendDeadlineMs: number;
  /** For one call that moves money, until its answer. */
  readonly callTimeoutMs: number;
  /** How long a node may work on an order before another node may take it. */
  readonly leaseMs: number;
  /** After bukaOlshop asked to wait; patience does not shorten its pause below a second. */
  readonly tooSoonRetryMs: number;
  /** From an order to its debit; several of bukaOlshop's pauses at least. */
  readonly maxUnpaidMs: number;
  /** For checks before money moves, and for a provider that asks to come back later. */
  readonly maxRetryMs: number;
  /** After this time, a debit that no history shows counts as not made. */
  readonly debitSearchMs: number;
  /**
   * After this time, a refund that no history shows, or a placement without any answer, goes to review.
   * An operator who refunds sooner might pay twice when the effect is only late.
   */
  readonly maxSilenceMs: number;
  /** After this time, a placement that the provider does not know counts as not made. */
  readonly placementSearchMs: number;
  /** Ended orders are watched for this time; an order open for longer raises an alarm. */
  readonly lateEffectWatchMs: number;
  /** When the quota is used up. */
  readonly quotaRetryMs: number;
  /** Longest time between two attempts. */
  readonly maxAttemptDelayMs: number;
  /** Shortest time between two attempts. */
  readonly minAttemptDelayMs: number;
}

export function createTimeouts({
  patience,
  pollMs,
}: {
  readonly patience: number;
  readonly pollMs: number;
}): Timeouts {
  // Whole ms: PostgreSQL's `bigint` takes no fractions.
  const scaled = (ms: number): number => Math.ceil(ms * patience);
  const callTimeoutMs = Math.max(scaled(20 * SECOND_MS), 2 * SECOND_MS);
  const sendDeadlineMs = 5 * SECOND_MS;
  return {
    memberPauseMs: scaled(6.5 * SECOND_MS),
    sendDeadlineMs,
    callTimeoutMs,
    // Longer than from an intent's commit to the end of its call, with some to spare.
    leaseMs: sendDeadlineMs + callTimeoutMs + Math.max(scaled(10 * SECOND_MS), 2 * SECOND_MS),
    tooSoonRetryMs: Math.max(scaled(7 * SECOND_MS), SECOND_MS),
    maxUnpaidMs: Math.max(scaled(5 * MINUTE_MS), 20 * SECOND_MS),
    maxRetryMs: scaled(5 * MINUTE_MS),
    debitSearchMs: scaled(10 * MINUTE_MS),
    maxSilenceMs: scaled(30 * MINUTE_MS),
    placementSearchMs: scaled(30 * MINUTE_MS),
    lateEffectWatchMs: scaled(DAY_MS),
    quotaRetryMs: scaled(15 * MINUTE_MS),
    maxAttemptDelayMs: scaled(15 * MINUTE_MS),
    minAttemptDelayMs: pollMs,
  };
}

/** Back-off: a quarter of the time already waited, from `minAttemptDelayMs` to `maxAttemptDelayMs`. */
export function nextAttemptDelayMs(timeouts: Timeouts, elapsedMs: number): number {
  const { minAttemptDelayMs, maxAttemptDelayMs } = timeouts;
  const backoffMs = Math.ceil(elapsedMs / 4);
  const longestMs = Math.max(maxAttemptDelayMs, minAttemptDelayMs);
  return Math.min(Math.max(minAttemptDelayMs, backoffMs), longestMs);
}
