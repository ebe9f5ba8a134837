/**
 * The interface that every provider implements, and the facts that it declares about itself. The rest
 * of the proxy knows no provider's own words.
 */
import type { Field, Nickname, OrderReason, ProductKind, ProviderName } from '../contract.js';
import type { SupplierStop } from '../store/supplier-stop.js';
import type { ReadResult } from '../upstream/read-result.js';

/** Properties on which the order steps depend; proven by the contract suite. */
export interface ProviderFacts {
  /** Sending the same reference again after a lost answer makes no second order. */
  readonly isIdempotent: boolean;
  /** An order can be looked up by our reference, without the provider's own handle. */
  readonly canQueryByReference: boolean;
  /** It refuses an order whose price differs from the one we send. */
  readonly rejectsChangedPrice: boolean;
  /** From the shopper's saldo, or by an invoice that the shopper pays at the provider. */
  readonly paidBy: 'saldo' | 'invoice';
  /** `checkAccess` tells the deposit from which its orders are paid. */
  readonly canReadDeposit: boolean;
  /** The shop's key is one for trials: its orders are no sales. */
  readonly isTrial?: true;
}

export interface ProviderProduct {
  readonly code: string;
  readonly title: string;
  readonly kind: ProductKind;
}

export interface ProviderItem {
  readonly code: string;
  readonly name: string;
  /** whole rupiah that the provider charges the shop; `null` where only the order or an inquiry names it */
  readonly cost: number | null;
  readonly available: boolean;
  /** the provider's usual time until delivery; `null` where it does not say */
  readonly seconds: number | null;
}

/** Why a product or an item that a provider lists is not sold. */
export const UNSOLD_REASONS = [
  /** a field that is unknown, cannot be read, or asks for a password */
  'unknown_form',
  'foreign_country',
  'foreign_currency',
  /** the provider says so itself */
  'inactive',
  /** none in whole rupiah above zero */
  'no_price',
] as const;
export type UnsoldReason = (typeof UNSOLD_REASONS)[number];

export interface Unsold {
  readonly code: string;
  readonly title: string;
  readonly reason: UnsoldReason;
}

export interface ProviderProductDetail extends ProviderProduct {
  /** the provider's own words for shoppers, plain text */
  readonly description: string | null;
  readonly instruction: string | null;
  readonly fields: readonly Field[];
  readonly items: readonly ProviderItem[];
  /** items that are left out, for the operator */
  readonly unsold: readonly Unsold[];
}

export interface BestItem {
  readonly code: string;
  readonly name: string;
  /** whole rupiah */
  readonly cost: number;
}

/** What is to be paid of one customer's bill. */
export interface Inquiry {
  /** the provider's own id of it */
  readonly handle: string;
  /** the customer's, and the months or the like that are billed; `null` where the provider does not say */
  readonly name: string | null;
  readonly period: string | null;
  /** whole rupiah that the provider charges the shop */
  readonly amount: number;
  /** ms since 1970; `null` where the provider does not say */
  readonly expiresAt: number | null;
}

/** Everything that placing an order needs, so that nothing is read in between. */
export interface Placement {
  /** the order's id: unguessable and unique */
  readonly reference: string;
  readonly product: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
  /** the most that the provider may charge, whole rupiah; `null` where it alone sets the price */
  readonly cost: number | null;
  /** of a bill: the handle of its inquiry */
  readonly inquiry: string | null;
  /** where the provider may call back for this order; `null` where it cannot reach us */
  readonly callbackUrl: string | null;
  /** IP address of the shopper, which some publishers demand (Lapakgaming 1.6, Hoyoverse) */
  readonly shopperAddress: string | null;
}

export interface ProviderInvoice {
  readonly url: string;
  /** whole rupiah */
  readonly amount: number | null;
}

/** How placing an order ended. Only words on the provider's own white list count as `refused`. */
export type PlaceOutcome =
  | {
      readonly kind: 'accepted';
      readonly handle: string;
      readonly invoice: ProviderInvoice | null;
      /** whole rupiah that the provider takes from the shop's deposit, where it says so */
      readonly charged?: number;
    }
  /** For certain nothing was bought. `code` is the provider's own word, for the operator. */
  | {
      readonly kind: 'refused';
      readonly reason: OrderReason;
      readonly code: string;
      /** where it refuses the shop, and not this order alone */
      readonly stop?: SupplierStop;
      /** It says nothing about the account or the fields, so another supplier may be asked. */
      readonly isSuppliersOwn?: true;
    }
  /** For certain nothing was bought, and it may be tried again. */
  | { readonly kind: 'later'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unknown'; readonly code: string };

/** An order to look up: by its handle where there is one, else by our reference. */
export interface QueriedOrder {
  readonly reference: string;
  readonly handle: string | null;
  /** A callback named the handle: only an answer that names our reference is about this order. */
  readonly isHandleClaimed?: boolean;
}

/** The provider's word on an order. Only words on its own white lists count as `done` or `failed`. */
export type QueryOutcome =
  | {
      readonly kind: 'done';
      readonly handle: string;
      readonly voucher: string | null;
      /** as in `PlaceOutcome` */
      readonly charged?: number;
    }
  | {
      readonly kind: 'pending';
      readonly handle: string;
      readonly invoice?: ProviderInvoice;
      /** The shopper has paid the invoice; the goods are still to come. */
      readonly isPaid?: true;
    }
  | {
      readonly kind: 'failed';
      readonly reason: OrderReason;
      readonly code: string;
      /** where it refused the shop, and not this order alone */
      readonly stop?: SupplierStop;
    }
  /** The provider says that there is no such order. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly code: string; readonly retryAfterMs?: number };

/** A provider, or a product, without names of accounts. */
export const UNTOLD_NICKNAME = { kind: 'read', value: { name: null, found: null } } as const;

export interface Provider {
  readonly name: ProviderName;
  readonly facts: ProviderFacts;
  /** All products, for the catalog. */
  listProducts(): Promise<ReadResult<readonly ProviderProduct[]>>;
  /** Products that `listProducts` leaves out, for the operator. */
  listUnsold(): Promise<ReadResult<readonly Unsold[]>>;
  getProduct(code: string): Promise<ReadResult<ProviderProductDetail>>;
  /** Its own word on the cheapest of items that are one thing, by name; for comparison only. */
  listBest?(this: void, code: string): Promise<ReadResult<readonly BestItem[]>>;
  /** The account's name, and whether there is such an account. It fails where it cannot be asked now. */
  getNickname(
    product: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<ReadResult<Nickname>>;
  /**
   * Asks what is to be paid of a bill, whose item has no cost of its own.
   *
   * @param reference never the order's own, so that an answer that names the order's is about its payment
   * @returns `not-found` where there is nothing to pay for these fields
   */
  inquire?(
    this: void,
    product: string,
    fields: Readonly<Record<string, string>>,
    reference: string,
  ): Promise<ReadResult<Inquiry>>;
  /**
   * ms until an order may be placed within the provider's rate limit; 0 for now. Read before the
   * intent is written, so that no wait separates the intent from the call.
   */
  msUntilPlaceable(): number;
  /** Sends the order once and immediately. Never throws. */
  placeOrder(placement: Placement): Promise<PlaceOutcome>;
  /** Never throws. */
  queryOrder(order: QueriedOrder): Promise<QueryOutcome>;
  /** Sends a read that is free of charge, to see whether key and URL work, and the deposit. */
  checkAccess(): Promise<ReadResult<{ readonly balance: number | null }>>;
  /** Expires what the provider caches of its catalog, after a product callback. */
  invalidateCatalog?(): void;
}
