/** How long the order machine waits for what. All in ms, at a patience of 1. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export interface Timeouts {
  /** Between two changes of one member's saldo; bukaOlshop refuses within about five seconds. */
  readonly pause: number;
  /** An intent not sent by then is not sent any more. Never shortened: it is what makes it safe. */
  readonly sendBy: number;
  /** For one call that moves money, until the answer is there. */
  readonly callTimeout: number;
  /** How long a node may work on an order before another may take it. */
  readonly lease: number;
  /** When the pause was refused as too short: whatever our patience, bukaOlshop keeps its own. */
  readonly tooSoon: number;
  /** How long an order may wait for its debit, several pauses of bukaOlshop's at least. */
  readonly unpaid: number;
  /** For checks before any money moved, and for a provider that asks to come back later. */
  readonly retry: number;
  /** A debit that no history shows for so long is not looked for any longer. */
  readonly unseen: number;
  /**
   * A refund that no history shows, or an order of which no word comes, is a person's after so long:
   * one who paid back sooner might pay what is only late a second time.
   */
  readonly silent: number;
  /** An order that the provider does not know for so long was not placed. */
  readonly unplaced: number;
  /** For how long late effects are watched for, and when an open order alarms. */
  readonly watch: number;
  /** When quota is used up. */
  readonly quota: number;
  /** Longest time between two looks. */
  readonly longestLook: number;
  /** Shortest time between two looks. */
  readonly look: number;
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
  const callTimeout = Math.max(scaled(20 * SECOND_MS), 2 * SECOND_MS);
  const sendBy = 5 * SECOND_MS;
  return {
    pause: scaled(6.5 * SECOND_MS),
    sendBy,
    callTimeout,
    // Longer than an intent may take from its commit to the end of its call, with some to spare.
    lease: sendBy + callTimeout + Math.max(scaled(10 * SECOND_MS), 2 * SECOND_MS),
    tooSoon: Math.max(scaled(7 * SECOND_MS), SECOND_MS),
    unpaid: Math.max(scaled(5 * MINUTE_MS), 20 * SECOND_MS),
    retry: scaled(5 * MINUTE_MS),
    unseen: scaled(10 * MINUTE_MS),
    silent: scaled(30 * MINUTE_MS),
    unplaced: scaled(30 * MINUTE_MS),
    watch: scaled(24 * HOUR_MS),
    quota: scaled(15 * MINUTE_MS),
    longestLook: scaled(15 * MINUTE_MS),
    look: pollMs,
  };
}

/** Looks grow rarer with the time already waited: by a quarter each, from `look` to `longestLook`. */
export function nextAttemptDelayMs(timeouts: Timeouts, elapsedMs: number): number {
  return Math.min(
    Math.max(timeouts.look, Math.ceil(elapsedMs / 4)),
    Math.max(timeouts.longestLook, timeouts.look),
  );
}
