/** The tables, as Kysely knows them. Amounts are whole rupiah, times ms since 1970. */
import type { Generated } from 'kysely';
import type { OrderReason, ProviderName } from '../contract.js';
import type { CheckoutState, OrderState, PaidBy } from './order-state.js';
import type { SupplierStop } from './supplier-stop.js';

export interface OrderRow {
  readonly id: string;
  /** unique; for people (`order-number.ts`) */
  readonly number: string;
  /** grows by one with every change; a change succeeds only on the version that was read */
  readonly version: number;
  readonly state: OrderState;
  /** `id_user` at bukaOlshop */
  readonly shopper: string;
  /** `Idempotency-Key`: unique with the shopper */
  readonly idempotency_key: string;
  /** SHA-256 of the request's body */
  readonly request_hash: string;
  /** unique: a quote buys once */
  readonly quote_id: string;
  /** provider, product, item and cost are those of the current attempt */
  readonly provider: ProviderName;
  readonly paid_by: PaidBy;
  /**
   * of an order of the shop's own checkout: `nomor_pembayaran` of its transaction, `id_transaksi` of its line,
   * and which of the line's pieces it is, from 1; unique together, else `null`
   */
  readonly payment_number: string | null;
  readonly transaction_id: string | null;
  readonly unit: number | null;
  readonly product: string;
  readonly item: string;
  readonly title: string;
  readonly item_name: string;
  /** JSON object, by the names that the shopper's page uses */
  readonly fields: string;
  /** JSON object: the provider's name of each field, by the page's; `null` where they are the same */
  readonly field_names: string | null;
  /** JSON array of the offers that are left (`ledger/order-offers.ts`); `null` without any */
  readonly alternates: string | null;
  /** 1 for the offer that was quoted first; an offer that is skipped has a number too */
  readonly attempt_number: number;
  /** what the shopper pays; `null` until the invoice states it */
  readonly price: number | null;
  /** what the provider charges at most: the quoted cost, or a lower one since */
  readonly cost: number | null;
  /** what the provider says that it took, whole rupiah; `null` where it does not say */
  readonly charged_cost: number | null;
  /** the shopper's `token_user`, encrypted; looking up a transfer needs it */
  readonly shopper_secret: string;
  readonly shopper_address: string | null;
  /** the node that holds the PIN in its memory; `null` where no PIN is needed */
  readonly pin_node: string | null;
  /** in `catatan_saldo` of the debit and of the refund */
  readonly debit_tag: string;
  readonly refund_tag: string;
  /** of the refund of a correction, which pays a delivered order back; `null` without one */
  readonly correction_tag: string | null;
  /** when a corrected order was delivered */
  readonly delivered_at: number | null;
  /** the provider's id of the order */
  readonly handle: string | null;
  /** handles that callbacks named (`ledger/named-handles.ts`); used for queries, never believed */
  readonly callback_handle: string | null;
  /** in the URL that the provider calls back */
  readonly callback_key: string;
  /** of a bill: JSON object, the inquiry that the payment names (`orders/steps/bill.ts`); else `null` */
  readonly inquiry: string | null;
  readonly invoice_url: string | null;
  /** 1 where it was placed with a key for trials: no sale; `null` otherwise */
  readonly is_trial: 1 | null;
  /** when the provider was seen to say that the invoice is paid */
  readonly paid_at: number | null;
  /** encrypted */
  readonly voucher: string | null;
  readonly reason: OrderReason | null;
  /** the upstream's own code, for the operator */
  readonly detail: string | null;
  /** when the last intent was recorded, and by which process */
  readonly intent_at: number | null;
  readonly intent_node: string | null;
  /** when the state was entered, and the attempts since */
  readonly state_entered_at: number;
  readonly attempts: number;
  /** when the runner works on the order next; `null` when there is nothing to do */
  readonly next_attempt_at: number | null;
  readonly lease_node: string | null;
  readonly lease_until: number | null;
  /** until when the ended order is watched for late effects */
  readonly watch_until: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/**
 * Append-only: one row for each transition, observation, alarm and decision; `overruled` is a decision
 * against the evidence.
 */
export interface OrderEventRow {
  readonly order_id: string;
  /** the order's version after the event */
  readonly version: number;
  readonly at: number;
  readonly kind: 'moved' | 'seen' | 'alarm' | 'resolved' | 'overruled';
  readonly from_state: OrderState | null;
  readonly to_state: OrderState;
  /** short, and never secret */
  readonly note: string;
  readonly node: string;
}

/**
 * One placement at one supplier, written with its intent. `later` leaves it open: it is sent again under
 * the same reference. Orders from before this table have none.
 */
export interface AttemptRow {
  readonly order_id: string;
  /** unique with the order */
  readonly number: number;
  readonly provider: ProviderName;
  readonly product: string;
  readonly item: string;
  readonly cost: number | null;
  /** unique over all orders */
  readonly reference: string;
  readonly started_at: number;
  /** when the order ended, or left this supplier */
  readonly ended_at: number | null;
  /** the supplier's own word, or `delivered` */
  readonly outcome: string | null;
  /** handles that callbacks named (`ledger/named-handles.ts`); used for queries, never believed */
  readonly callback_handle: string | null;
  /** 1 where a callback named the attempt since it was last looked at */
  readonly is_look_due: 1 | null;
  /** when an attempt that had been refused, or was not known, was found after all */
  readonly found_at: number | null;
}

/** One transaction of the shop's own checkout. Its orders have its `payment_number`. */
export interface CheckoutRow {
  /** `nomor_pembayaran` */
  readonly payment_number: string;
  /** grows by one with every change; a change succeeds only on the version that was read */
  readonly version: number;
  readonly state: CheckoutState;
  /** `tipe_transaksi` as a callback told it; `null` where none did */
  readonly kind: string | null;
  /** 1 where it was paid before the proxy sold by the checkout: a person decides on it */
  readonly is_older: 1 | null;
  /** why it is CLOSED while orders of it are open: they go to review for it; `null` otherwise */
  readonly reason: OrderReason | null;
  /** when the last intent was recorded, and by which process */
  readonly intent_at: number | null;
  readonly intent_node: string | null;
  /** when the state was entered, and the attempts since */
  readonly state_entered_at: number;
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly lease_node: string | null;
  readonly lease_until: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Append-only: one row for each transition and observation of a checkout. */
export interface CheckoutEventRow {
  readonly payment_number: string;
  /** the checkout's version after the event */
  readonly version: number;
  readonly at: number;
  readonly from_state: CheckoutState | null;
  readonly to_state: CheckoutState;
  /** short, and never secret */
  readonly note: string;
  readonly node: string;
}

/** One row for each member whose saldo was ever changed: the order that holds the lock, else since when it is free. */
export interface MemberLockRow {
  readonly id_user: string;
  readonly locked_by_order: string | null;
  readonly unlocked_at: number;
}

/** Used DPoP proofs, shared by all nodes until they expire. */
export interface ProofRow {
  readonly id: string;
  readonly expires_at: number;
}

/** Callbacks that were received, without their contents. */
export interface CallbackRow {
  readonly id: string;
  readonly at: number;
  readonly source: 'lapakgaming' | 'snapcart' | 'bukaolshop';
  readonly order_id: string | null;
  /** SHA-256 of the body */
  readonly digest: string;
  readonly note: string;
}

/** Shop facts, such as whether the shop's history shows our notes. */
export interface ShopFactRow {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

/** Failed attempts with a secret of a shopper (`session/attempt-limiter.ts`). */
export interface FailedAttemptRow {
  /** kind of attempt, and the shopper or address it counts for */
  readonly subject: string;
  readonly count: number;
  readonly last_at: number;
  readonly forget_at: number;
}

/** What is known of a provider as the shop's supplier; one row a provider, shared by all nodes. */
export interface SupplierRow {
  readonly provider: ProviderName;
  /** the shop's deposit there as last read, whole rupiah; `null` where it was never read */
  readonly deposit: number | null;
  /** when that read began */
  readonly deposit_read_at: number | null;
  /** the smallest cost that the deposit did not pay for; `null` while it pays for all that is sold */
  readonly short_cost: number | null;
  /** why nothing is sold from it; `null` while it sells */
  readonly stop: SupplierStop | null;
  readonly stopped_at: number | null;
}

/** What the operator has switched off. */
export interface SwitchRow {
  /** `all`, a provider, or `provider/product` */
  readonly what: string;
  /** `null`: until it is switched on again */
  readonly until: number | null;
  /** for shoppers; plain text */
  readonly say: string | null;
  readonly at: number;
}

/** The Closed API's calls of a day, `YYYY-MM-DD` in Jakarta. */
export interface QuotaDayRow {
  readonly day: string;
  /** answered calls that were counted */
  readonly calls: number;
  /** `calls` when the day's quota was used up; `null` where it was not */
  readonly calls_when_spent: number | null;
}

/** What the operator is told of, once for each channel. It holds no text: that is made when it is sent. */
export interface NoticeRow {
  /** of the event; unique with the channel */
  readonly id: string;
  /** digest of the channel's address */
  readonly channel: string;
  readonly kind: string;
  /** what it is about: an order's id, a provider, a figure, a day */
  readonly subject: string;
  readonly at: number;
  /** `sending` without an end and `unknown` may have arrived: neither is sent again. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'unknown';
  readonly attempts: number;
  readonly next_attempt_at: number;
  /** when it was last sent */
  readonly claimed_at: number | null;
}

/** A product of the shop that the catalogue file maps: what bukaOlshop last showed of it. */
export interface ShopProductRow {
  /** `id_barang` */
  readonly id: string;
  readonly name: string | null;
  /** whole rupiah; `null` while it is not known */
  readonly price: number | null;
  readonly stock: number | null;
  /** why the last look or change came to nothing; `null` where it did not */
  readonly fault: 'unknown' | 'unreadable' | 'refused' | null;
  /** when price and stock were known last; `null` after a change until it is certain */
  readonly seen_at: number | null;
  /** when they were last asked for */
  readonly looked_at: number | null;
  /** a price that moved too far and waits for the operator */
  readonly held_price: number | null;
  /** the price that the operator has accepted */
  readonly accepted_price: number | null;
  /** the product's page; `null` while it is not known */
  readonly page_url: string | null;
  readonly page_searched_at: number | null;
}

/** A change of a product at bukaOlshop, written before it is sent; the last hour's are counted. */
export interface ShopProductChangeRow {
  readonly id: string;
  readonly product_id: string;
  readonly at: number;
  /** `null` for what stayed */
  readonly price: number | null;
  readonly stock: number | null;
  readonly node: string;
}

export type MemberEvent = 'delivered' | 'refunded' | 'needs_data';

/** What a member is told of an order, once for each event. It holds no text: that is made when it is sent. */
export interface MemberMessageRow {
  /** unique with the event */
  readonly order_id: string;
  readonly event: MemberEvent;
  /** of the order: the pieces of one transaction are told of together */
  readonly payment_number: string;
  readonly at: number;
  /** `sending` without an end and `unknown` may have arrived: neither is sent again. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'unknown' | 'refused';
  readonly attempts: number;
  readonly next_attempt_at: number;
  /** when it was last sent */
  readonly claimed_at: number | null;
}

export interface Tables {
  orders: Omit<OrderRow, 'attempt_number'> & { readonly attempt_number: Generated<number> };
  checkouts: CheckoutRow;
  checkout_events: CheckoutEventRow;
  order_events: OrderEventRow;
  attempts: AttemptRow;
  member_locks: MemberLockRow;
  proofs: ProofRow;
  callbacks: CallbackRow;
  shop_facts: ShopFactRow;
  failed_attempts: FailedAttemptRow;
  suppliers: SupplierRow;
  switches: SwitchRow;
  quota_days: QuotaDayRow;
  notices: NoticeRow;
  shop_products: ShopProductRow;
  shop_product_changes: ShopProductChangeRow;
  member_messages: MemberMessageRow;
}
