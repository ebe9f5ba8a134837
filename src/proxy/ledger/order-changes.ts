/** The changes that may be written to an order, and the results of a write. */
import type { Updateable } from 'kysely';
import type { OrderRow } from '../store/tables.js';

/** Columns that the intake provides; the ledger adds the others. */
export type NewOrder = Pick<
  OrderRow,
  | 'id'
  | 'number'
  | 'shopper'
  | 'idempotency_key'
  | 'request_hash'
  | 'quote_id'
  | 'provider'
  | 'paid_by'
  | 'product'
  | 'item'
  | 'title'
  | 'item_name'
  | 'fields'
  | 'price'
  | 'cost'
  | 'shopper_secret'
  | 'shopper_address'
  | 'pin_node'
  | 'debit_tag'
  | 'refund_tag'
  | 'callback_key'
> &
  Partial<
    Pick<OrderRow, 'field_names' | 'alternates' | 'payment_number' | 'transaction_id' | 'unit'>
  >;

export type AcceptResult =
  | { readonly kind: 'created' | 'exists'; readonly order: OrderRow }
  | { readonly kind: 'key-reused' | 'quote-used' }
  /** Another order has the number; the same order with another number may be accepted. */
  | { readonly kind: 'number-taken' };

/** Columns that a step may change beside the state. */
export type OrderChange = Updateable<
  Pick<
    OrderRow,
    | 'provider'
    | 'product'
    | 'item'
    | 'fields'
    | 'field_names'
    | 'alternates'
    | 'attempt_number'
    | 'callback_handle'
    | 'cost'
    | 'charged_cost'
    | 'price'
    | 'handle'
    | 'inquiry'
    | 'invoice_url'
    | 'is_trial'
    | 'paid_at'
    | 'voucher'
    | 'reason'
    | 'detail'
    | 'intent_at'
    | 'intent_node'
    | 'next_attempt_at'
    | 'watch_until'
    | 'attempts'
    | 'correction_tag'
    | 'delivered_at'
  >
>;

/** Alarms that are raised with a change of an order, and written with it. */
export const ORDER_ALARMS = [
  'review',
  'late-debit',
  'late-delivery',
  'unwatched',
  'cost-differs',
  'slow-order',
] as const;
export type OrderAlarm = (typeof ORDER_ALARMS)[number];

/** Every change says when the runner works on the order next (`null` for never), and what it alarms of. */
export type ScheduledChange = OrderChange & {
  readonly next_attempt_at: number | null;
  readonly alarm?: OrderAlarm;
  /** how the current attempt ended, where the change ends it; the event's note by default */
  readonly attemptOutcome?: string;
  /** number of an attempt that turned out to be known to its supplier after all */
  readonly foundAttempt?: number;
};

export type ChangeResult =
  | { readonly kind: 'changed'; readonly order: OrderRow }
  /** The order was changed since it was read. */
  | { readonly kind: 'conflict' }
  /** Another transfer holds the member lock. @property until ms since 1970 */
  | { readonly kind: 'locked'; readonly until: number };
