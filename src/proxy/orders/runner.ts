/**
 * Drives open orders: takes those that are due from the ledger, and does step after step until one
 * has to wait. Everything it needs to go on after a crash stands in the ledger.
 */
import type { Platform } from '../outside.js';
import type { OrderRow } from '../store/tables.js';
import { checkOrder } from './check.js';
import { sendDebit, recoverDebit, lookUpDebit, watchForLateDebit } from './debit.js';
import { followOrder, watchForLateDelivery } from './follow.js';
import type { OrderContext, Step } from './machine.js';
import { recoverPlacement, sendPlacement, lookUpPlacement } from './place.js';
import { recoverRefund, sendRefund, lookUpRefund } from './refund.js';
import type { OrderState } from './states.js';

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
const AT_ONCE = 64;
/** ms between two looks into the ledger, at most */
const LONGEST_PAUSE = 1_000;
/** Steps without a wait between them; an order takes fewer. */
const MOST_STEPS = 20;

export class Runner {
  readonly #context: OrderContext;
  readonly #platform: Platform;
  readonly #onError: (error: unknown) => void;
  readonly #working = new Set<Promise<void>>();
  readonly #pause: number;
  #cancel: () => void = () => undefined;
  #looking: Promise<void> | null = null;
  #isWokenAgain = false;
  #isClosed = false;
  /** since when there is more to do than is done; `null` while it is kept up with */
  #behindSince: number | null = null;

  constructor(context: OrderContext, platform: Platform, onError: (error: unknown) => void) {
    this.#context = context;
    this.#platform = platform;
    this.#onError = onError;
    this.#pause = Math.min(LONGEST_PAUSE, context.timeouts.minAttemptDelayMs);
  }

  /** Looks into the ledger now, and from then on again and again. */
  wake(): void {
    if (this.#isClosed) return;
    if (this.#looking) {
      this.#isWokenAgain = true;
      return;
    }
    this.#cancel();
    this.#looking = this.tick().then((isFull) => {
      this.#looking = null;
      if (this.#isClosed) return;
      const pause = isFull || this.#isWokenAgain ? 0 : this.#pause;
      this.#isWokenAgain = false;
      this.#cancel = this.#platform.setTimer(pause, () => this.wake());
    });
  }

  /**
   * Begins an order that was just accepted here, whose lease is ours; once closed, gives it back.
   * Where too many are begun it is left to a later look.
   */
  begin(order: OrderRow): void {
    if (this.#isClosed || this.#working.size < AT_ONCE) this.#work(order);
    else this.#context.ledger.releaseLease(order.id).catch(this.#onError);
  }

  /** ms since every order that was due could be begun */
  backlog(): number {
    return this.#behindSince === null ? 0 : this.#platform.now() - this.#behindSince;
  }

  /** Takes what is due and begins it; tells whether there may be more. */
  async tick(): Promise<boolean> {
    const free = AT_ONCE - this.#working.size;
    if (free <= 0) {
      this.#keepsUp(false);
      return false;
    }
    try {
      const orders = await this.#context.ledger.claimDue(free);
      for (const order of orders) this.#work(order);
      const isFull = orders.length === free;
      this.#keepsUp(!isFull);
      return isFull;
    } catch (error) {
      // The store is gone for a while: what is open stays open, and is found when it is back.
      this.#onError(error);
      return false;
    }
  }

  /** Waits until nothing is being worked on. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** Takes nothing more, and ends when the steps under way are written and their leases given back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#looking;
    await this.idle();
  }

  #keepsUp(does: boolean): void {
    this.#behindSince = does ? null : (this.#behindSince ?? this.#platform.now());
  }

  #work(order: OrderRow): void {
    const work = this.#drive(order).finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #drive(order: OrderRow): Promise<void> {
    const { ledger, now, alarm } = this.#context;
    let current: OrderRow = order;
    try {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        const step = STEPS[current.state];
        if (!step || current.due_at === null || current.due_at > now()) return;
        if (this.#isClosed) break;
        const after = await step(this.#context, current);
        if (!after) return;
        current = after;
      }
      await ledger.releaseLease(current.id);
    } catch (error) {
      // The lease runs out by itself: a step that fails at once is not tried again at once.
      alarm('step-failed', current);
      this.#onError(error);
    }
  }
}
