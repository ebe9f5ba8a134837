/** Rules of the order ledger: the allowed transitions, and what must be true in each state. */
import {
  CORRECTIONS,
  DECISIONS,
  type Decision,
} from '../../../src/proxy/orders/decisions/resolve-review.js';
import { FINAL_STATES } from '../../../src/proxy/ledger/states.js';
import type { OrderState } from '../../../src/proxy/store/order-state.js';
import type { OrderEventRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shopper-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

/** A second copy of the table, so that a transition allowed by mistake in the code is found. */
const ALLOWED_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  ACCEPTED: ['RESERVED', 'PLACING', 'CANCELLED'],
  RESERVED: ['DEBITING', 'CANCELLED', 'ACCEPTED'],
  DEBITING: ['DEBITED', 'DEBIT_UNKNOWN', 'RESERVED', 'CANCELLED'],
  DEBIT_UNKNOWN: ['DEBITED', 'CANCELLED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE', 'REVIEW'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'ACCEPTED', 'REFUND_DUE', 'CANCELLED'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'CANCELLED', 'REVIEW'],
  PLACED: ['FULFILLED', 'REFUND_DUE', 'CANCELLED'],
  DELIVERED: [],
  FULFILLED: [],
  REFUND_DUE: ['REFUNDING'],
  REFUNDING: ['REFUNDED', 'REFUND_UNKNOWN', 'REFUND_DUE', 'REVIEW'],
  REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],
  REFUNDED: [],
  CANCELLED: ['REFUND_DUE'],
  REVIEW: [],
};

/** The states that may follow each decision of the operator. */
const STATES_BY_DECISION: Readonly<Record<Decision, readonly OrderState[]>> = {
  delivered: ['FULFILLED'],
  refunded: ['REFUNDED'],
  refund: ['REFUND_DUE'],
  failed: ['CANCELLED'],
  'look-again': ['DEBIT_UNKNOWN', 'PLACE_UNKNOWN', 'REFUND_UNKNOWN'],
  correct: ['REFUND_DUE'],
};

/** The decisions that may be made in each state. */
const DECISIONS_BY_STATE: Readonly<Partial<Record<OrderState, readonly Decision[]>>> = {
  REVIEW: DECISIONS,
  FULFILLED: CORRECTIONS,
};

/** How long a debit or an order must be searched for before it counts as absent, ms. */
const DEBIT_SEARCH_MS = 10 * 60_000;
const PLACEMENT_SEARCH_MS = 30 * 60_000;

/** How long an order must be searched for before it enters review, ms. */
const MIN_MS_BEFORE_REVIEW: Readonly<Partial<Record<OrderState, number>>> = {
  DEBIT_UNKNOWN: DEBIT_SEARCH_MS,
  PLACE_UNKNOWN: PLACEMENT_SEARCH_MS,
  REFUND_UNKNOWN: 30 * 60_000,
};

export interface DecisionMade {
  /** even against the evidence */
  readonly isOverruling: boolean;
  /** as the books of the upstreams show it at that moment */
  readonly isTrue: boolean;
}

interface LastSeen {
  readonly version: number;
  readonly state: OrderState;
  /** when the order entered its state, and when it last changed, ms */
  readonly at: number;
  readonly changedAt: number;
}

export interface LedgerParts {
  readonly violations: ViolationRecorder;
  readonly books: Books;
  readonly costOf: ShopperRules['costOf'];
  /** Called when an order enters review, and when it is delivered. */
  readonly onReview: (order: OrderRow) => void;
  readonly onDelivered: (order: OrderRow) => void;
  /** Called when the operator decides that a refund is to be sent, whatever was sent before. */
  readonly onRefundDecided: (order: string) => void;
}

export class LedgerRules {
  readonly #violations: ViolationRecorder;
  readonly #books: Books;
  readonly #costOf: ShopperRules['costOf'];
  readonly #onReview: LedgerParts['onReview'];
  readonly #onDelivered: LedgerParts['onDelivered'];
  readonly #onRefundDecided: LedgerParts['onRefundDecided'];
  readonly #lastSeen = new Map<string, LastSeen>();
  /** the operator's decisions, as `order decision` */
  readonly #decisions = new Set<string>();
  /** decisions that the operator makes even against the evidence */
  readonly #overrulings = new Set<string>();
  /** decisions that the operator makes wrongly */
  readonly #mistakes = new Set<string>();
  /** orders that a restore put in review, without a reason */
  readonly #held = new Set<string>();
  /** the state from which an order entered review */
  readonly #reviewedFrom = new Map<string, OrderState>();

  constructor(parts: LedgerParts) {
    const { violations, books, costOf, onReview, onDelivered, onRefundDecided } = parts;
    this.#violations = violations;
    this.#books = books;
    this.#costOf = costOf;
    this.#onReview = onReview;
    this.#onDelivered = onDelivered;
    this.#onRefundDecided = onRefundDecided;
  }

  beforeDecision(id: string, decision: Decision, { isOverruling, isTrue }: DecisionMade): void {
    this.#decisions.add(`${id} ${decision}`);
    if (isTrue) this.#mistakes.delete(`${id} ${decision}`);
    else this.#mistakes.add(`${id} ${decision}`);
    if (isOverruling) this.#overrulings.add(`${id} ${decision}`);
  }

  /** Called when a backup came back: everything that was open in it is held for a person. */
  restart(copied: readonly OrderRow[], rows: ReadonlyMap<string, OrderRow>): void {
    this.#lastSeen.clear();
    for (const { id, state } of copied) {
      const row = rows.get(id);
      const isHeld = row?.state === 'REVIEW' && row.next_attempt_at === null;
      const isRight = FINAL_STATES.includes(state) ? row?.state === state : isHeld;
      this.#violations.require(isRight, 'what a backup has open is held', () => `${id} ${state}`);
      if (!row) continue;
      const { version, state_entered_at: at, updated_at: changedAt } = row;
      this.#lastSeen.set(id, { version, state: row.state, at, changedAt });
      if (!isHeld) continue;
      this.#held.add(id);
      this.#onReview(row);
    }
  }

  /** Checks new events in the order in which they were written; `rows` are the result. */
  checkEvents(events: readonly OrderEventRow[], rows: ReadonlyMap<string, OrderRow>): void {
    for (const event of events) {
      const row = rows.get(event.order_id);
      if (row) this.#checkEvent(event, row);
    }
    for (const row of rows.values()) this.#checkRow(row);
  }

  #checkEvent(event: OrderEventRow, row: OrderRow): void {
    const { order_id: id, version, from_state: from, to_state: to, at } = event;
    const lastSeen = this.#lastSeen.get(id);
    const detail = () => `${id}: ${from ?? 'nothing'} to ${to}, version ${version}`;
    const isNext = lastSeen
      ? version === lastSeen.version + 1 && from === lastSeen.state
      : version === 1 && from === null && to === 'ACCEPTED';
    this.#violations.require(isNext, 'every version follows the one before', detail);
    // Clocks differ between nodes; `updated_at` must still increase strictly per order.
    this.#violations.require(at > (lastSeen?.changedAt ?? 0), 'every change is later', detail);
    if (lastSeen) this.#checkTransition(event, row, lastSeen, detail);
    const entered = lastSeen?.state === to ? lastSeen.at : at;
    this.#lastSeen.set(id, { version, state: to, at: entered, changedAt: at });
  }

  #checkTransition(
    event: OrderEventRow,
    row: OrderRow,
    lastSeen: LastSeen,
    detail: () => string,
  ): void {
    const { kind, from_state: from, to_state: to } = event;
    const isDecision = kind === 'resolved' || kind === 'overruled';
    if (isDecision) this.#checkResolution(row, event, lastSeen);
    else {
      const isOpen =
        kind === 'moved' ? ALLOWED_TRANSITIONS[lastSeen.state].includes(to) : from === to;
      this.#violations.require(isOpen, 'only transitions of the table', detail);
    }
    const isMove = kind === 'moved' || kind === 'resolved';
    if (isMove && !this.#books.isTheirs(row.id)) this.#checkAgainstBooks(to, row, lastSeen, detail);
    if (to === 'FULFILLED') this.#onDelivered(row);
    if (kind !== 'moved' || to !== 'REVIEW') return;
    this.#reviewedFrom.set(row.id, lastSeen.state);
    this.#onReview(row);
  }

  /** A decision leads to its state, and its event records the operator, the reason and an overruling. */
  #checkResolution(
    row: OrderRow,
    { kind, from_state: from, to_state: to, note }: OrderEventRow,
    { state }: LastSeen,
  ): void {
    const possible = DECISIONS_BY_STATE[state] ?? [];
    const decision = possible.find((each) => note.startsWith(`${each} by operator-`));
    const detail = () => `${row.id}: ${state} to ${to}, ${note}`;
    const isTheirs =
      from === state &&
      decision !== undefined &&
      this.#decisions.has(`${row.id} ${decision}`) &&
      STATES_BY_DECISION[decision].includes(to);
    this.#violations.require(isTheirs, 'a review is decided by the operator', detail);
    if (state === 'FULFILLED') this.#checkCorrection(row, detail);
    const isSigned = /^[\w-]+ by operator-\d+: so I say \(.+; debit .+\)$/.test(note);
    this.#violations.require(isSigned, 'a decision records who made it and why', detail);
    const hasReason = decision !== 'delivered' && decision !== 'look-again';
    this.#violations.require(
      row.reason === (hasReason ? 'resolved_by_operator' : null),
      'a decision is the reason of the order',
      detail,
    );
    const isOverruling = note.includes('(against the evidence;');
    const name = `${row.id} ${decision ?? ''}`;
    const mayOverrule = this.#overrulings.has(name);
    this.#violations.require(
      isOverruling === (kind === 'overruled') && (!isOverruling || mayOverrule),
      'only a person overrules the evidence, and it is recorded',
      detail,
    );
    if (decision === 'look-again') {
      const isBack = to === this.#reviewedFrom.get(row.id) || this.#held.has(row.id);
      this.#violations.require(isBack, 'an order goes back to what it was looking for', detail);
    }
    this.#recordDecision(row, isOverruling || (isOnTheirWord(note) && this.#mistakes.has(name)));
  }

  /** @param isTheirs it is wrong, and nothing but the person's word stands for it */
  #recordDecision({ id, state }: OrderRow, isTheirs: boolean): void {
    if (isTheirs) this.#books.markTheirs(id);
    if (state !== 'REFUND_DUE') return;
    this.#books.markPaymentDecided(id);
    this.#onRefundDecided(id);
  }

  /** A correction has a tag of its own, and the order is still known as delivered. */
  #checkCorrection(row: OrderRow, detail: () => string): void {
    this.#books.markCorrected(row.id);
    const { correction_tag: tag, delivered_at: deliveredAt } = row;
    const isMarked = tag !== null && deliveredAt !== null && deliveredAt < row.updated_at;
    this.#violations.require(isMarked, 'a correction is marked as one', detail);
    const isOwn = tag !== row.refund_tag && tag !== row.debit_tag;
    this.#violations.require(isOwn, 'a correction has a tag of its own', detail);
    const isFree = row.paid_by === 'saldo';
    this.#violations.require(isFree, 'only what the saldo paid is corrected', detail);
  }

  /** Checks that the new state agrees with the books of that moment. */
  #checkAgainstBooks(to: OrderState, row: OrderRow, from: LastSeen, detail: () => string): void {
    const books = this.#books;
    const isPaid = books.debits(row.id) === 1 && books.timesPaidBack(row.id) === 0;
    const bought = books.providerOrders(row);
    const isDecision = from.state === 'REVIEW';
    const require = (holds: boolean, rule: string) => this.#violations.require(holds, rule, detail);
    switch (to) {
      case 'DEBITED':
        require(isPaid, 'DEBITED: the debit is in the books');
        break;
      case 'PLACED':
        require(bought.some(
          ({ handle }) => handle === row.handle,
        ), 'PLACED: the provider has the order');
        break;
      case 'FULFILLED': {
        const delivered = isDecision && books.wasLiedTo(row) ? bought : books.boughtOrders(row);
        const isDone = delivered.some(({ state }) => state === 'done');
        const isOnce = isDecision || delivered.length === 1;
        require(isOnce, 'FULFILLED: bought once');
        require(isDone, 'FULFILLED: the provider has delivered');
        require(row.paid_by === 'invoice' || isPaid, 'FULFILLED: the order is paid');
        break;
      }
      case 'REFUND_DUE':
        if (from.state === 'REFUNDING') break;
        require(isPaid, 'REFUND_DUE: the order is paid');
        if (books.isCorrected(row.id)) break;
        require(books.isNothingBought(row), 'REFUND_DUE: nothing is bought');
        require(!wasNamedByCallback(row, from), 'REFUND_DUE: no callback named the order');
        require(wasSearchedLongEnough(row, from), 'REFUND_DUE: searched for long enough');
        break;
      case 'REFUNDED':
        require(books.timesPaidBack(row.id) === 1, 'REFUNDED: the refund is in the books');
        break;
      case 'CANCELLED':
        require(this.#mayBeCancelled(row, from), 'CANCELLED: unpaid, or searched for long enough');
        break;
      case 'REVIEW':
        require(hasWaitedLongEnough(row, from), 'REVIEW: searched for long enough');
        require(!wasQuotaRefusal(row, from), 'REVIEW: not because of a spent quota');
        break;
      default:
        break;
    }
  }

  /** Nothing was paid; or the debit was searched for long enough, and late effects are watched for. */
  #mayBeCancelled(row: OrderRow, { state, at }: LastSeen): boolean {
    const elapsedMs = row.updated_at - at;
    if (state === 'PLACE_UNKNOWN') return elapsedMs >= PLACEMENT_SEARCH_MS;
    if (state === 'DEBIT_UNKNOWN') {
      const isWatched = row.watch_until !== null;
      return isWatched && elapsedMs >= DEBIT_SEARCH_MS && !this.#books.hasDecoy(row);
    }
    return this.#books.debits(row.id) === 0;
  }

  #checkRow(row: OrderRow): void {
    const lastSeen = this.#lastSeen.get(row.id);
    const hasEvent = lastSeen?.version === row.version && lastSeen.state === row.state;
    this.#violations.require(
      hasEvent,
      'every change has its event',
      () => `${row.id} ${row.state}`,
    );
    const quotedCost = this.#costOf(row.quote_id);
    const isWithinQuote =
      quotedCost === null ? row.cost === null : (row.cost ?? 0) <= (quotedCost ?? -1);
    this.#violations.require(
      isWithinQuote,
      'cost within the quote',
      () => `${row.id} ${row.cost ?? ''}`,
    );
    const isWorth = row.price === null || row.price >= (row.cost ?? 0);
    this.#violations.require(isWorth, 'nothing is sold below its cost', () => row.id);
    const isTwoTags = row.debit_tag !== row.refund_tag;
    this.#violations.require(isTwoTags, 'a refund has a tag of its own', () => row.id);
    if (row.state !== 'REVIEW') return;
    const hasReason = row.reason !== null || this.#held.has(row.id);
    this.#violations.require(hasReason, 'a review records its reason', () => row.id);
  }
}

const isOnTheirWord = (note: string): boolean => note.includes('(on their word;');

const hasWaitedLongEnough = ({ reason, updated_at: at }: OrderRow, from: LastSeen): boolean =>
  reason === 'evidence_conflicts' || at - from.at >= (MIN_MS_BEFORE_REVIEW[from.state] ?? 0);

/** After a callback named the order, the provider's "not found" proves nothing. */
const wasNamedByCallback = ({ reason, callback_handle }: OrderRow, from: LastSeen): boolean =>
  from.state === 'PLACE_UNKNOWN' && reason === 'provider_silent' && callback_handle !== null;

/** An order without a failure or refusal must be searched for long enough. */
const wasSearchedLongEnough = ({ reason, updated_at: at }: OrderRow, from: LastSeen): boolean =>
  from.state !== 'PLACE_UNKNOWN' ||
  reason !== 'provider_silent' ||
  at - from.at >= PLACEMENT_SEARCH_MS;

/** Whether the refund was refused because of the daily quota, and could be sent another day. */
const wasQuotaRefusal = ({ detail }: OrderRow, from: LastSeen): boolean =>
  from.state === 'REFUNDING' && /\b429\b/.test(detail ?? '');
