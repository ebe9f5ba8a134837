/**
 * Claims due rows of a ledger and runs their steps, one after another, until each row has to wait. It must keep
 * no state of a row in memory, so that any node can continue after a crash.
 */
import type { Platform } from './platform.js';

/** rows that one process works on at the same time */
const MAX_CONCURRENT_ROWS = 64;
/** ms between two polls of the ledger, at most */
const MAX_POLL_INTERVAL_MS = 1_000;
/** steps without a wait between them; a row takes fewer */
const MAX_STEPS_PER_RUN = 20;

interface DueRow {
  /** when the runner works on the row next, ms since 1970; `null` when there is nothing to do */
  readonly next_attempt_at: number | null;
}

export interface StepRunnerParts<Row extends DueRow> {
  /** Leases due rows that no node works on. */
  readonly claimDue: (limit: number) => Promise<Row[]>;
  /** Ends this node's lease of a row that it stops working on. */
  readonly releaseLease: (row: Row) => Promise<void>;
  /**
   * Works on a row in its state.
   *
   * @returns `null` where its state needs no work; else the changed row, or `null` when there is nothing to do now
   */
  readonly runStep: (row: Row) => Promise<Row | null> | null;
  readonly onStepFailed: (row: Row) => void;
  /** ms between two polls, at most */
  readonly pollIntervalMs: number;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  readonly onError: (error: unknown) => void;
}

export class StepRunner<Row extends DueRow> {
  readonly #parts: StepRunnerParts<Row>;
  readonly #running = new Set<Promise<void>>();
  readonly #pollIntervalMs: number;
  #cancelTimer: () => void = () => undefined;
  #currentTick: Promise<void> | null = null;
  #isWokenAgain = false;
  #isClosed = false;
  /** ms since 1970 from which not every due row could be started; `null` while all could */
  #behindSince: number | null = null;
  /** ms since 1970 */
  #polledAt: number;

  constructor(parts: StepRunnerParts<Row>) {
    this.#parts = parts;
    this.#polledAt = parts.platform.now();
    this.#pollIntervalMs = Math.min(MAX_POLL_INTERVAL_MS, parts.pollIntervalMs);
  }

  /** Polls the ledger now, and from then on repeatedly. */
  wake(): void {
    if (this.#isClosed) return;
    if (this.#currentTick) {
      this.#isWokenAgain = true;
      return;
    }
    this.#cancelTimer();
    this.#currentTick = this.claimAndStart().then((isFull) => {
      this.#currentTick = null;
      if (this.#isClosed) return;
      const delayMs = isFull || this.#isWokenAgain ? 0 : this.#pollIntervalMs;
      this.#isWokenAgain = false;
      this.#cancelTimer = this.#parts.platform.setTimer(delayMs, () => this.wake());
    });
  }

  /**
   * Starts a row that this node has just recorded and leased. While too many are running it only ends the
   * lease, and a later poll starts the row.
   */
  start(row: Row): void {
    if (this.#isClosed || this.#running.size < MAX_CONCURRENT_ROWS) this.#run(row);
    else this.#parts.releaseLease(row).catch(this.#parts.onError);
  }

  /** ms for which not every due row could be started; 0 while all can */
  backlogMs(): number {
    return this.#behindSince === null ? 0 : this.#parts.platform.now() - this.#behindSince;
  }

  /** ms since the ledger was last polled */
  sincePollMs(): number {
    return this.#parts.platform.now() - this.#polledAt;
  }

  /** Claims and starts due rows. @returns whether more may be due */
  async claimAndStart(): Promise<boolean> {
    const free = MAX_CONCURRENT_ROWS - this.#running.size;
    if (free <= 0) {
      this.#trackBacklog(false);
      return false;
    }
    try {
      const rows = await this.#parts.claimDue(free);
      this.#polledAt = this.#parts.platform.now();
      for (const row of rows) this.#run(row);
      const isFull = rows.length === free;
      this.#trackBacklog(!isFull);
      return isFull;
    } catch (error) {
      // While the store is unreachable, open rows stay open; a later poll finds them.
      this.#parts.onError(error);
      return false;
    }
  }

  /** Waits until no row is being worked on. */
  async whenIdle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Stops claiming; resolves when running steps are recorded and their leases released. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    await this.#currentTick;
    await this.whenIdle();
  }

  #trackBacklog(isCaughtUp: boolean): void {
    this.#behindSince = isCaughtUp ? null : (this.#behindSince ?? this.#parts.platform.now());
  }

  #run(row: Row): void {
    const run = this.#runSteps(row).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #runSteps(row: Row): Promise<void> {
    const { runStep, releaseLease, onStepFailed, onError, platform } = this.#parts;
    let current: Row = row;
    try {
      for (let steps = 0; steps < MAX_STEPS_PER_RUN; steps++) {
        if (current.next_attempt_at === null || current.next_attempt_at > platform.now()) return;
        if (this.#isClosed) break;
        const step = runStep(current);
        if (step === null) return;
        const changed = await step;
        if (!changed) return;
        current = changed;
      }
      await releaseLease(current);
    } catch (error) {
      // The lease is left to expire, so that a step that fails is not repeated at once.
      onStepFailed(current);
      onError(error);
    }
  }
}
