/** Rules of the end: every transaction has come to its end, and its books agree. */
import { FINAL_STATES } from '../../../src/proxy/ledger/states.js';
import type { OrderState } from '../../../src/proxy/store/order-state.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { ViolationRecorder } from '../invariants/violation-recorder.js';
import type { SimulatedStore } from '../simulated-store.js';
import { unitKey, type CheckoutBooks } from './checkout-books.js';
import type { CheckoutPlan } from './checkout-plan.js';
import { statusOf, type Transaction, type Transactions } from './transactions.js';

export interface CheckoutEndParts {
  readonly plan: CheckoutPlan;
  readonly store: SimulatedStore;
  readonly books: CheckoutBooks;
  readonly transactions: Transactions;
  readonly violations: ViolationRecorder;
}

/** Limit of calls to the Closed API for one transaction without faults, and for each of its pieces. */
const MAX_CALLS_PER_TRANSACTION = 8;
const MAX_CALLS_PER_PIECE = 4;

export class CheckoutEndRules {
  readonly #parts: CheckoutEndParts;

  constructor(parts: CheckoutEndParts) {
    this.#parts = parts;
  }

  checkOverdue(): void {
    const { store, violations } = this.#parts;
    const orders = store.listOrders();
    for (const order of orders) {
      const isOver = hasEnded(order) || wasDecided(store, order) || isHeldBack(order, orders);
      violations.require(
        isOver,
        'every order ends within a day',
        () => `${order.payment_number ?? ''} ${order.state}`,
      );
    }
  }

  /** @param calls to the Closed API, without its list */
  check(calls: number): void {
    const { store, transactions, plan, violations } = this.#parts;
    const orders = store.listOrders();
    for (const order of orders) {
      const detail = () => `${order.payment_number ?? ''} ${order.state}`;
      violations.require(hasEnded(order) || isHeldBack(order, orders), 'every order ends', detail);
    }
    for (const transaction of transactions.all) {
      const own = orders.filter(({ payment_number: number }) => number === transaction.number);
      this.#checkTransaction(transaction, own);
    }
    if (plan.faultKinds.size > 0 || plan.pressedShare > 0) return;
    const pieces = transactions.all.flatMap(this.#parts.books.keysOf).length;
    const most =
      transactions.all.length * MAX_CALLS_PER_TRANSACTION + pieces * MAX_CALLS_PER_PIECE + 10;
    violations.require(calls <= most, 'calls are bounded', () => `${calls} > ${most}`);
  }

  #checkTransaction(transaction: Transaction, orders: readonly OrderRow[]): void {
    const { books, store, violations, plan } = this.#parts;
    const { number, paidBack } = transaction;
    const checkout = store.findCheckout(number);
    const { paid, delivery } = statusOf(transaction);
    const detail = () =>
      `${number}: ${paid}, ${delivery}, ${checkout?.state ?? 'unknown'}; ${orders.map(({ state, reason }) => `${state} ${reason ?? ''}`).join(', ')}`;
    const require = (holds: boolean, rule: string) => violations.require(holds, rule, detail);
    if (!books.isPartlyOurs(transaction)) {
      require(orders.length === 0, 'no order of what is not ours');
      return;
    }
    // A small quota pays for no look at the list.
    const isFound = orders.length > 0 || plan.faultKinds.has('smallQuota');
    require(!books.isOpen(transaction) || isFound, 'every paid transaction is found');
    const isForPerson = orders.some(
      (order) => order.state === 'REVIEW' || wasDecided(store, order),
    );
    const keys = books.keysOf(transaction);
    const isDone = (key: string) => books.boughtOf(key).some(({ state }) => state === 'done');
    const refunds = paidBack.filter(({ by }) => by === 'proxy');
    require(refunds.length === 0 ||
      !keys.some(isDone) ||
      isForPerson, 'what is paid back is not delivered');
    for (const order of orders) {
      const isRight = order.state !== 'FULFILLED' || isDone(unitKey(order)) || this.#isLied(order);
      require(isRight || isForPerson, 'what is fulfilled is delivered');
    }
    const isTouched = books.wasTouched(transaction) || isOvertaken(transaction);
    if (isTouched || isForPerson || this.#isRestored || orders.length === 0) return;
    this.#checkUntouched(transaction, orders, require);
  }

  /** No person, and no fault but of calls and nodes, has changed its way. */
  #checkUntouched(
    transaction: Transaction,
    orders: readonly OrderRow[],
    require: (holds: boolean, rule: string) => void,
  ): void {
    const { books, plan } = this.#parts;
    const { paid, delivery } = statusOf(transaction);
    const keys = books.keysOf(transaction);
    const isDone = (key: string) => books.boughtOf(key).some(({ state }) => state === 'done');
    if (keys.every(isDone)) {
      require(delivery === 'selesai', 'what is delivered is settled in the end');
    } else if (!keys.some((key) => books.isDoubtful(key))) {
      require(paid === 'di batalkan', 'what is not delivered is paid back in the end');
    }
    if (plan.faultKinds.size > 0) return;
    require(orders.every(
      ({ state }) => state === 'FULFILLED',
    ), 'without faults every order is delivered');
  }

  #isLied = (order: OrderRow): boolean => this.#parts.books.isDoubtful(unitKey(order));

  get #isRestored(): boolean {
    return this.#parts.plan.faultKinds.has('restores');
  }
}

const hasEnded = ({ state }: OrderRow): boolean =>
  state === 'REVIEW' || FINAL_STATES.includes(state);

/** A claim whose answer was lost has arrived after the end: nobody can know that it would. */
const isOvertaken = ({ changes }: Transaction): boolean => {
  const last = changes.at(-1);
  return last?.by === 'proxy' && last.button === 'diproses';
};

/** Of a transaction, which ends as a whole. */
const WAITING_STATES: readonly OrderState[] = ['ACCEPTED', 'DELIVERED', 'REFUND_DUE'];

/** Nothing is bought, settled or paid back while another order of the transaction waits for a person. */
const isHeldBack = (
  { state, payment_number: number }: OrderRow,
  orders: readonly OrderRow[],
): boolean =>
  WAITING_STATES.includes(state) &&
  orders.some((each) => each.payment_number === number && each.state === 'REVIEW');

const wasDecided = (store: SimulatedStore, { id }: OrderRow): boolean =>
  store
    .listEventsAfter(0)
    .some(({ order_id: of, kind }) => of === id && ['resolved', 'overruled'].includes(kind));
