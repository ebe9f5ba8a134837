/**
 * An operator who decides reviews with `etalase orders resolve`, in a process beside the nodes. Knows what
 * really happened, as bukaOlshop and the provider show it once no call is under way. Works on the same
 * store, loses connections, and sometimes decides the same order twice at once.
 */
import { OrderLedger } from '../../src/proxy/ledger/order-ledger.js';
import {
  resolveReview,
  type Decision,
  type ResolveResult,
} from '../../src/proxy/orders/resolve-review.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import type { RandomSource } from './random-source.js';
import type { Auditor } from './invariants/auditor.js';
import type { Books } from './invariants/books.js';
import type { Scheduler } from './scheduler.js';
import type { StoreClient, StatementOutcome, SimulatedStore } from './simulated-store.js';
import type { Trace } from './trace.js';
import { MINUTE } from './units.js';

export interface SimulatedOperatorParts {
  readonly store: SimulatedStore;
  readonly books: Books;
  readonly scheduler: Scheduler;
  readonly random: RandomSource;
  readonly trace: Trace;
  readonly auditor: Auditor;
  /** outcome of one of the operator's statements */
  readonly drawStatementOutcome: StoreClient['drawStatementOutcome'];
  /** ms since 1970; all late effects have arrived by then */
  readonly allEffectsArrivedAt: number;
}

/** ms; longer than the duration of any call without an hours-long delay */
const CALLS_LANDED_MS = 5 * MINUTE;
const LEASE_MS = 35_000;

export class SimulatedOperator {
  readonly #parts: SimulatedOperatorParts;
  #processes = 0;

  constructor(parts: SimulatedOperatorParts) {
    this.#parts = parts;
  }

  /** Called when an order enters review; checks it repeatedly until it is decided. */
  onReview(id: string): void {
    const { scheduler, random, allEffectsArrivedAt } = this.#parts;
    const wait = Math.max(CALLS_LANDED_MS, allEffectsArrivedAt - scheduler.now());
    scheduler.schedule(wait + random.integer(0, 60 * MINUTE), () => this.#check(id));
  }

  #check(id: string): void {
    const { store, random, scheduler } = this.#parts;
    const order = store.findOrder(id);
    if (order?.state !== 'REVIEW') return;
    const decision = this.#correctDecision(order);
    if (decision) {
      for (let times = random.pick([1, 1, 2]); times > 0; times--) this.#decide(order, decision);
    }
    // Repeat until the decision is visible; sometimes decide once more afterwards.
    scheduler.schedule(random.integer(MINUTE, 60 * MINUTE), () => this.#check(id));
    if (!random.withProbability(0.3)) return;
    scheduler.schedule(random.integer(0, 10 * MINUTE), () => {
      const later = store.findOrder(id);
      const laterDecision = later && this.#correctDecision(later);
      if (laterDecision) this.#decide(later, laterDecision);
    });
  }

  /** `null` while the outcome is not final. */
  #correctDecision(order: OrderRow): Decision | null {
    const { books } = this.#parts;
    const providerOrders = books.providerOrders(order);
    if (providerOrders.some(({ state }) => state === 'pending')) return null;
    if (providerOrders.some(({ state }) => state === 'done')) return 'delivered';
    if (books.debits(order.id) === 0) return 'failed';
    return books.refunds(order.id) > 0 ? 'refunded' : 'refund';
  }

  #decide(order: OrderRow, decision: Decision): void {
    const { store, scheduler, trace, auditor } = this.#parts;
    const node = `operator-${String((this.#processes += 1))}`;
    auditor.beforeDecision(order, decision);
    trace.add(node, `decides ${order.id}: ${decision}`);
    const database = store.connect(this.#client());
    const { now } = scheduler;
    const ledger = new OrderLedger({
      database,
      now,
      node,
      leaseMs: LEASE_MS,
      onChange: () => undefined,
    });
    const reviewDecision = { decision, by: node, reason: 'seen at both' };
    resolveReview(database, ledger, order.id, reviewDecision, now()).then(
      (resolved) => this.#decided(order, decision, resolved),
      // The operator sees the error and checks again later.
      () => undefined,
    );
  }

  #decided(order: OrderRow, decision: Decision, { kind }: ResolveResult): void {
    const { auditor, trace } = this.#parts;
    trace.add('operator', `${decision} of ${order.id}: ${kind}`);
    auditor.afterDecision(order, kind);
  }

  #client(): StoreClient {
    const { drawStatementOutcome, scheduler, store, auditor } = this.#parts;
    const client = {
      isAlive: true,
      drawStatementOutcome: (sql: string): StatementOutcome => drawStatementOutcome(sql),
      pause: (ms: number) => scheduler.sleep(ms),
      crash: () => {
        client.isAlive = false;
        store.dropClient(client);
      },
      onWrite: (_sql: string, parameters: readonly unknown[]) => auditor.checkWritten(parameters),
      onCommit: () => auditor.checkLedger(),
    };
    return client;
  }
}
