/** Rules of the ledger of checkouts and of their orders: the ways, and what must be true in each state. */
import type { CheckoutState, OrderState } from '../../../src/proxy/store/order-state.js';
import type { CheckoutEventRow, OrderEventRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { ViolationRecorder } from '../invariants/violation-recorder.js';
import type { SimulatedStore } from '../simulated-store.js';
import { unitKey, type CheckoutBooks } from './checkout-books.js';
import type { CheckoutPlan } from './checkout-plan.js';
import type { Transaction } from './transactions.js';

/** Second copies of the tables, so that a way allowed by mistake in the code is found. */
export const CHECKOUT_WAYS: Readonly<Record<CheckoutState, readonly CheckoutState[]>> = {
  NOTED: ['ACCEPTED', 'CLOSED', 'IGNORED'],
  ACCEPTED: ['CLAIMING', 'CLAIMED', 'CLOSED'],
  CLAIMING: ['CLAIMED', 'ACCEPTED', 'CLOSED'],
  CLAIMED: ['SETTLING', 'SETTLED', 'REFUNDING', 'CLOSED'],
  SETTLING: ['SETTLED', 'CLAIMED', 'CLOSED'],
  SETTLED: [],
  REFUNDING: ['REFUNDED', 'CLAIMED', 'CLOSED'],
  REFUNDED: [],
  CLOSED: ['NOTED'],
  IGNORED: [],
};
export const ORDER_WAYS: Readonly<Partial<Record<OrderState, readonly OrderState[]>>> = {
  ACCEPTED: ['DEBITED', 'REFUND_DUE', 'REFUNDED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE', 'REFUNDED', 'REVIEW'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'REFUND_DUE'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'REVIEW'],
  PLACED: ['DELIVERED', 'REFUND_DUE'],
  DELIVERED: ['FULFILLED', 'REVIEW'],
  REFUND_DUE: ['REFUNDED', 'REVIEW'],
};
/** The states that a person's decision may lead to. */
export const ORDER_DECISIONS: readonly OrderState[] = [
  'ACCEPTED',
  'PLACE_UNKNOWN',
  'FULFILLED',
  'REFUND_DUE',
  'REFUNDED',
];

/** States of a checkout that are entered for an intent, which a read before it must not follow. */
const INTENT_STATES: readonly CheckoutState[] = ['CLAIMING', 'SETTLING', 'REFUNDING'];

export interface CheckoutLedgerParts {
  readonly plan: Pick<CheckoutPlan, 'showsPaidBack'>;
  readonly store: SimulatedStore;
  readonly books: CheckoutBooks;
  readonly violations: ViolationRecorder;
  /** Called when an order enters review. */
  readonly onReview: (order: OrderRow) => void;
}

interface Seen<State> {
  readonly version: number;
  readonly state: State;
}

export class CheckoutLedgerRules {
  readonly #parts: CheckoutLedgerParts;
  readonly #orders = new Map<string, Seen<OrderState>>();
  readonly #checkouts = new Map<string, Seen<CheckoutState>>();

  constructor(parts: CheckoutLedgerParts) {
    this.#parts = parts;
  }

  /** Called when a backup came back: everything that was open in it is held for a person. */
  restart(): void {
    const { store, violations, onReview } = this.#parts;
    this.#orders.clear();
    this.#checkouts.clear();
    for (const row of store.listOrders()) {
      const isHeld = ['REVIEW', 'FULFILLED', 'REFUNDED'].includes(row.state);
      violations.require(isHeld, 'what a backup has open is held', () => `${row.id} ${row.state}`);
      this.#orders.set(row.id, row);
      if (row.state === 'REVIEW') onReview(row);
    }
    for (const row of store.listCheckouts()) {
      const detail = () => `${row.payment_number} ${row.state}`;
      const isHeld = !['ACCEPTED', 'CLAIMED', ...INTENT_STATES].includes(row.state);
      violations.require(isHeld, 'what a backup has open is held', detail);
      this.#checkouts.set(row.payment_number, row);
    }
  }

  checkCheckoutEvent(event: CheckoutEventRow): void {
    const { payment_number: number, version, from_state: from, to_state: to } = event;
    const seen = this.#checkouts.get(number);
    const detail = () => `${number}: ${from ?? 'nothing'} to ${to}, version ${version}`;
    const require = (holds: boolean, rule: string) =>
      this.#parts.violations.require(holds, rule, detail);
    const isNext = seen
      ? version === seen.version + 1 && from === seen.state
      : version === 1 && from === null && to === 'NOTED';
    require(isNext, 'every version follows the one before');
    require(from === null ||
      from === to ||
      CHECKOUT_WAYS[from].includes(to), 'only ways of the table');
    this.#checkouts.set(number, { version, state: to });
    if (from === to) return;
    const { books, store } = this.#parts;
    const orders = store.listOrders().filter(({ payment_number: of }) => of === number);
    if (to === 'ACCEPTED') {
      const isOurs = !books.hasReadPaid(number) || books.hasReadAsOurs(number);
      const areHeld = orders.every(({ state }) => state === 'REVIEW');
      require(isOurs || areHeld, 'what is sold beside other goods waits for a person at once');
    }
    if (to === 'CLAIMED') books.recordClaim(number, orders);
    if (!INTENT_STATES.includes(to)) books.recordChange(number);
    const transaction = books.transactionOf(number);
    if (transaction) this.#checkAgainstBooks(to, transaction, require);
  }

  checkOrderEvent(event: OrderEventRow): void {
    const { store, violations } = this.#parts;
    const { order_id: id, version, from_state: from, to_state: to, kind } = event;
    const order = store.findOrder(id);
    const seen = this.#orders.get(id);
    const detail = () => `${id}: ${from ?? 'nothing'} to ${to}, ${kind}, version ${version}`;
    const require = (holds: boolean, rule: string) => violations.require(holds, rule, detail);
    const isNext = seen
      ? version === seen.version + 1 && from === seen.state
      : version === 1 && from === null && to === 'ACCEPTED';
    require(isNext, 'every version follows the one before');
    this.#orders.set(id, { version, state: to });
    if (!order || from === null) return;
    const isDecision = kind === 'resolved' || kind === 'overruled';
    const isDecidable = from === 'REVIEW' && ORDER_DECISIONS.includes(to);
    require(!isDecision || isDecidable, 'a person decides on a review alone');
    if (from !== to) this.#checkMove(event, order, require);
  }

  #checkMove(
    { from_state: from, to_state: to, kind }: OrderEventRow,
    order: OrderRow,
    require: (holds: boolean, rule: string) => void,
  ): void {
    if (kind === 'moved') {
      require(ORDER_WAYS[from ?? to]?.includes(to) === true, 'only ways of the table');
      this.#checkOrder(to, order, require);
    }
    if (to !== 'PLACING') this.#parts.books.recordOrderChange(order.payment_number ?? '');
    if (to === 'REVIEW') this.#parts.onReview(order);
  }

  #checkAgainstBooks(
    to: CheckoutState,
    transaction: Transaction,
    require: (holds: boolean, rule: string) => void,
  ): void {
    const { books } = this.#parts;
    const { changes, paidBack, number } = transaction;
    switch (to) {
      case 'ACCEPTED':
        require(books.hasReadPaid(number), 'ACCEPTED: a node has read that it is paid');
        break;
      case 'SETTLED':
        require(changes.some(
          ({ delivery }) => delivery === 'selesai',
        ), 'SETTLED: the transaction was settled');
        break;
      case 'REFUNDED':
        require(paidBack.length > 0, 'REFUNDED: the money is back');
        break;
      case 'IGNORED':
        require(transaction.lines.every(
          ({ id }) => (books.wishOf(id)?.items.length ?? 0) === 0,
        ), 'IGNORED: nothing of it is sold by the proxy');
        break;
      default:
        break;
    }
  }

  #checkOrder(
    to: OrderState,
    order: OrderRow,
    require: (holds: boolean, rule: string) => void,
  ): void {
    const { books, store } = this.#parts;
    const transaction = books.transactionOf(order.payment_number);
    const key = unitKey(order);
    if (!transaction) return;
    switch (to) {
      case 'DEBITED':
        require(store.findCheckout(transaction.number)?.state ===
          'CLAIMED', 'DEBITED: the transaction is claimed');
        break;
      case 'DELIVERED':
        require(books.isDoubtful(key) ||
          books
            .boughtOf(key)
            .some(({ state }) => state === 'done'), 'DELIVERED: the supplier has delivered');
        break;
      case 'FULFILLED':
        require(!isPaidBackUnknown(transaction) ||
          this.#isHidden(transaction), 'what is delivered and paid back is for a person');
        break;
      case 'REFUND_DUE':
        require(books.liveOf(key).length === 0, 'REFUND_DUE: nothing is bought');
        break;
      case 'REFUNDED':
        require(transaction.paidBack.length > 0, 'REFUNDED: the money is back');
        require(books.liveOf(key).length === 0, 'REFUNDED: nothing is bought');
        break;
      default:
        break;
    }
  }

  /** A person pays it back, our claim makes it paid again, its answer is lost, and no history shows any of it. */
  #isHidden({ changes }: Transaction): boolean {
    const { plan } = this.#parts;
    return (
      !plan.showsPaidBack &&
      changes.some(
        ({ by, button }, index) =>
          by === 'proxy' && button === 'diproses' && changes[index - 1]?.paid === 'di batalkan',
      )
    );
  }
}

/** Whether the money went back before our last write, and nobody has taken it again. */
function isPaidBackUnknown({ changes, paidBack }: Transaction): boolean {
  const backAt = paidBack.at(-1)?.at;
  if (backAt === undefined) return false;
  const settledAt = changes.findLast(
    ({ button, by }) => button === 'selesai' && by === 'proxy',
  )?.at;
  const isTakenAgain = changes.some(
    ({ at, by, paid }) => at > backAt && by === 'person' && paid === 'lunas',
  );
  return !isTakenAgain && (settledAt === undefined || backAt < settledAt);
}
