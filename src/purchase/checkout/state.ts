/** The states of a checkout, and what can be read from them. */
import type { Order, OrderReason, Quote, ShelfItem, ShelfProduct } from '../../proxy/contract.js';
import type { FieldError, Fields, PurchaseError } from '../purchase-client.js';

export interface PurchaseRequest {
  readonly product: ShelfProduct;
  readonly item: ShelfItem;
  readonly fields: Fields;
}

/** What the provider says about the account; `none`: it cannot be asked, or was not asked yet. */
export type AccountCheck =
  | { readonly status: 'none' }
  | { readonly status: 'pending' }
  | { readonly status: 'found'; readonly name: string }
  | { readonly status: 'not_found' }
  | { readonly status: 'unavailable' };

/** Identifies an order, and what it bought. */
export interface OrderRef {
  readonly id: string;
  readonly provider: string;
  readonly product: string;
}

/** Why an order failed for its PIN. */
export type PinFailure = Extract<OrderReason, 'wrong_pin' | 'pin_lost'>;

export interface RequestDetails {
  readonly request: PurchaseRequest;
  /** The proxy refused this request for its PIN: the sheet asks for one in any case. */
  readonly isPinDemanded: boolean;
  /** The order before this one failed for its PIN. */
  readonly pinFailure: PinFailure | null;
}

/** The sheet is the confirmation. */
export type ConfirmState = RequestDetails &
  (
    | { readonly status: 'quoting' }
    | { readonly status: 'failed'; readonly code: PurchaseError }
    /** The shopper has to agree to the new price first. Prices are whole rupiah, `null` for an invoice. */
    | {
        readonly status: 'price_changed';
        readonly quote: Quote;
        readonly previousPrice: number | null;
      }
    | { readonly status: 'ready'; readonly quote: Quote; readonly problem: PurchaseError | null }
  );

/** The order was sent; `unclear`: without an answer that says whether it exists. */
export type SentState = RequestDetails & {
  readonly status: 'paying' | 'unclear';
  readonly quote: Quote;
  /** The sheet is the receipt. */
  readonly isSheetOpen: boolean;
};

export type SheetState = ConfirmState | SentState;

export type CheckoutState =
  | SheetState
  | {
      readonly status: 'idle';
      /** The proxy has just refused these fields. */
      readonly fieldErrors: readonly FieldError[] | null;
      readonly pinFailure: PinFailure | null;
    }
  /** An order of an earlier page is looked up. */
  | { readonly status: 'unclear'; readonly request: null }
  /** The order of an earlier page was never placed. */
  | { readonly status: 'lost' }
  | TrackingState;

export interface TrackingState {
  readonly status: 'tracking';
  readonly id: string;
  /** `null` until it was read for the first time */
  readonly order: Order | null;
  /** Why it could not be read, or not read again. */
  readonly problem: PurchaseError | null;
  /** What this page paid for; `null` for an order of an earlier page. */
  readonly details: RequestDetails | null;
  /** The sheet is the order's receipt. */
  readonly isSheetOpen: boolean;
}

export const isSheetState = (state: CheckoutState): state is SheetState =>
  'request' in state && state.request !== null;

/** This page sent the order, and its outcome is not certain yet. */
export const isSent = (state: CheckoutState): state is SentState =>
  state.status === 'paying' || (state.status === 'unclear' && state.request !== null);

/** A closed sheet keeps a state only once the order was sent. */
export const isSheetOpen = (state: CheckoutState): boolean =>
  'isSheetOpen' in state ? state.isSheetOpen : isSheetState(state);

/** Whole rupiah; `null` while unknown, and for an invoice. */
export const quotedPrice = (state: CheckoutState): number | null =>
  'quote' in state ? state.quote.price : null;

export const pinFailureOf = (state: CheckoutState): PinFailure | null =>
  'pinFailure' in state ? state.pinFailure : null;
