/**
 * Claims due orders and runs their steps, one after another, until the order has to wait. It must keep
 * no state of an order in memory, so that any node can continue after a crash.
 */
import type { Platform } from '../platform.js';
import type { OrderRow } from '../store/tables.js';
import type { OrderContext, Steps } from './order-context.js';

/** orders that one process works on at the same time */
const MAX_CONCURRENT_ORDERS = 64;
/** ms between two polls of the ledger, at most */
const MAX_POLL_INTERVAL_MS = 1_000;
/** steps without a wait between them; an order takes fewer */
const MAX_STEPS_PER_RUN = 20;

export interface OrderRunnerParts {
  readonly context: OrderContext;
  readonly steps: Steps;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  readonly onError: (error: unknown) => void;
}

export class OrderRunner {
  readonly #context: OrderContext;
  readonly #steps: Steps;
  readonly #platform: OrderRunnerParts['platform'];
  readonly #onError: (error: unknown) => void;
  readonly #running = new Set<Promise<void>>();
  readonly #pollIntervalMs: number;
  #cancelTimer: () => void = () => undefined;
  #currentTick: Promise<void> | null = null;
  #isWokenAgain = false;
  #isClosed = false;
  /** ms since 1970 from which not every due order could be started; `null` while all could */
  #behindSince: number | null = null;
  /** ms since 1970 */
  #polledAt: number;

  constructor({ context, steps, platform, onError }: OrderRunnerParts) {
    this.#context = context;
    this.#steps = steps;
    this.#platform = platform;
    this.#onError = onError;
    this.#polledAt = platform.now();
    this.#pollIntervalMs = Math.min(MAX_POLL_INTERVAL_MS, context.timeouts.minAttemptDelayMs);
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
      this.#cancelTimer = this.#platform.setTimer(delayMs, () => this.wake());
    });
  }

  /**
   * Starts an order that this node has just accepted and leased. While too many are running it only
   * ends the lease, and a later poll starts the order.
   */
  start(order: OrderRow): void {
    if (this.#isClosed || this.#running.size < MAX_CONCURRENT_ORDERS) this.#run(order);
    else this.#context.ledger.releaseLease(order.id).catch(this.#onError);
  }

  /** ms for which not every due order could be started; 0 while all can */
  backlogMs(): number {
    return this.#behindSince === null ? 0 : this.#platform.now() - this.#behindSince;
  }

  /** ms since the ledger was last polled */
  sincePollMs(): number {
    return this.#platform.now() - this.#polledAt;
  }

  /** Claims and starts due orders. @returns whether more may be due */
  async claimAndStart(): Promise<boolean> {
    const free = MAX_CONCURRENT_ORDERS - this.#running.size;
    if (free <= 0) {
      this.#trackBacklog(false);
      return false;
    }
    try {
      const orders = await this.#context.ledger.claimDue(free);
      this.#polledAt = this.#platform.now();
      for (const order of orders) this.#run(order);
      const isFull = orders.length === free;
      this.#trackBacklog(!isFull);
      return isFull;
    } catch (error) {
      // While the store is unreachable, open orders stay open; a later poll finds them.
      this.#onError(error);
      return false;
    }
  }

  /** Waits until no order is being worked on. */
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
    this.#behindSince = isCaughtUp ? null : (this.#behindSince ?? this.#platform.now());
  }

  #run(order: OrderRow): void {
    const run = this.#runSteps(order).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #runSteps(order: OrderRow): Promise<void> {
    const { ledger, now, alarm } = this.#context;
    let current: OrderRow = order;
    try {
      for (let steps = 0; steps < MAX_STEPS_PER_RUN; steps++) {
        const step = this.#steps[current.state];
        if (!step || current.next_attempt_at === null || current.next_attempt_at > now()) return;
        if (this.#isClosed) break;
        const nextOrder = await step(this.#context, current);
        if (!nextOrder) return;
        current = nextOrder;
      }
      await ledger.releaseLease(current.id);
    } catch (error) {
      // The lease is left to expire, so that a step that fails is not repeated at once.
      alarm('step-failed', current);
      this.#onError(error);
    }
  }
}
