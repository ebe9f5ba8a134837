/** The rules for the proxy's own ledger: the ways between states, and what each must be true of. */
import type { Decision } from '../../../src/proxy/orders/review.js';
import type { OrderState } from '../../../src/proxy/orders/states.js';
import type { OrderEventRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shoppers.js';
import type { Verdict } from './violation.js';

/** Written down here once more: a way that is opened in the code by mistake shows. */
const WAYS: Readonly<Record<OrderState, readonly OrderState[]>> = {
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
const DECIDED: Readonly<Record<Decision, OrderState>> = {
  delivered: 'FULFILLED',
  refunded: 'REFUNDED',
  refund: 'REFUND_DUE',
  failed: 'CANCELLED',
};

/** For how long a debit, and an order, must have been looked for before it counts as none, ms. */
const UNSEEN = 10 * 60_000;
const UNPLACED = 30 * 60_000;

/** For how long it is looked before a person is asked, ms. */
const PATIENCE: Readonly<Partial<Record<OrderState, number>>> = {
  DEBIT_UNKNOWN: UNSEEN,
  PLACE_UNKNOWN: UNPLACED,
  REFUND_UNKNOWN: 30 * 60_000,
};

interface Known {
  readonly version: number;
  readonly state: OrderState;
  /** when it came into that state, and when it was last changed, ms */
  readonly at: number;
  readonly changedAt: number;
}

export interface LedgerParts {
  readonly verdict: Verdict;
  readonly books: Books;
  readonly costOf: ShopperRules['costOf'];
  /** An order came into review. */
  readonly reviewed: (order: OrderRow) => void;
  /** A person decided that its refund is to be sent, whatever was sent before. */
  readonly owed: (order: string) => void;
}

export class LedgerRules {
  readonly #verdict: Verdict;
  readonly #books: Books;
  readonly #costOf: ShopperRules['costOf'];
  readonly #reviewed: LedgerParts['reviewed'];
  readonly #owed: LedgerParts['owed'];
  readonly #known = new Map<string, Known>();
  /** what a person last decided of an order */
  readonly #decisions = new Map<string, Decision>();

  constructor({ verdict, books, costOf, reviewed, owed }: LedgerParts) {
    this.#verdict = verdict;
    this.#books = books;
    this.#costOf = costOf;
    this.#reviewed = reviewed;
    this.#owed = owed;
  }

  decides(id: string, decision: Decision): void {
    this.#decisions.set(id, decision);
  }

  /** What the ledger wrote, in the order in which it was written; `rows` are what came of it. */
  wrote(events: readonly OrderEventRow[], rows: ReadonlyMap<string, OrderRow>): void {
    for (const event of events) {
      const row = rows.get(event.order_id);
      if (row) this.#event(event, row);
    }
    for (const row of rows.values()) this.#row(row);
  }

  #event(event: OrderEventRow, row: OrderRow): void {
    const { order_id: id, version, from_state: from, to_state: to, at } = event;
    const known = this.#known.get(id);
    const told = () => `${id}: ${from ?? 'nothing'} to ${to}, version ${version}`;
    const isNext = known
      ? version === known.version + 1 && from === known.state
      : version === 1 && from === null && to === 'ACCEPTED';
    this.#verdict.require(isNext, 'every version follows the one before', told);
    // Who compares two answers must find the later one later, whatever node's clock it is by.
    this.#verdict.require(at > (known?.changedAt ?? 0), 'every change is later', told);
    if (known) this.#way(event, row, known, told);
    const entered = known?.state === to ? known.at : at;
    this.#known.set(id, { version, state: to, at: entered, changedAt: at });
  }

  #way(event: OrderEventRow, row: OrderRow, known: Known, told: () => string): void {
    const { kind, from_state: from, to_state: to } = event;
    if (kind === 'resolved') this.#resolved(row, event, known);
    else {
      const isOpen = kind === 'moved' ? WAYS[known.state].includes(to) : from === to;
      this.#verdict.require(isOpen, 'only ways of the table', told);
    }
    if (kind === 'moved' || kind === 'resolved') this.#truth(to, row, known, told);
    if (kind === 'moved' && to === 'REVIEW') this.#reviewed(row);
  }

  /** A person's decision leads where it says, and tells who made it and why. */
  #resolved(row: OrderRow, { to_state: to, note }: OrderEventRow, { state }: Known): void {
    const decision = this.#decisions.get(row.id);
    const told = () => `${row.id}: ${state} to ${to}, ${note}`;
    const isTheirs = state === 'REVIEW' && decision !== undefined && DECIDED[decision] === to;
    this.#verdict.require(isTheirs, 'a review is decided by a person', told);
    const isSigned =
      /^\w+ by operator-\d+: ./.test(note) &&
      row.reason === (decision === 'delivered' ? null : 'resolved_by_operator');
    this.#verdict.require(isSigned, 'a decision says who and why', told);
    if (to === 'REFUND_DUE') this.#owed(row.id);
  }

  /** What the ledger says of a row must be so in the books at that moment. */
  #truth(to: OrderState, row: OrderRow, from: Known, told: () => string): void {
    const books = this.#books;
    const [debits, refunds] = [books.debits(row.id), books.refunds(row.id)];
    const isPaid = debits === 1 && refunds === 0;
    const bought = books.providerOrders(row);
    const require = (holds: boolean, rule: string) => this.#verdict.require(holds, rule, told);
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
        require(!isHeardOf(row, from), 'what was called back is for a person');
        require(isLookedFor(row, from), 'what may come is looked for long enough');
        break;
      case 'REFUNDED':
        require(refunds === 1, 'refunded is refunded');
        break;
      case 'CANCELLED':
        require(this.#mayEnd(row, from), 'cancelled is unpaid, or long looked for');
        break;
      case 'REVIEW':
        require(isPatient(row, from), 'nobody is asked too soon');
        require(!isSpent(row, from), 'a spent quota is waited for');
        break;
      default:
        break;
    }
  }

  /** Nothing was paid; or it was looked for long enough, and is watched for as long as it may come. */
  #mayEnd(row: OrderRow, { state, at }: Known): boolean {
    const waited = row.updated_at - at;
    if (state === 'PLACE_UNKNOWN') return waited >= UNPLACED;
    if (state === 'DEBIT_UNKNOWN') {
      const isWatched = row.watch_until !== null;
      return isWatched && waited >= UNSEEN && !this.#books.hasDecoy(row);
    }
    return this.#books.debits(row.id) === 0;
  }

  #row(row: OrderRow): void {
    const known = this.#known.get(row.id);
    const isTold = known?.version === row.version && known.state === row.state;
    this.#verdict.require(isTold, 'every change has its event', () => `${row.id} ${row.state}`);
    const promised = this.#costOf(row.quote_id);
    const isPromised = promised === null ? row.cost === null : (row.cost ?? 0) <= (promised ?? -1);
    this.#verdict.require(isPromised, 'cost within the quote', () => `${row.id} ${row.cost ?? ''}`);
    const isWorth = row.price === null || row.price >= (row.cost ?? 0);
    this.#verdict.require(isWorth, 'nothing is sold below its cost', () => row.id);
    const isTwoTags = row.debit_tag !== row.refund_tag;
    this.#verdict.require(isTwoTags, 'a refund has a tag of its own', () => row.id);
    if (row.state !== 'REVIEW') return;
    this.#verdict.require(row.reason !== null, 'a review says why', () => row.id);
  }
}

const isPatient = ({ reason, updated_at: at }: OrderRow, from: Known): boolean =>
  reason === 'evidence_conflicts' || at - from.at >= (PATIENCE[from.state] ?? 0);

/** The provider spoke of it itself: that it does not know the order then proves nothing. */
const isHeardOf = ({ reason, hint }: OrderRow, from: Known): boolean =>
  from.state === 'PLACE_UNKNOWN' && reason === 'provider_silent' && hint !== null;

/** Found to be nowhere, and not told of as failed or refused. */
const isLookedFor = ({ reason, updated_at: at }: OrderRow, from: Known): boolean =>
  from.state !== 'PLACE_UNKNOWN' || reason !== 'provider_silent' || at - from.at >= UNPLACED;

/** Whether its refund was refused for the day, and could be sent on another. */
const isSpent = ({ detail }: OrderRow, from: Known): boolean =>
  from.state === 'REFUNDING' && /\b429\b/.test(detail ?? '');
