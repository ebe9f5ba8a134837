/** What every provider is to the proxy: a small interface, and facts that it declares of itself. */
import type { Field, OrderReason, ProviderName } from '../contract.js';

/** What the order machine must know of a provider; proven by the contract suite. */
export interface ProviderFacts {
  /** The same reference may be sent again after a lost answer, and makes no second order. */
  readonly isIdempotent: boolean;
  /** An order can be looked up by our reference, without the provider's own handle. */
  readonly canQueryByReference: boolean;
  /** It refuses an order whose price has moved from the one we send. */
  readonly rejectsChangedPrice: boolean;
  /** It calls back when an order ends. Callbacks only hasten the next look. */
  readonly sendsCallbacks: boolean;
  /** From the shopper's saldo, or by an invoice that the shopper pays at the provider. */
  readonly paidBy: 'saldo' | 'invoice';
}

export interface ProviderProduct {
  readonly code: string;
  readonly title: string;
}

export interface ProviderItem {
  readonly code: string;
  readonly name: string;
  /** whole rupiah that the provider charges the shop; `null` where it tells only at the order */
  readonly cost: number | null;
  readonly available: boolean;
}

export interface ProviderProductDetail extends ProviderProduct {
  readonly fields: readonly Field[];
  readonly items: readonly ProviderItem[];
}

/** Why a question that moves no money has no answer. */
export type ReadFailure =
  | { readonly kind: 'failed'; readonly code: 'not-found' }
  | {
      readonly kind: 'failed';
      readonly code: 'unavailable' | 'malformed' | 'refused' | 'quota';
      /** ms to wait before asking again */
      readonly retryAfterMs: number | null;
    };

export type ReadResult<T> = { readonly kind: 'read'; readonly value: T } | ReadFailure;

/** What is bought, complete: nothing is looked up in between. */
export interface Placement {
  /** our own, unguessable and unique: the order's id */
  readonly reference: string;
  readonly product: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
  /** whole rupiah that the provider may charge at most; `null` where it alone sets the price */
  readonly cost: number | null;
  /** where the provider may call back for this order; `null` where it cannot reach us */
  readonly callbackUrl: string | null;
  /** address of the shopper, which some publishers demand (Lapakgaming 1.6, Hoyoverse) */
  readonly shopperAddress: string | null;
}

/** How placing an order ended. Only a word on the provider's own white list is `refused`. */
export type PlaceOutcome =
  | {
      readonly kind: 'accepted';
      /** by which the provider finds the order again */
      readonly handle: string;
      readonly invoice: { readonly url: string; readonly amount: number | null } | null;
    }
  /** For certain nothing was bought. `code` is the provider's own word, for the operator. */
  | { readonly kind: 'refused'; readonly reason: OrderReason; readonly code: string }
  /** For certain nothing was bought, and it may be tried again. */
  | { readonly kind: 'later'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unknown'; readonly code: string };

/** What the provider says of an order. Only words on its own white lists are `done` or `failed`. */
export type QueryOutcome =
  | { readonly kind: 'done'; readonly handle: string; readonly voucher: string | null }
  | {
      readonly kind: 'pending';
      readonly handle: string;
      readonly invoice?: { readonly url: string; readonly amount: number | null };
    }
  | { readonly kind: 'failed'; readonly reason: OrderReason; readonly code: string }
  /** The provider answers, and knows no such order. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly code: string; readonly retryAfterMs?: number };

export interface Provider {
  readonly name: ProviderName;
  readonly facts: ProviderFacts;
  /** All products, for the catalogue. */
  listProducts(): Promise<ReadResult<readonly ProviderProduct[]>>;
  getProduct(code: string): Promise<ReadResult<ProviderProductDetail>>;
  /** Whose account it is; `null` where the provider cannot tell. */
  getNickname(
    product: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<ReadResult<string | null>>;
  /**
   * ms until an order may be placed without breaking the provider's rate limit; 0 for now. Asked
   * before the intent is written, so that nothing waits between the intent and the call.
   */
  msUntilPlaceable(): number;
  /** Sends the order, once, at once. Never throws. */
  placeOrder(placement: Placement): Promise<PlaceOutcome>;
  /** Asks how an order is, by the handle where there is one, else by our reference. Never throws. */
  queryOrder(order: {
    readonly reference: string;
    readonly handle: string | null;
  }): Promise<QueryOutcome>;
  /** Asks for something free of charge, to see whether key and address work (`etalase check`). */
  checkAccess(): Promise<ReadResult<{ readonly balance: number | null }>>;
  /** Forgets what it keeps of its catalogue (a product callback came). */
  invalidateCatalog?(): void;
}
