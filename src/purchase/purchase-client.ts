/**
 * The interface between elements and the proxy: what can be bought, and the shopper's orders. Types
 * only; `openPurchaseClient` returns one client per proxy and shopper.
 */
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../open-api/result.js';
import type {
  FieldFault,
  Nickname,
  Order,
  OrderList,
  ProblemCode,
  ProviderName,
  Quote,
  Shelf,
  ShelfProduct,
} from '../proxy/contract.js';

/** An error between the browser and the proxy, or a problem code of the proxy. */
export type PurchaseError = ErrorCode | ProblemCode;

/** What the proxy refuses about one field. */
export interface FieldError {
  readonly field: string;
  readonly fault: FieldFault;
}

export interface Failure {
  readonly ok: false;
  readonly code: PurchaseError;
  /** ms to wait before the next attempt */
  readonly retryAfterMs?: number;
  /** with `invalid_fields` */
  readonly errors?: readonly FieldError[];
  /** With `quote_used`: the look-up failed, so the order may be this intent's. */
  readonly isUnresolved?: boolean;
}

/** What is wrong with the value of one account field. */
export interface FieldError {
  readonly field: string;
  readonly fault: FieldFault;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

/** Values of account fields, by the field's name. */
export type Fields = Readonly<Record<string, string>>;

/** One attempt to buy. It is stored before it is sent, and repeated only under the same key. */
export interface Intent {
  /** `Idempotency-Key` */
  readonly key: string;
  readonly quote: string;
  readonly fields: Fields;
}

/** An order as it is now, and as it was known before. */
export interface OrderChange {
  readonly order: Order;
  readonly previous: Order | null;
}

export interface PurchaseClient {
  /** @param provider lists what this supplier alone sells, as it lists it; `null` for the shelf */
  shelf(provider: ProviderName | null, signal: AbortSignal): Promise<Outcome<Shelf>>;
  /** @param id of the shelf, or `provider:code` */
  product(id: string, signal: AbortSignal): Promise<Outcome<ShelfProduct>>;
  nickname(product: string, fields: Fields, signal: AbortSignal): Promise<Outcome<Nickname>>;
  quote(
    product: string,
    item: string,
    fields: Fields,
    signal: AbortSignal,
  ): Promise<Outcome<Quote>>;
  /**
   * The shopper's saldo when the session was opened, whole rupiah. `null` without a session, with one
   * that an earlier page opened, and once an order was placed: the amount is outdated then.
   */
  sessionBalance(): number | null;
  /**
   * Places an order, at most once whatever happens to the page: the intent stays in storage until the
   * outcome is certain. The PIN is never stored. After an unclear outcome (`offline`, `timeout`,
   * `server`, …) the same intent may be placed again: it stays one order.
   */
  placeOrder(intent: Intent, pin: string | null): Promise<Outcome<Order>>;
  /**
   * Looks up the orders of stored intents; never places one. `null` when no intent is stored.
   * `unknown_order` with `retryAfterMs`: the request may still arrive. Without it: there is no order,
   * and never will be.
   */
  resolveIntents(): Promise<Outcome<Order> | null>;
  /** Whether an intent is stored whose outcome is not certain. */
  hasOpenIntent(): boolean;
  /** Loads the code that everything but the shelf needs, before it is called. */
  preload(): void;
  /** The newest first. `orderFeed` is a live list of them. */
  listOrders(cursor: string | null, signal: AbortSignal): Promise<Outcome<OrderList>>;
  /** The latest change of any order that this page has placed, looked up, followed or listed. */
  readonly $orderChange: ReadableAtom<OrderChange | null>;
  /**
   * Reports the order at once and after each change, until it has ended or `signal` aborts. Reports
   * the first of several failures in a row, and goes on unless the error is permanent.
   */
  followOrder(id: string, signal: AbortSignal, onOutcome: (order: Outcome<Order>) => void): void;
}
