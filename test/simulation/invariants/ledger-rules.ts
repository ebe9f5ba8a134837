/** The rules for the proxy's own ledger: the ways between states, and what each must be true of. */
import type { Decision } from '../../../src/proxy/orders/resolve-review.js';
import type { OrderState } from '../../../src/proxy/store/order-state.js';
import type { OrderEventRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shopper-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

/** Written down here once more: a way that is opened in the code by mistake shows. */
const ALLOWED_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  ACCEPTED: ['RESERVED', 'PLACING', 'CANCELLED'],
  RESERVED: ['DEBITING', 'CANCELLED'],
  DEBITING: ['DEBITED', 'DEBIT_UNKNOWN', 'RESERVED', 'CANCELLED'],
  DEBIT_UNKNOWN: ['DEBITED', 'CANCELLED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'ACCEPTED', 'REFUND_DUE', 'CANCELLED'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'CANCELLED', 'REVIEW'],
  PLACED: ['FULFILLED', 'REFUND_DUE', 'CANCELLED'],
  FULFILLED: [],
  REFUND_DUE: ['REFUNDING'],
  REFUNDING: ['REFUNDED', 'REFUND_UNKNOWN', 'REFUND_DUE', 'REVIEW'],
  REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],
  REFUNDED: [],
  CANCELLED: ['REFUND_DUE'],
  REVIEW: [],
};

/** Where a person's decision leads. */
const STATE_BY_DECISION: Readonly<Record<Decision, OrderState>> = {
  delivered: 'FULFILLED',
  refunded: 'REFUNDED',
  refund: 'REFUND_DUE',
  failed: 'CANCELLED',
};

/** For how long a debit, and an order, must have been looked for before it counts as none, ms. */
const DEBIT_SEARCH_MS = 10 * 60_000;
const PLACEMENT_SEARCH_MS = 30 * 60_000;

/** For how long it is looked before a person is asked, ms. */
const MIN_MS_BEFORE_REVIEW: Readonly<Partial<Record<OrderState, number>>> = {
  DEBIT_UNKNOWN: DEBIT_SEARCH_MS,
  PLACE_UNKNOWN: PLACEMENT_SEARCH_MS,
  REFUND_UNKNOWN: 30 * 60_000,
};

interface LastSeen {
  readonly version: number;
  readonly state: OrderState;
  /** when it came into that state, and when it was last changed, ms */
  readonly at: number;
  readonly changedAt: number;
}

export interface LedgerParts {
  readonly violations: ViolationRecorder;
  readonly books: Books;
  readonly costOf: ShopperRules['costOf'];
  /** An order came into review. */
  readonly onReview: (order: OrderRow) => void;
  /** A person decided that its refund is to be sent, whatever was sent before. */
  readonly onRefundDecided: (order: string) => void;
}

export class LedgerRules {
  readonly #violations: ViolationRecorder;
  readonly #books: Books;
  readonly #costOf: ShopperRules['costOf'];
  readonly #onReview: LedgerParts['onReview'];
  readonly #onRefundDecided: LedgerParts['onRefundDecided'];
  readonly #lastSeen = new Map<string, LastSeen>();
  /** what a person last decided of an order */
  readonly #decisions = new Map<string, Decision>();

  constructor({ violations, books, costOf, onReview, onRefundDecided }: LedgerParts) {
    this.#violations = violations;
    this.#books = books;
    this.#costOf = costOf;
    this.#onReview = onReview;
    this.#onRefundDecided = onRefundDecided;
  }

  beforeDecision(id: string, decision: Decision): void {
    this.#decisions.set(id, decision);
  }

  /** What the ledger wrote, in the order in which it was written; `rows` are what came of it. */
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
    // Who compares two answers must find the later one later, whatever node's clock it is by.
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
    if (kind === 'resolved') this.#checkResolution(row, event, lastSeen);
    else {
      const isOpen =
        kind === 'moved' ? ALLOWED_TRANSITIONS[lastSeen.state].includes(to) : from === to;
      this.#violations.require(isOpen, 'only ways of the table', detail);
    }
    if (kind === 'moved' || kind === 'resolved') this.#checkAgainstBooks(to, row, lastSeen, detail);
    if (kind === 'moved' && to === 'REVIEW') this.#onReview(row);
  }

  /** A person's decision leads where it says, and tells who made it and why. */
  #checkResolution(
    row: OrderRow,
    { to_state: to, note }: OrderEventRow,
    { state }: LastSeen,
  ): void {
    const decision = this.#decisions.get(row.id);
    const detail = () => `${row.id}: ${state} to ${to}, ${note}`;
    const isTheirs =
      state === 'REVIEW' && decision !== undefined && STATE_BY_DECISION[decision] === to;
    this.#violations.require(isTheirs, 'a review is decided by a person', detail);
    const isSigned =
      /^\w+ by operator-\d+: ./.test(note) &&
      row.reason === (decision === 'delivered' ? null : 'resolved_by_operator');
    this.#violations.require(isSigned, 'a decision says who and why', detail);
    if (to === 'REFUND_DUE') this.#onRefundDecided(row.id);
  }

  /** What the ledger says of a row must be so in the books at that moment. */
  #checkAgainstBooks(to: OrderState, row: OrderRow, from: LastSeen, detail: () => string): void {
    const books = this.#books;
    const [debits, refunds] = [books.debits(row.id), books.refunds(row.id)];
    const isPaid = debits === 1 && refunds === 0;
    const bought = books.providerOrders(row);
    const require = (holds: boolean, rule: string) => this.#violations.require(holds, rule, detail);
    switch (to) {
      case 'DEBITED':
        require(isPaid, 'debited is debited');
        break;
      case 'PLACED':
        require(bought.some(({ handle }) => handle === row.handle), 'placed is at the provider');
        break;
      case 'FULFILLED': {
        const isDone = bought.length === 1 && bought[0]?.state === 'done';
        require(isDone, 'delivered is delivered');
        require(row.paid_by === 'invoice' || isPaid, 'delivered is paid');
        break;
      }
      case 'REFUND_DUE':
        if (from.state === 'REFUNDING') break;
        require(isPaid, 'owed is what was paid');
        require(books.isNothingBought(row), 'owed is what was not bought');
        require(!wasNamedByCallback(row, from), 'what was called back is for a person');
        require(wasSearchedLongEnough(row, from), 'what may come is looked for long enough');
        break;
      case 'REFUNDED':
        require(refunds === 1, 'refunded is refunded');
        break;
      case 'CANCELLED':
        require(this.#mayBeCancelled(row, from), 'cancelled is unpaid, or long looked for');
        break;
      case 'REVIEW':
        require(hasWaitedLongEnough(row, from), 'nobody is asked too soon');
        require(!wasQuotaRefusal(row, from), 'a spent quota is waited for');
        break;
      default:
        break;
    }
  }

  /** Nothing was paid; or it was looked for long enough, and is watched for as long as it may come. */
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
    this.#violations.require(row.reason !== null, 'a review says why', () => row.id);
  }
}

const hasWaitedLongEnough = ({ reason, updated_at: at }: OrderRow, from: LastSeen): boolean =>
  reason === 'evidence_conflicts' || at - from.at >= (MIN_MS_BEFORE_REVIEW[from.state] ?? 0);

/** The provider spoke of it itself: that it does not know the order then proves nothing. */
const wasNamedByCallback = ({ reason, callback_handle }: OrderRow, from: LastSeen): boolean =>
  from.state === 'PLACE_UNKNOWN' && reason === 'provider_silent' && callback_handle !== null;

/** Found to be nowhere, and not told of as failed or refused. */
const wasSearchedLongEnough = ({ reason, updated_at: at }: OrderRow, from: LastSeen): boolean =>
  from.state !== 'PLACE_UNKNOWN' ||
  reason !== 'provider_silent' ||
  at - from.at >= PLACEMENT_SEARCH_MS;

/** Whether its refund was refused for the day, and could be sent on another. */
const wasQuotaRefusal = ({ detail }: OrderRow, from: LastSeen): boolean =>
  from.state === 'REFUNDING' && /\b429\b/.test(detail ?? '');
