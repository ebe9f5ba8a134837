/**
 * Drives open orders: takes those that are due from the ledger, and does step after step until one
 * has to wait. Everything it needs to go on after a crash stands in the ledger.
 */
import type { Platform } from '../platform.js';
import type { OrderRow } from '../store/tables.js';
import { checkOrder } from './steps/check.js';
import { sendDebit, recoverDebit, lookUpDebit, watchForLateDebit } from './steps/debit.js';
import { followOrder, watchForLateDelivery } from './steps/follow.js';
import type { OrderContext, Step } from './order-context.js';
import { recoverPlacement, sendPlacement, lookUpPlacement } from './steps/place.js';
import { recoverRefund, sendRefund, lookUpRefund } from './steps/refund.js';
import type { OrderState } from '../ledger/states.js';

/** What is done for an order that is due, by the state it is found in. */
const STEPS: Readonly<Partial<Record<OrderState, Step>>> = {
  ACCEPTED: checkOrder,
  RESERVED: sendDebit,
  DEBITING: recoverDebit,
  DEBIT_UNKNOWN: lookUpDebit,
  DEBITED: sendPlacement,
  PLACING: recoverPlacement,
  PLACE_UNKNOWN: lookUpPlacement,
  PLACED: followOrder,
  REFUND_DUE: sendRefund,
  REFUNDING: recoverRefund,
  REFUND_UNKNOWN: lookUpRefund,
  REFUNDED: watchForLateDelivery,
  CANCELLED: watchForLateDebit,
};

/** Orders that one process works on at the same time. */
const MAX_CONCURRENT_ORDERS = 64;
/** ms between two looks into the ledger, at most */
const MAX_POLL_INTERVAL_MS = 1_000;
/** Steps without a wait between them; an order takes fewer. */
const MAX_STEPS_PER_RUN = 20;

export class OrderRunner {
  readonly #context: OrderContext;
  readonly #platform: Platform;
  readonly #onError: (error: unknown) => void;
  readonly #running = new Set<Promise<void>>();
  readonly #pollIntervalMs: number;
  #cancelTimer: () => void = () => undefined;
  #currentTick: Promise<void> | null = null;
  #isWokenAgain = false;
  #isClosed = false;
  /** since when there is more to do than is done; `null` while it is kept up with */
  #behindSince: number | null = null;

  constructor(context: OrderContext, platform: Platform, onError: (error: unknown) => void) {
    this.#context = context;
    this.#platform = platform;
    this.#onError = onError;
    this.#pollIntervalMs = Math.min(MAX_POLL_INTERVAL_MS, context.timeouts.minAttemptDelayMs);
  }

  /** Looks into the ledger now, and from then on again and again. */
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
   * Begins an order that was just accepted here, whose lease is ours; once closed, gives it back.
   * Where too many are begun it is left to a later look.
   */
  start(order: OrderRow): void {
    if (this.#isClosed || this.#running.size < MAX_CONCURRENT_ORDERS) this.#run(order);
    else this.#context.ledger.releaseLease(order.id).catch(this.#onError);
  }

  /** ms since every order that was due could be begun */
  backlogMs(): number {
    return this.#behindSince === null ? 0 : this.#platform.now() - this.#behindSince;
  }

  /** Takes what is due and begins it; tells whether there may be more. */
  async claimAndStart(): Promise<boolean> {
    const free = MAX_CONCURRENT_ORDERS - this.#running.size;
    if (free <= 0) {
      this.#trackBacklog(false);
      return false;
    }
    try {
      const orders = await this.#context.ledger.claimDue(free);
      for (const order of orders) this.#run(order);
      const isFull = orders.length === free;
      this.#trackBacklog(!isFull);
      return isFull;
    } catch (error) {
      // The store is gone for a while: what is open stays open, and is found when it is back.
      this.#onError(error);
      return false;
    }
  }

  /** Waits until nothing is being worked on. */
  async whenIdle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Takes nothing more, and ends when the steps under way are written and their leases given back. */
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
        const step = STEPS[current.state];
        if (!step || current.next_attempt_at === null || current.next_attempt_at > now()) return;
        if (this.#isClosed) break;
        const nextOrder = await step(this.#context, current);
        if (!nextOrder) return;
        current = nextOrder;
      }
      await ledger.releaseLease(current.id);
    } catch (error) {
      // The lease runs out by itself: a step that fails at once is not tried again at once.
      alarm('step-failed', current);
      this.#onError(error);
    }
  }
}
