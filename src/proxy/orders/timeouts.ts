/** How long the order machine waits for what. All in ms, at a patience of 1. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export interface Timeouts {
  /** Between two changes of one member's saldo; bukaOlshop refuses within about five seconds. */
  readonly memberPauseMs: number;
  /** An intent not sent by then is not sent any more. Never shortened: it is what makes it safe. */
  readonly sendDeadlineMs: number;
  /** For one call that moves money, until the answer is there. */
  readonly callTimeoutMs: number;
  /** How long a node may work on an order before another may take it. */
  readonly leaseMs: number;
  /** When the pause was refused as too short: whatever our patience, bukaOlshop keeps its own. */
  readonly tooSoonRetryMs: number;
  /** How long an order may wait for its debit, several pauses of bukaOlshop's at least. */
  readonly maxUnpaidMs: number;
  /** For checks before any money moved, and for a provider that asks to come back later. */
  readonly maxRetryMs: number;
  /** A debit that no history shows for so long is not looked for any longer. */
  readonly debitSearchMs: number;
  /**
   * A refund that no history shows, or an order of which no word comes, is a person's after so long:
   * one who paid back sooner might pay what is only late a second time.
   */
  readonly maxSilenceMs: number;
  /** An order that the provider does not know for so long was not placed. */
  readonly placementSearchMs: number;
  /** For how long late effects are watched for, and when an open order alarms. */
  readonly lateEffectWatchMs: number;
  /** When quota is used up. */
  readonly quotaRetryMs: number;
  /** Longest time between two looks. */
  readonly maxAttemptDelayMs: number;
  /** Shortest time between two looks. */
  readonly minAttemptDelayMs: number;
}

export function createTimeouts({
  patience,
  pollMs,
}: {
  readonly patience: number;
  readonly pollMs: number;
}): Timeouts {
  // Whole ms: PostgreSQL takes no other for a time.
  const scaled = (ms: number): number => Math.ceil(ms * patience);
  const callTimeoutMs = Math.max(scaled(20 * SECOND_MS), 2 * SECOND_MS);
  const sendDeadlineMs = 5 * SECOND_MS;
  return {
    memberPauseMs: scaled(6.5 * SECOND_MS),
    sendDeadlineMs,
    callTimeoutMs,
    // Longer than an intent may take from its commit to the end of its call, with some to spare.
    leaseMs: sendDeadlineMs + callTimeoutMs + Math.max(scaled(10 * SECOND_MS), 2 * SECOND_MS),
    tooSoonRetryMs: Math.max(scaled(7 * SECOND_MS), SECOND_MS),
    maxUnpaidMs: Math.max(scaled(5 * MINUTE_MS), 20 * SECOND_MS),
    maxRetryMs: scaled(5 * MINUTE_MS),
    debitSearchMs: scaled(10 * MINUTE_MS),
    maxSilenceMs: scaled(30 * MINUTE_MS),
    placementSearchMs: scaled(30 * MINUTE_MS),
    lateEffectWatchMs: scaled(24 * HOUR_MS),
    quotaRetryMs: scaled(15 * MINUTE_MS),
    maxAttemptDelayMs: scaled(15 * MINUTE_MS),
    minAttemptDelayMs: pollMs,
  };
}

/** Looks grow rarer with the time already waited: by a quarter each, from `minAttemptDelayMs` to `maxAttemptDelayMs`. */
export function nextAttemptDelayMs(timeouts: Timeouts, elapsedMs: number): number {
  return Math.min(
    Math.max(timeouts.minAttemptDelayMs, Math.ceil(elapsedMs / 4)),
    Math.max(timeouts.maxAttemptDelayMs, timeouts.minAttemptDelayMs),
  );
}
