/** The order machine's states, and which may follow which. Pure: nothing here asks or writes. */
import type { OrderStatus } from '../contract.js';
import type { ProviderFacts } from '../providers/provider.js';

export const ORDER_STATES = [
  /** written down; nobody was called */
  'ACCEPTED',
  /** item and cost are still as quoted; waits for the member's turn */
  'RESERVED',
  /** the debit's intent is written; its own process may be sending it */
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  /** the provider order's intent is written */
  'PLACING',
  'PLACE_UNKNOWN',
  /** the provider has it, and gave a handle */
  'PLACED',
  'FULFILLED',
  'REFUND_DUE',
  /** the refund's intent is written */
  'REFUNDING',
  'REFUND_UNKNOWN',
  'REFUNDED',
  /** ended without any money moved */
  'CANCELLED',
  /** a person must decide */
  'REVIEW',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** A row in one of these never moves again, but for a debit that appears after a cancellation. */
export const FINAL_STATES: readonly OrderState[] = ['FULFILLED', 'REFUNDED', 'CANCELLED'];

/** From these a way leads to where an order's PIN is still asked for. */
export const STATES_NEEDING_PIN: readonly OrderState[] = [
  'ACCEPTED',
  'RESERVED',
  'DEBITING',
  'PLACING',
];

/** The only ways from a state, but for those that a person opens from REVIEW. */
export const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  ACCEPTED: ['RESERVED', 'PLACING', 'CANCELLED'],
  RESERVED: ['DEBITING', 'CANCELLED'],
  DEBITING: ['DEBITED', 'DEBIT_UNKNOWN', 'RESERVED', 'CANCELLED'],
  DEBIT_UNKNOWN: ['DEBITED', 'CANCELLED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'ACCEPTED', 'REFUND_DUE', 'CANCELLED'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'CANCELLED', 'REVIEW'],
  PLACED: ['FULFILLED', 'REFUND_DUE', 'CANCELLED'],
  FULFILLED: [],
  REFUND_DUE: ['REFUNDING'],
  REFUNDING: ['REFUNDED', 'REFUND_UNKNOWN', 'REFUND_DUE', 'REVIEW'],
  REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],
  REFUNDED: [],
  CANCELLED: ['REFUND_DUE'],
  REVIEW: ['FULFILLED', 'REFUND_DUE', 'REFUNDED', 'CANCELLED'],
};

/** How an order is paid: from the member's saldo, or by an invoice of the provider. */
export type PaidBy = ProviderFacts['paidBy'];

const STATUS_BY_STATE: Readonly<Record<OrderState, OrderStatus>> = {
  ACCEPTED: 'received',
  RESERVED: 'received',
  DEBITING: 'paying',
  DEBIT_UNKNOWN: 'paying',
  DEBITED: 'placing',
  PLACING: 'placing',
  PLACE_UNKNOWN: 'placing',
  PLACED: 'processing',
  FULFILLED: 'completed',
  REFUND_DUE: 'refunding',
  REFUNDING: 'refunding',
  REFUND_UNKNOWN: 'refunding',
  REFUNDED: 'refunded',
  CANCELLED: 'failed',
  REVIEW: 'review',
};

export const statusOf = (state: OrderState, paidBy: PaidBy): OrderStatus =>
  state === 'PLACED' && paidBy === 'invoice' ? 'awaiting_payment' : STATUS_BY_STATE[state];
