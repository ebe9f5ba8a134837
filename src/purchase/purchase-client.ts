/** What the elements of the purchase ask for; `openPurchaseClient` (open.ts) gives one per proxy and shopper. */
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../open-api/result.js';
import type {
  Catalog,
  FieldFault,
  Order,
  OrderList,
  ProblemCode,
  Product,
  ProviderName,
  Quote,
} from '../proxy/contract.js';

/** What went wrong: between here and the proxy, or in the proxy's own words. */
export type PurchaseError = ErrorCode | ProblemCode;

/** What the proxy refuses about one field. */
export interface FieldError {
  readonly field: string;
  readonly fault: FieldFault;
}

export interface Failure {
  readonly ok: false;
  readonly code: PurchaseError;
  /** ms to wait before asking again */
  readonly retryAfterMs?: number;
  /** with `invalid_fields` */
  readonly errors?: readonly FieldError[];
  /** with `quote_used`: whose order used it could not be asked; without, it was not this intent's */
  readonly isUnresolved?: boolean;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export type Fields = Readonly<Record<string, string>>;

/** One wish to buy. It is written down before it is sent, and sent again only under the same key. */
export interface Intent {
  /** `Idempotency-Key` */
  readonly key: string;
  readonly quote: string;
  readonly fields: Fields;
}

/** What was learnt of an order, and what was known of it before. */
export interface OrderChange {
  readonly order: Order;
  readonly previous: Order | null;
}

export interface PurchaseClient {
  catalog(signal: AbortSignal): Promise<Outcome<Catalog>>;
  product(provider: ProviderName, product: string, signal: AbortSignal): Promise<Outcome<Product>>;
  nickname(
    provider: ProviderName,
    product: string,
    fields: Fields,
    signal: AbortSignal,
  ): Promise<Outcome<string | null>>;
  quote(
    provider: ProviderName,
    product: string,
    item: string,
    fields: Fields,
    signal: AbortSignal,
  ): Promise<Outcome<Quote>>;
  /**
   * Whole rupiah that the shopper has, as the session told; `null` without a session, with one of an
   * earlier page, and once something was bought: the number is then of the past.
   */
  sessionBalance(): number | null;
  /**
   * Places an order, at most once whatever happens to the page: the intent is kept on the device
   * until an answer is certain. The PIN is never kept. After an unclear answer (`offline`, `timeout`,
   * `server`, …) the same intent may be bought again: it is still one order.
   */
  placeOrder(intent: Intent, pin: string | null): Promise<Outcome<Order>>;
  /**
   * Looks for the orders of intents without a certain answer; never makes one. `null` when there is
   * no such intent. `unknown_order` with `retryAfterMs`: not there, but it may still arrive; without:
   * there is none, and never will be.
   */
  resolveIntents(): Promise<Outcome<Order> | null>;
  /** An intent without a certain answer is kept: `resolveIntents` has something to look for. */
  hasOpenIntent(): boolean;
  /** Loads what all of this needs beyond the catalogue, so that it answers at once. */
  preload(): void;
  /** The newest first; `orderFeed` (order-feed.ts) gives them as a live list. */
  listOrders(cursor: string | null, signal: AbortSignal): Promise<Outcome<OrderList>>;
  /** The last change of any order that was placed, found again, followed or listed here. */
  readonly $orderChange: ReadableAtom<OrderChange | null>;
  /**
   * Tells of the order at once and at each change, until it has ended or `signal` aborts. Of several
   * failures in a row the first is told; it goes on asking, unless another answer cannot be had.
   */
  followOrder(id: string, signal: AbortSignal, onOutcome: (order: Outcome<Order>) => void): void;
}
