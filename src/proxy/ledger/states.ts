/**
 * The order state machine: which state may follow which, and what a state implies. Pure constants and
 * functions; nothing here reads or writes the store.
 */
import type { OrderStatus } from '../contract.js';
import {
  ORDER_STATES,
  type CheckoutState,
  type OrderState,
  type PaidBy,
} from '../store/order-state.js';
import type { OrderRow } from '../store/tables.js';

/**
 * Orders in these states change only when a late debit appears after a cancellation, or when an operator
 * corrects a delivery.
 */
export const FINAL_STATES: readonly OrderState[] = ['FULFILLED', 'REFUNDED', 'CANCELLED'];

export const DELIVERED_STATES: readonly OrderState[] = ['DELIVERED', 'FULFILLED'];

/** An invoice is paid to the provider. */
export const PAID_TO_SHOP: readonly PaidBy[] = ['saldo', 'checkout'];

export const OPEN_STATES: readonly OrderState[] = ORDER_STATES.filter(
  (state) => !FINAL_STATES.includes(state),
);

/** All transitions that a step may make with an order that is paid from the saldo or by an invoice. */
export const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  ACCEPTED: ['RESERVED', 'PLACING', 'CANCELLED'],
  RESERVED: ['DEBITING', 'CANCELLED', 'ACCEPTED'],
  DEBITING: ['DEBITED', 'DEBIT_UNKNOWN', 'RESERVED', 'CANCELLED'],
  DEBIT_UNKNOWN: ['DEBITED', 'CANCELLED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE', 'REVIEW'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'ACCEPTED', 'REFUND_DUE', 'CANCELLED'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'CANCELLED', 'REVIEW'],
  PLACED: ['FULFILLED', 'REFUND_DUE', 'CANCELLED'],
  DELIVERED: [],
  FULFILLED: [],
  REFUND_DUE: ['REFUNDING'],
  REFUNDING: ['REFUNDED', 'REFUND_UNKNOWN', 'REFUND_DUE', 'REVIEW'],
  REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],
  REFUNDED: [],
  CANCELLED: ['REFUND_DUE'],
  REVIEW: [],
};

/**
 * The same for an order of the shop's own checkout: bukaOlshop has taken the money, and its transaction is what
 * is settled or refunded (`checkouts/`).
 */
const CHECKOUT_TRANSITIONS: Readonly<Partial<Record<OrderState, readonly OrderState[]>>> = {
  ACCEPTED: ['DEBITED', 'REFUND_DUE', 'REFUNDED', 'REVIEW'],
  DEBITED: ['PLACING', 'REFUND_DUE', 'REFUNDED', 'REVIEW'],
  PLACING: ['PLACED', 'PLACE_UNKNOWN', 'DEBITED', 'REFUND_DUE'],
  PLACE_UNKNOWN: ['PLACED', 'REFUND_DUE', 'REVIEW'],
  PLACED: ['DELIVERED', 'REFUND_DUE'],
  DELIVERED: ['FULFILLED', 'REVIEW'],
  REFUND_DUE: ['REFUNDED', 'REVIEW'],
};

export const transitionsFrom = ({
  state,
  paid_by,
}: Pick<OrderRow, 'state' | 'paid_by'>): readonly OrderState[] =>
  paid_by === 'checkout' ? (CHECKOUT_TRANSITIONS[state] ?? []) : TRANSITIONS[state];

/** The states that an operator's decision may lead to. */
export const RESOLUTIONS: Readonly<Partial<Record<OrderState, readonly OrderState[]>>> = {
  REVIEW: [
    'FULFILLED',
    'REFUND_DUE',
    'REFUNDED',
    'CANCELLED',
    'DEBIT_UNKNOWN',
    'PLACE_UNKNOWN',
    'REFUND_UNKNOWN',
  ],
  FULFILLED: ['REFUND_DUE', 'REFUNDED'],
};

/** The same for an order of the shop's own checkout, which is never corrected: its money is bukaOlshop's. */
const CHECKOUT_RESOLUTIONS: typeof RESOLUTIONS = {
  REVIEW: ['ACCEPTED', 'PLACE_UNKNOWN', 'FULFILLED', 'REFUND_DUE', 'REFUNDED'],
};

export const resolutionsFrom = ({
  state,
  paid_by,
}: Pick<OrderRow, 'state' | 'paid_by'>): readonly OrderState[] =>
  (paid_by === 'checkout' ? CHECKOUT_RESOLUTIONS : RESOLUTIONS)[state] ?? [];

/** States whose step reads the PIN. */
export const STATES_READING_PIN: readonly OrderState[] = ['ACCEPTED', 'RESERVED'];

/** States that read the PIN, or from which one transition leads to such a state. */
export const STATES_NEEDING_PIN: readonly OrderState[] = ORDER_STATES.filter((state) =>
  [state, ...TRANSITIONS[state]].some((each) => STATES_READING_PIN.includes(each)),
);

/**
 * Columns that a callback may write without a new version of the order. A conclusion drawn in these
 * states is lost when such a column has changed since the order was read, and is drawn again.
 */
export const GUARDED_COLUMNS: Readonly<
  Partial<Record<OrderState, readonly (keyof Pick<OrderRow, 'callback_handle'>)[]>>
> = {
  PLACE_UNKNOWN: ['callback_handle'],
  REVIEW: ['callback_handle'],
};

const STATUS_BY_STATE: Readonly<Record<OrderState, OrderStatus>> = {
  ACCEPTED: 'received',
  RESERVED: 'received',
  DEBITING: 'paying',
  DEBIT_UNKNOWN: 'paying',
  DEBITED: 'placing',
  PLACING: 'placing',
  PLACE_UNKNOWN: 'placing',
  PLACED: 'processing',
  DELIVERED: 'completed',
  FULFILLED: 'completed',
  REFUND_DUE: 'refunding',
  REFUNDING: 'refunding',
  REFUND_UNKNOWN: 'refunding',
  REFUNDED: 'refunded',
  CANCELLED: 'failed',
  REVIEW: 'review',
};

export const statusOf = ({
  state,
  paid_by,
  paid_at,
}: Pick<OrderRow, 'state' | 'paid_by' | 'paid_at'>): OrderStatus =>
  state === 'PLACED' && paid_by === 'invoice' && paid_at === null
    ? 'awaiting_payment'
    : STATUS_BY_STATE[state];

/** States of a checkout whose orders wait for it, or it for them. */
export const OPEN_CHECKOUT_STATES: readonly CheckoutState[] = [
  'ACCEPTED',
  'CLAIMING',
  'CLAIMED',
  'SETTLING',
  'REFUNDING',
];
