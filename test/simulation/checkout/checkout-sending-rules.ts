/** Rules for the calls that buy a piece, or change a transaction. */
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { SentCall } from '../invariants/sending-rules.js';
import type { ViolationRecorder } from '../invariants/violation-recorder.js';
import { referenceIn } from '../invariants/attempt-rules.js';
import type { NetworkCaller } from '../network/network-caller.js';
import type { SimulatedStore } from '../simulated-store.js';
import { toText, type UpstreamCall } from '../upstreams/upstream.js';
import type { Wish } from './buyers.js';
import { unitKey, type CheckoutBooks } from './checkout-books.js';
import type { CheckoutPlan } from './checkout-plan.js';
import type { Transaction } from './transactions.js';

export interface CheckoutSendingParts {
  readonly now: () => number;
  readonly plan: CheckoutPlan;
  readonly store: SimulatedStore;
  readonly books: CheckoutBooks;
  readonly violations: ViolationRecorder;
}

/** ms; the maximum age of an intent */
const SEND_DEADLINE_MS = 5_000;

/** Maximum duration of a call, ms */
const MAX_CALL_MS = 20_000;

/** The state of the checkout whose intent each write is. */
const STATE_BY_WRITE: Readonly<Record<string, string>> = {
  diproses: 'CLAIMING',
  selesai: 'SETTLING',
  nomor_resi: 'SETTLING',
  batal_dan_refund: 'REFUNDING',
};

interface Intent {
  readonly intent_at: number | null;
  readonly intent_node: string | null;
}

export class CheckoutSendingRules {
  readonly #parts: CheckoutSendingParts;
  readonly #writes: SentCall[] = [];

  constructor(parts: CheckoutSendingParts) {
    this.#parts = parts;
  }

  /** Called when a node orders at a supplier. */
  checkPlacement(node: NetworkCaller, call: UpstreamCall): void {
    const { store, books } = this.#parts;
    const reference = referenceIn(call);
    const order = store.findOrder(reference);
    const number = order?.payment_number ?? '';
    const detail = () => `${number}, order ${reference}`;
    const require = (holds: boolean, rule: string) => this.#require(holds, rule, detail);
    const transaction = books.transactionOf(number);
    require(order !== undefined && transaction !== undefined, 'nothing is bought without an order');
    if (!order || !transaction) return;
    require(order.state === 'PLACING' &&
      this.#isIntent(node, order) &&
      !store.isPending(order.id), 'no call without an intent of its own, at most 5 s old');
    require(books.wasReadSinceClaim(
      number,
    ), 'a transaction is read as paid and open right before each placement');
    require(store.findCheckout(number)?.state ===
      'CLAIMED', 'nothing is bought before the transaction is claimed');
    require(books.wasClaimed(transaction), 'nothing is bought that no person sees as claimed');
    require(order.shopper === transaction.member, 'an order is of the member who has paid');
    require(books.wasClaimedAsOurs(number), 'nothing is bought beside other goods');
    require(this.#isFreshOrHeld(
      transaction,
    ), 'nothing is bought while an order of the transaction waits for a person');
    this.#checkWish(order, call, transaction);
    books.recordPlacement(order, reference);
  }

  /** Called when a node changes a transaction. */
  checkWrite(node: NetworkCaller, { body }: UpstreamCall): SentCall {
    const { store, books } = this.#parts;
    const line = toText(body['id_transaksi']);
    const number = line === '' ? toText(body['nomor_pembayaran']) : this.#numberOf(line);
    const what = line === '' ? toText(body['status_transaksi']) : 'nomor_resi';
    const transaction = books.transactionOf(number);
    const checkout = store.findCheckout(number);
    const detail = () => `${what} of ${number}, ${checkout?.state ?? 'unknown'}, ${node.name}`;
    const require = (holds: boolean, rule: string) => this.#require(holds, rule, detail);
    require(what in STATE_BY_WRITE, 'only absolute states are written');
    require(transaction !== undefined, 'no transaction that is not known is written');
    const sent = this.#recordWrite(number, what, require);
    if (!transaction || !checkout) return sent;
    require(checkout.state === STATE_BY_WRITE[what] &&
      this.#isIntent(node, checkout) &&
      !store.isPending(number), 'no write without an intent of its own, at most 5 s old');
    const orders = store.listOrders().filter(({ payment_number: of }) => of === number);
    require(books.wasReadAsOpen(number), 'a transaction is read as open before each write');
    require(books.wasReadAsOurs(
      number,
      orders,
    ), 'a transaction is read as wholly ours before each write');
    const areAll = (...states: OrderRow['state'][]) =>
      orders.length === books.countPieces(transaction, orders) &&
      orders.every(({ state }) => states.includes(state));
    if (what === 'diproses') {
      const isClear = orders.every(({ state }) => state !== 'REVIEW');
      require(isClear, 'nothing is claimed while an order waits for a person');
    }
    if (what === 'selesai' || what === 'nomor_resi') this.#checkSettlement(orders, require);
    if (what !== 'batal_dan_refund') return sent;
    require(areAll('REFUND_DUE'), 'a refund only where every order has failed');
    require(books
      .keysOf(transaction)
      .every((key) => books.liveOf(key).length === 0), 'no refund of what is bought');
    return sent;
  }

  /** A call whose end nobody has seen, or whose answer was lost, may be under way as long as any. */
  #recordWrite(
    number: string,
    what: string,
    require: (holds: boolean, rule: string) => void,
  ): SentCall {
    const at = this.#parts.now();
    const maxCallMs = MAX_CALL_MS - 2 * this.#parts.plan.maxClockSkewMs;
    const before = this.#writes.find(
      (each) =>
        each.order === number &&
        // A line's number is the same each time, and may be written again at once.
        (each.ending === 'in-flight' || (each.ending === 'unknown' && each.what === 'refund')) &&
        at < each.at + maxCallMs,
    );
    require(before === undefined, 'one write of a transaction at a time');
    const sent: SentCall = {
      order: number,
      what: what === 'nomor_resi' ? 'order' : 'refund',
      member: null,
      at,
      endedAt: null,
      ending: 'in-flight',
    };
    this.#writes.push(sent);
    return sent;
  }

  #checkSettlement(
    orders: readonly OrderRow[],
    require: (holds: boolean, rule: string) => void,
  ): void {
    const { books, store } = this.#parts;
    const isDelivered = (order: OrderRow) =>
      wasResolved(store, order) ||
      books.isDoubtful(unitKey(order)) ||
      books.boughtOf(unitKey(order)).some(({ state }) => state === 'done');
    require(orders.length > 0 &&
      orders.every(isDelivered), 'a transaction is settled when all of it is delivered');
  }

  #checkWish(order: OrderRow, { body }: UpstreamCall, transaction: Transaction): void {
    const wish = this.#parts.books.wishOf(order.transaction_id);
    const detail = () => `${order.payment_number ?? ''} ${JSON.stringify(body)}`;
    const line = transaction.lines.find(({ id }) => id === order.transaction_id);
    const isPiece =
      line !== undefined && (order.unit ?? 0) >= 1 && (order.unit ?? 0) <= line.quantity;
    this.#require(isPiece, 'as many pieces are bought as were paid', detail);
    const item = toText(body['item_code'] ?? body['product_code']);
    this.#require(wish?.items.includes(item) === true, 'the bought item is the paid one', detail);
    this.#require(
      isForFields(wish, body),
      'only an account that the note says for certain is bought for',
      detail,
    );
    this.#require((body['count_order'] ?? 1) === 1, 'one piece is bought at a time', detail);
    const isAccepted = wish?.isCheap === false || wasResolved(this.#parts.store, order);
    this.#require(isAccepted, 'nothing is sold below its cost but on a decision', detail);
    const isNew = wish?.isOlder === false || wasResolved(this.#parts.store, order);
    this.#require(isNew, 'what was paid before is bought on a decision alone', detail);
  }

  /** A review that follows the claim is of a piece that is bought already, or of another that is not. */
  #isFreshOrHeld({ number }: Transaction): boolean {
    const { store } = this.#parts;
    const orders = store.listOrders().filter(({ payment_number: of }) => of === number);
    return orders.every(
      ({ state, state_entered_at: at, created_at: createdAt }) =>
        state !== 'REVIEW' || at > createdAt,
    );
  }

  #isIntent(node: NetworkCaller, { intent_at: at, intent_node: by }: Intent): boolean {
    const { now, plan } = this.#parts;
    const age = now() - (at ?? 0);
    return node.names.has(by ?? '') && age <= SEND_DEADLINE_MS + plan.maxClockSkewMs;
  }

  #numberOf(line: string): string {
    return line.slice(0, -1);
  }

  #require(holds: boolean, rule: string, detail: () => string): void {
    this.#parts.violations.require(holds, rule, detail);
  }
}

/** By the names of each supplier. */
const isForFields = (wish: Wish | undefined, body: UpstreamCall['body']): boolean =>
  wish?.fields?.user_id === toText(body['user_id'] ?? body['phoneNumber']) &&
  (wish.fields.additional_id ?? '') === toText(body['additional_id']);

const wasResolved = (store: SimulatedStore, { id }: OrderRow): boolean =>
  store
    .listEventsAfter(0)
    .some(({ order_id: of, kind }) => of === id && ['resolved', 'overruled'].includes(kind));
