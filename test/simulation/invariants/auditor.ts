/** Compares the books of all sides at every send, after every event, and at the end. */
import type {
  Decision,
  ResolveResult,
} from '../../../src/proxy/orders/decisions/resolve-review.js';
import { FINAL_STATES } from '../../../src/proxy/ledger/states.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { CallKind } from '../network/faults.js';
import type { NetworkCaller } from '../network/network-caller.js';
import type { Plan } from '../fault-plan.js';
import type { SimulatedStore } from '../simulated-store.js';
import type { Bukaolshop } from '../upstreams/bukaolshop.js';
import type { ProviderOrder, UpstreamCall, UpstreamName } from '../upstreams/upstream.js';
import { AttemptRules } from './attempt-rules.js';
import type { Books } from './books.js';
import { LedgerRules, type DecisionMade } from './ledger-rules.js';
import { SendingRules, type SentCall, type SendingRulesParts } from './sending-rules.js';
import { ShopperRules } from './shopper-rules.js';
import { ViolationRecorder, type Violation } from './violation-recorder.js';

export interface AuditorParts {
  readonly now: () => number;
  readonly plan: Plan;
  readonly store: SimulatedStore;
  readonly books: Books;
  readonly bukaolshop: Bukaolshop;
  readonly lowestPriceSince: SendingRulesParts['lowestPriceSince'];
  /** Called when an order enters review, and when it is delivered. */
  readonly onReview: (order: OrderRow) => void;
  readonly onDelivered: (order: OrderRow) => void;
}

/** Limit of calls for one order without faults, and without other offers. */
const MAX_CALLS_PER_ORDER = 12;

/** States from which an order may go on later than any other. */
const MAY_FOLLOW: readonly (OrderRow['state'] | null)[] = ['REVIEW', 'CANCELLED', 'FULFILLED'];

/** ms for which a placement is searched for */
const PLACEMENT_SEARCH_MS = 30 * 60_000;

/** Ends that need no fault: insufficient saldo, a missing PIN or a wrong account. */
const SHOPPER_CAUSED_REASONS: readonly OrderRow['reason'][] = [
  'wrong_pin',
  'pin_locked',
  'insufficient_balance',
  'account_refused',
];

export class Auditor {
  readonly #parts: AuditorParts;
  readonly #violations = new ViolationRecorder();
  readonly #sent: SendingRules;
  readonly #ledger: LedgerRules;
  readonly shoppers: ShopperRules;
  readonly attempts: AttemptRules;
  /** texts that must never be stored or logged in plain */
  readonly #secrets = new Set<string>();
  readonly #pins: RegExp[] = [];
  #events = 0;
  #calls = 0;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
    this.shoppers = new ShopperRules(this.#violations, parts.books);
    const { offerOf } = this.shoppers;
    this.attempts = new AttemptRules({ ...parts, violations: this.#violations, offerOf });
    this.#sent = new SendingRules({
      ...parts,
      violations: this.#violations,
      shoppers: this.shoppers,
      attempts: this.attempts,
    });
    this.#ledger = new LedgerRules({
      ...parts,
      violations: this.#violations,
      costOf: this.shoppers.costOf,
      onRefundDecided: (id) => this.#sent.markNeverCarriedOut(id, 'refund'),
    });
  }

  get violation(): Violation | null {
    return this.#violations.violation;
  }

  registerSecret(text: string): void {
    this.#secrets.add(text);
  }

  /** Longer numbers may contain the six digits of a PIN, so only a separate word counts. */
  registerPin(pin: string): void {
    this.#pins.push(new RegExp(`(^|\\W)${pin}(\\W|$)`));
  }

  /** Records an error of the simulation itself. */
  recordFailure(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#violations.require(false, 'the simulation works', () => message);
  }

  /** Checks what is written to the store or the log for secrets. */
  checkWritten = (values: readonly unknown[]): void => {
    for (const value of values) {
      if (typeof value === 'number') {
        const isWhole = Number.isSafeInteger(value);
        this.#violations.require(isWhole, 'rupiah and ms are whole', () => String(value));
      }
      if (typeof value !== 'string') continue;
      const isLeaked =
        [...this.#secrets].some((secret) => value.includes(secret)) ||
        this.#pins.some((pin) => pin.test(value));
      this.#violations.require(!isLeaked, 'nothing secret in plain', () => value.slice(0, 200));
    }
  };

  /** Called when a backup came back. @param lost the orders before @param copied those of the backup */
  onRestored(lost: readonly OrderRow[], copied: readonly OrderRow[]): void {
    const { store, books } = this.#parts;
    this.#events = store.listEventsAfter(0).length;
    const versions = new Map(lost.map(({ id, version }) => [id, version]));
    const kept = new Set(copied.map(({ id }) => id));
    for (const order of lost) {
      this.shoppers.forget(order.id);
      if (!kept.has(order.id)) books.markLost(order);
    }
    for (const { id, state, version, watch_until } of copied) {
      // Nobody is told of what befell an ended order since, nor watches it: `etalase reconcile` finds it.
      const isUnknown = version !== versions.get(id) || watch_until !== null;
      if (FINAL_STATES.includes(state) && isUnknown) books.markTheirs(id);
    }
    this.#ledger.restart(copied, this.#rows());
  }

  /** Checks that a list of orders contains only the shopper's own. */
  checkListed(shopper: string, ids: readonly string[]): void {
    const isOwn = ids.every((id) => this.#parts.store.findOrder(id)?.shopper === shopper);
    this.#violations.require(isOwn, 'a shopper sees no orders of others', () => shopper);
  }

  /** Called before the operator decides a review. */
  beforeDecision({ id }: OrderRow, decision: Decision, how: DecisionMade): void {
    this.#ledger.beforeDecision(id, decision, how);
    this.shoppers.beforeDecision(id);
  }

  /** Checks the result of a decision. @param mustAgree it is true, and everything can be read */
  afterDecision({ id }: OrderRow, result: ResolveResult['kind'], mustAgree: boolean): void {
    const isRefused = result === 'refused' || result === 'not-applicable';
    this.#violations.require(
      !mustAgree || !isRefused,
      'a true decision is accepted',
      () => `${id} ${result}`,
    );
  }

  /** A followed redirect would deliver a call twice, or to another server. */
  checkRedirect(redirect: RequestRedirect, { path }: UpstreamCall): void {
    this.#violations.require(redirect === 'manual', 'no call follows a redirect', () => path);
  }

  /** Checks a call that leaves a node. */
  checkSend(
    node: NetworkCaller,
    name: UpstreamName,
    kind: CallKind['kind'],
    call: UpstreamCall,
  ): SentCall | null {
    // The operator's own looks are not the proxy's.
    if (isOfOrder(call.path) && node.names.size > 0) this.#calls += 1;
    if (kind === 'read') {
      this.attempts.recordRead(call);
      return null;
    }
    if (kind === 'status') {
      this.#violations.require(false, 'no transaction is changed', () => call.path);
      return null;
    }
    return kind === 'saldo'
      ? this.#sent.checkTransfer(node, call)
      : this.#sent.checkPlacement(node, name, call);
  }

  ended(sent: SentCall, ending: SentCall['ending']): void {
    this.#sent.recordEnding(sent, ending);
  }

  /** Called when a node learns that bukaOlshop refused a debit because of its PIN. */
  refusedPin(sent: SentCall): void {
    this.#sent.recordWrongPin(sent);
  }

  /** Called after each effect at an upstream. */
  checkEffects(): void {
    const { books, bukaolshop } = this.#parts;
    for (const id of books.takeChangedOrders()) {
      const [debits, refunds] = [books.debits(id), books.refunds(id)];
      const detail = () => `${id}: ${debits} debits, ${refunds} refunds`;
      this.#violations.require(debits <= 1, 'no order is debited twice', detail);
      this.#violations.require(
        refunds <= 1 + books.paymentsDecided(id),
        'no second refund without a decision of its own',
        detail,
      );
      if (books.isTheirs(id)) continue;
      this.#violations.require(books.timesPaidBack(id) <= 1, 'no order is refunded twice', detail);
      this.#violations.require(refunds <= debits, 'a refund only for a proven debit', detail);
      const order = this.#parts.store.findOrder(id);
      if (order && refunds > 0) this.#checkRefunded(order);
    }
    for (const { id, saldo } of bukaolshop.members.values()) {
      this.#violations.require(saldo >= 0, 'no balance is below zero', () => id);
    }
  }

  /** Called when an order at a provider is created or ends. */
  checkProviderOrder({ reference, cost, at }: ProviderOrder): void {
    const order = this.#parts.store.findOrder(reference);
    if (!order) return;
    const sentAt = this.#sent.placementSentAt(reference) ?? at;
    const isLie = this.#parts.books.isLie(reference);
    if (at - sentAt > PLACEMENT_SEARCH_MS && !isLie) this.#parts.books.markLate(order.id);
    // Lapakgaming refuses a price other than the one sent; Snapcart's may change before the order.
    const attempt = this.#parts.store
      .listAttempts(order.id)
      .find((each) => each.reference === reference);
    const { provider, cost: bound } = attempt ?? order;
    const isWithin = provider !== 'lapakgaming' || cost <= (bound ?? 0);
    this.#violations.require(isWithin, 'cost within the quote', () => `${cost} > ${bound ?? ''}`);
    const { books } = this.#parts;
    const { length } = books.providerOrders(order).filter((each) => !books.isLie(each.reference));
    this.#violations.require(length <= 1, 'nothing is bought twice', () => reference);
    if (this.#parts.books.refunds(order.id) > 0) this.#checkRefunded(order);
  }

  /** Called on each commit, to compare the ledger with the books of that moment. */
  checkLedger(): void {
    const { store } = this.#parts;
    if (store.isInTransaction || !store.takeHasNewEvents()) return;
    const events = store.listEventsAfter(this.#events);
    if (events.length === 0) return;
    this.#events += events.length;
    const rows = this.#rows();
    this.#ledger.checkEvents(events, rows);
    for (const row of rows.values()) this.attempts.checkRow(row);
  }

  /** A day after the last fault only orders that were decided or cancelled before may be open. */
  checkOverdue(): void {
    const { store } = this.#parts;
    const later = store
      .listEventsAfter(0)
      .filter(
        ({ from_state, to_state }) => from_state !== to_state && MAY_FOLLOW.includes(from_state),
      );
    const mayLast = new Set(later.map(({ order_id }) => order_id));
    for (const { id, state } of store.listOrders()) {
      const isOver = state === 'REVIEW' || FINAL_STATES.includes(state) || mayLast.has(id);
      this.#violations.require(isOver, 'every order ends within a day', () => `${id} ${state}`);
    }
  }

  /** Checks the final state, when no event is left. */
  checkEnd(): void {
    this.checkLedger();
    const rows = this.#rows();
    for (const row of rows.values()) {
      this.#checkEndedOrder(row);
      this.attempts.checkEnd(row);
    }
    this.shoppers.checkEnd(rows, (row) => this.#parts.books.boughtOrders(row)[0]?.voucher ?? null);
    this.#checkBalances(rows);
    if (this.#parts.plan.faultKinds.size > 0) return;
    // Unused quotes also query a price, and two nodes may each query it for one order.
    const { offers, orderAttempts, otherProductReads } = this.shoppers;
    const most = MAX_CALLS_PER_ORDER * Math.max(offers, orderAttempts, 1) + otherProductReads;
    this.#violations.require(this.#calls <= most, 'at most 12 calls an order', () => {
      return `${this.#calls} calls for ${offers} quotes and ${orderAttempts} orders sent`;
    });
  }

  #rows(): ReadonlyMap<string, OrderRow> {
    return new Map(this.#parts.store.listOrders().map((row) => [row.id, row]));
  }

  #checkRefunded(order: OrderRow): void {
    const { books } = this.#parts;
    if (books.isTheirs(order.id) || books.isCorrected(order.id)) return;
    const isNothingBought = books.isNothingBought(order);
    this.#violations.require(
      isNothingBought,
      'nothing is both refunded and bought',
      () => order.id,
    );
    const isOpen = order.state !== 'FULFILLED';
    this.#violations.require(isOpen, 'no refund after delivery', () => order.id);
  }

  #checkEndedOrder(row: OrderRow): void {
    const { books, plan } = this.#parts;
    const detail = () =>
      `${row.id} ${row.state}, ${row.reason ?? ''}, paid ${books.netPaid(row.id)}`;
    const hasEnded = row.state === 'REVIEW' || FINAL_STATES.includes(row.state);
    this.#violations.require(hasEnded, 'every order ends', detail);
    const rests = row.state === 'REVIEW' || row.state === 'FULFILLED';
    this.#violations.require(
      !rests || row.next_attempt_at === null,
      'an ended order is not due',
      detail,
    );
    if (plan.faultKinds.size === 0) {
      const isRefused = row.state !== 'REVIEW' && SHOPPER_CAUSED_REASONS.includes(row.reason);
      const isGood = row.state === 'FULFILLED' || isRefused || books.isCorrected(row.id);
      this.#violations.require(isGood, 'without faults every order is delivered', detail);
    }
    const isLeft = row.state === 'REVIEW' && plan.hasOperator;
    this.#violations.require(!isLeft, 'every decision is carried out', detail);
    if (row.state !== 'REVIEW' && !books.isTheirs(row.id)) this.#checkBalanced(row, detail);
  }

  /** What was paid was delivered, and what was bought was paid. */
  #checkBalanced(row: OrderRow, detail: () => string): void {
    const { books } = this.#parts;
    this.#violations.require(
      books.netPaid(row.id) === this.#paidFor(row),
      'every rupiah is accounted for',
      detail,
    );
    const isLapsed = row.paid_by === 'invoice' && !books.providerOrders(row).some(isDone);
    const isRight =
      row.state === 'FULFILLED' ||
      (row.state === 'REFUNDED' && (books.isCorrected(row.id) || books.isPaidByHand(row.id))) ||
      isLapsed ||
      books.isNothingBought(row);
    this.#violations.require(isRight, 'a bought item is delivered', detail);
    const isWatched = row.state === 'REFUNDED' && !books.isCorrected(row.id);
    if (isWatched && books.isLate(row.id)) this.#checkLateDelivery(row, detail);
  }

  /** A delivery after the refund is watched for, where the provider can be asked about it. */
  #checkLateDelivery(row: OrderRow, detail: () => string): void {
    const { books, store } = this.#parts;
    const isDelivered = books.providerOrders(row).some(isDone);
    const canBeAsked = row.provider === 'lapakgaming' || row.callback_handle !== null;
    const alarms = store
      .listEventsAfter(0)
      .filter(({ order_id: id, kind }) => id === row.id && kind === 'alarm');
    this.#violations.require(
      !isDelivered || !canBeAsked || alarms.length > 0,
      'a delivery after a refund raises an alarm',
      detail,
    );
  }

  /** A member's saldo is the opening saldo minus what was paid according to the ledger. */
  #checkBalances(rows: ReadonlyMap<string, OrderRow>): void {
    const { bukaolshop, books } = this.#parts;
    for (const member of bukaolshop.members.values()) {
      const theirs = [...rows.values()].filter(({ shopper }) => shopper === member.id);
      const paid =
        theirs.reduce((sum, row) => sum + this.#paidBy(row, books), 0) +
        books.lostOrdersOf(member.id).reduce((sum, { id }) => sum + books.netPaid(id), 0);
      const others = bukaolshop.foreignChangesOf(member.id);
      const expected = member.opening + others - paid;
      this.#violations.require(member.saldo === expected, 'balances are conserved', () => {
        return `${member.id} has ${member.saldo}, not ${expected}`;
      });
    }
  }

  #paidBy(row: OrderRow, books: Books): number {
    if (row.state === 'REVIEW' || books.isTheirs(row.id)) return books.netPaid(row.id);
    return this.#paidFor(row);
  }

  /** What the proxy's own transfers took for good; a refund by hand is none of them. */
  #paidFor({ id, state, paid_by, price }: OrderRow): number {
    const isKept =
      state === 'FULFILLED' || (state === 'REFUNDED' && this.#parts.books.isPaidByHand(id));
    return isKept && paid_by === 'saldo' ? (price ?? NaN) : 0;
  }
}

const isDone = ({ state }: ProviderOrder) => state === 'done';

/** Whether a call serves one order; sessions and product lists are shared. */
const isOfOrder = (path: string): boolean =>
  !/^\/(user\/info|member\/id|api\/category|api\/balance|aplikasi\/info(_limit)?|catalogs\/[^/]+)$/.test(
    path,
  );
