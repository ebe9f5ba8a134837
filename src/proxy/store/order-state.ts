/** Values of the columns `state` and `paid_by`; `ledger/states.ts` has the transitions. */

export const ORDER_STATES = [
  /** recorded; no upstream was called */
  'ACCEPTED',
  /** item and cost are still as quoted; waits for the member lock */
  'RESERVED',
  /** the debit's intent is recorded; the process that recorded it may be sending it */
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  /** the placement's intent is recorded */
  'PLACING',
  'PLACE_UNKNOWN',
  /** the provider accepted the order and returned a handle */
  'PLACED',
  /** sold by the shop's own checkout and delivered; its transaction is not settled yet */
  'DELIVERED',
  'FULFILLED',
  'REFUND_DUE',
  /** the refund's intent is recorded */
  'REFUNDING',
  'REFUND_UNKNOWN',
  'REFUNDED',
  /** ended without moving money */
  'CANCELLED',
  /** an operator must decide */
  'REVIEW',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/**
 * How the shopper pays: from the member's saldo, by an invoice of the provider, or in the shop's own checkout
 * at bukaOlshop.
 */
export type PaidBy = 'saldo' | 'invoice' | 'checkout';

/** Values of the column `state` of `checkouts`. */
export const CHECKOUT_STATES = [
  /** announced by a callback or the list; its transaction was not read as paid yet */
  'NOTED',
  /** its orders are recorded; nothing was written at bukaOlshop */
  'ACCEPTED',
  /** the intent of `diproses` is recorded */
  'CLAIMING',
  /** its orders may be bought */
  'CLAIMED',
  /** the intent of `selesai` is recorded */
  'SETTLING',
  'SETTLED',
  /** the intent of `batal_dan_refund` is recorded */
  'REFUNDING',
  'REFUNDED',
  /** ended by a person, with or without the proxy */
  'CLOSED',
  /** no order of ours: nothing of it is sold by the proxy, or it had ended before */
  'IGNORED',
] as const;
export type CheckoutState = (typeof CHECKOUT_STATES)[number];
