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

/** How the shopper pays: from the member's saldo, or by an invoice of the provider. */
export type PaidBy = 'saldo' | 'invoice';
