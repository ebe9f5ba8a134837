/**
 * An operator who decides reviews with `etalase orders resolve`, and corrects deliveries of which shoppers
 * complain, in processes beside the nodes. Careless: he decides early and late, twice at once, and whatever
 * comes to mind; some deliveries he pays back by hand, and forgets it. Where the command says that nothing
 * proves the decision he mostly looks himself, at the books of bukaOlshop and the provider, and is wrong at
 * times all the same. In some worlds he overrules the evidence.
 */
import {
  CORRECTIONS,
  DECISIONS,
  resolveReview,
  reviewOrder,
  type Decision,
  type Review,
} from '../../src/proxy/orders/decisions/resolve-review.js';
import { FINAL_STATES } from '../../src/proxy/ledger/states.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import type { Plan } from './fault-plan.js';
import type { Auditor } from './invariants/auditor.js';
import type { Books } from './invariants/books.js';
import { maxCallMs } from './network/faults.js';
import { OperatorProcess, type OperatorProcessParts } from './operator-process.js';
import type { Trace } from './trace.js';
import type { Bukaolshop } from './upstreams/bukaolshop.js';
import { MINUTE } from './units.js';

export interface SimulatedOperatorParts extends OperatorProcessParts {
  readonly books: Books;
  readonly bukaolshop: Bukaolshop;
  readonly trace: Trace;
  readonly auditor: Auditor;
  readonly areFaultsOver: () => boolean;
  /** ms since 1970; all late effects have arrived by then */
  readonly allEffectsArrivedAt: number;
  readonly plan: Plan;
}

/** how often an order is sent back to its search */
const MAX_LOOKS_AGAIN = 2;
/** ms after which a transfer by hand is in every history */
const HAND_SEEN_MS = 10 * MINUTE;
/** how often he thinks of a complaint */
const MAX_CORRECTIONS = 4;

export class SimulatedOperator {
  readonly #parts: SimulatedOperatorParts;
  readonly #looksAgain = new Map<string, number>();
  readonly #reviewedAt = new Map<string, number>();
  /** orders of which a shopper complained */
  readonly #complaints = new Set<string>();
  /** how often he is deciding an order at the moment */
  readonly #deciding = new Map<string, number>();
  /** when he paid an order back by hand */
  readonly #paidAt = new Map<string, number>();
  readonly #running = new Set<OperatorProcess>();
  #processes = 0;

  constructor(parts: SimulatedOperatorParts) {
    this.#parts = parts;
  }

  /** Called when an order enters review; checks it repeatedly until it is decided. */
  onReview(id: string): void {
    const { scheduler, random } = this.#parts;
    const isChecked = this.#reviewedAt.has(id);
    this.#reviewedAt.set(id, scheduler.now());
    if (!isChecked) scheduler.schedule(random.integer(0, 60 * MINUTE), () => this.#check(id));
  }

  /** Ends his commands; afterwards he looks at each order anew. */
  stop(): void {
    for (const process of this.#running) process.crash();
    this.#running.clear();
    this.#deciding.clear();
    this.#reviewedAt.clear();
    this.#looksAgain.clear();
  }

  /** Called when an order is delivered; of some, the shopper complains. */
  onDelivered(id: string): void {
    const { scheduler, random } = this.#parts;
    if (this.#complaints.has(id) || !random.withProbability(0.6)) return;
    this.#complaints.add(id);
    for (let times = random.integer(1, MAX_CORRECTIONS); times > 0; times--) {
      // Most at once, while there are faults.
      const longestMs = random.pick([2, 10, 10, 30 * 60]) * MINUTE;
      scheduler.schedule(random.integer(0, longestMs), () => this.#correct(id));
    }
  }

  #correct(id: string): void {
    const { store, random } = this.#parts;
    const order = store.findOrder(id);
    if (order?.state !== 'FULFILLED') return;
    if (random.withProbability(0.2) && this.#payByHand(order)) return;
    if (this.#parts.scheduler.now() - (this.#paidAt.get(id) ?? -Infinity) < HAND_SEEN_MS) return;
    for (let times = random.pick([1, 1, 2]); times > 0; times--) this.#startDeciding(order);
  }

  /** @returns whether he did: nobody can know of a transfer by hand at the same time */
  #payByHand({ id, shopper, paid_by: paidBy, price }: OrderRow): boolean {
    const { books, bukaolshop, scheduler, trace } = this.#parts;
    const member = bukaolshop.members.get(shopper);
    const isTouched =
      this.#deciding.get(id) ||
      books.isTheirs(id) ||
      books.isCorrected(id) ||
      books.isPaidByHand(id);
    if (!member || paidBy !== 'saldo' || isTouched) return false;
    bukaolshop.addForeignTransfer(member, price ?? NaN);
    books.markPaidByHand(id);
    this.#paidAt.set(id, scheduler.now());
    trace.add('operator', `pays ${id} back by hand`);
    return true;
  }

  #startDeciding(order: OrderRow): void {
    const count = (change: number) =>
      this.#deciding.set(order.id, (this.#deciding.get(order.id) ?? 0) + change);
    count(1);
    this.#decide(order)
      .catch((error: unknown) => {
        // The operator sees a lost connection, and checks again later.
        if (!isLostConnection(error)) this.#parts.auditor.recordFailure(error);
      })
      .finally(() => count(-1));
  }

  #check(id: string): void {
    const { store, random, scheduler } = this.#parts;
    const order = store.findOrder(id);
    if (!order || FINAL_STATES.includes(order.state)) {
      // A correction may bring it back.
      this.#reviewedAt.delete(id);
      return;
    }
    const isPayingByHand =
      order.state === 'REVIEW' &&
      this.#trueDecision(order) === 'refund' &&
      random.withProbability(0.3) &&
      this.#payByHand(order);
    const isDeciding = order.state === 'REVIEW' && !isPayingByHand;
    for (let times = random.pick([1, 1, 2]); isDeciding && times > 0; times--) {
      this.#startDeciding(order);
    }
    // Repeat until it has ended.
    scheduler.schedule(random.integer(20 * MINUTE, 6 * 60 * MINUTE), () => this.#check(id));
  }

  async #decide(order: OrderRow): Promise<void> {
    const process = new OperatorProcess(`operator-${(this.#processes += 1)}`, this.#parts);
    this.#running.add(process);
    try {
      await this.#decideIn(process, order);
    } finally {
      this.#running.delete(process);
    }
  }

  async #decideIn(process: OperatorProcess, order: OrderRow): Promise<void> {
    const { random, scheduler, store, trace, auditor, areFaultsOver } = this.#parts;
    const review = await reviewOrder(process.context, order);
    // He may leave the question open on his terminal.
    if (random.withProbability(0.3)) await scheduler.sleep(random.integer(0, 7 * MINUTE));
    if (!process.isAlive) return;
    const truth = this.#trueDecision(order);
    const decision = this.#draw(order, review, truth);
    if (!decision) return;
    const isTrue = decision === truth;
    const isOverruling =
      (isTrue && this.#knowsBetter(review)) ||
      (this.#parts.plan.operatorOverrules && random.withProbability(0.3));
    trace.add(process.name, `decides ${order.id}: ${decision}`);
    auditor.beforeDecision(order, decision, { isOverruling, isTrue });
    const result = await resolveReview(process.context, review, {
      decision,
      by: process.name,
      reason: 'so I say',
      isOverruling,
    });
    trace.add(process.name, `${decision} of ${order.id}: ${result.kind}`);
    const isAsSeen = store.findOrder(order.id)?.version === order.version;
    // Of a refusal that was none, a supplier without a look-up by reference tells nothing.
    // A credit of the price may be a top-up, and a history may be too long to be read to the end. Only the
    // operator can know what happened then.
    const { refund } = review.evidence.facts;
    const isDoubtful =
      this.#parts.books.wasLiedTo(order) ||
      refund === 'pending' ||
      (decision === 'correct' && ['similar', 'unclear'].includes(refund));
    const mustAgree = isTrue && isAsSeen && areFaultsOver() && !isDoubtful;
    auditor.afterDecision(order, result.kind, mustAgree);
  }

  /** Only a person can find out what became of another amount, or put right what he was wrong about. */
  #knowsBetter({ order, evidence: { facts } }: Review): boolean {
    const isOtherAmount = facts.debit === 'other-amount' || facts.refund === 'other-amount';
    return isOtherAmount || this.#parts.books.isTheirs(order.id);
  }

  #draw(order: OrderRow, { verdicts }: Review, truth: Decision | null): Decision | null {
    const { random } = this.#parts;
    const looks = this.#looksAgain.get(order.id) ?? 0;
    // Most mistakes pay an order back.
    const possible =
      order.state === 'REVIEW' ? ([...DECISIONS, 'refund', 'refunded'] as const) : CORRECTIONS;
    const decision = random.withProbability(0.4) ? random.pick(possible) : truth;
    if (decision === 'look-again') {
      this.#looksAgain.set(order.id, looks + 1);
      return looks < MAX_LOOKS_AGAIN ? decision : null;
    }
    const isOnHisWord = decision !== null && verdicts[decision]?.kind === 'open';
    return isOnHisWord && !random.withProbability(0.2) ? truth : decision;
  }

  /** As the books of bukaOlshop and the provider show it; `null` while the outcome is not final. */
  #trueDecision(order: OrderRow): Exclude<Decision, 'look-again'> | null {
    const { books, scheduler, allEffectsArrivedAt, plan } = this.#parts;
    const isPaidBack = books.timesPaidBack(order.id) > 0;
    if (order.state === 'FULFILLED') {
      if (order.paid_by === 'invoice') return null;
      return isPaidBack ? 'refunded' : 'correct';
    }
    const landedAt = (this.#reviewedAt.get(order.id) ?? 0) + maxCallMs(plan);
    if (scheduler.now() < Math.max(landedAt, allEffectsArrivedAt)) return null;
    const providerOrders = books.providerOrders(order);
    if (providerOrders.some(({ state }) => state === 'pending')) return null;
    const isPaid = books.debits(order.id) > 0;
    if (isPaid && isPaidBack) return 'refunded';
    if (order.correction_tag !== null) return 'refund';
    if (providerOrders.some(({ state }) => state === 'done')) return 'delivered';
    return isPaid ? 'refund' : 'failed';
  }
}

const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('The connection to the store is lost');
