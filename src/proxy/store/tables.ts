/** The tables, as Kysely knows them. Amounts are whole rupiah, times ms since 1970. */
import type { OrderReason, ProviderName } from '../contract.js';
import type { OrderState, PaidBy } from './order-state.js';

export interface OrderRow {
  readonly id: string;
  /** grows by one with every change; every change names the version it changes */
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
  readonly provider: ProviderName;
  readonly paid_by: PaidBy;
  readonly product: string;
  readonly item: string;
  readonly title: string;
  readonly item_name: string;
  /** JSON object */
  readonly fields: string;
  /** what the shopper pays; `null` until an invoice names it */
  readonly price: number | null;
  /** what the provider charges at most: as quoted, or less since */
  readonly cost: number | null;
  /** the shopper's `token_user`, encrypted: without it a debit cannot be looked for */
  readonly shopper_secret: string;
  readonly shopper_address: string | null;
  /** the node that keeps the PIN in its memory; `null` where none is needed */
  readonly pin_node: string | null;
  /** in `catatan_saldo` of the debit, and of the refund */
  readonly debit_tag: string;
  readonly refund_tag: string;
  /** the provider's own name for the order */
  readonly handle: string | null;
  /** a handle that a callback named; only asked about, never believed */
  readonly callback_handle: string | null;
  /** in the address that the provider calls back */
  readonly callback_key: string;
  readonly invoice_url: string | null;
  /** encrypted */
  readonly voucher: string | null;
  readonly reason: OrderReason | null;
  /** the upstream's own word for it, for the operator */
  readonly detail: string | null;
  /** when the last intent was committed, and by which process */
  readonly intent_at: number | null;
  readonly intent_node: string | null;
  /** when the state was entered, and how often was looked since */
  readonly state_entered_at: number;
  readonly attempts: number;
  /** when the runner looks next; `null` when there is nothing to do */
  readonly next_attempt_at: number | null;
  readonly lease_node: string | null;
  readonly lease_until: number | null;
  /** until when late effects are watched for */
  readonly watch_until: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Append-only: one row for every transition, and for what was seen between them. */
export interface OrderEventRow {
  readonly order_id: string;
  /** the order's version that it led to, or the version at which it was seen */
  readonly version: number;
  readonly at: number;
  readonly kind: 'moved' | 'seen' | 'alarm' | 'resolved';
  readonly from_state: OrderState | null;
  readonly to_state: OrderState;
  /** a short word, never anything secret */
  readonly note: string;
  readonly node: string;
}

/** One row per member whose saldo was ever changed: whose turn it is, and from when. */
export interface MemberLockRow {
  readonly id_user: string;
  readonly locked_by_order: string | null;
  readonly unlocked_at: number;
}

/** DPoP proofs seen, shared by all nodes until they expire. */
export interface ProofRow {
  readonly id: string;
  readonly expires_at: number;
}

/** What providers and bukaOlshop sent; without its contents. */
export interface CallbackRow {
  readonly id: string;
  readonly at: number;
  readonly source: 'lapakgaming' | 'snapcart' | 'bukaolshop';
  readonly order_id: string | null;
  /** SHA-256 of the body */
  readonly digest: string;
  readonly note: string;
}

/** What was learnt of an upstream and stays true, such as whether its history shows our notes. */
export interface ShopFactRow {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

/** Wrong guesses at what only a shopper knows (`session/attempt-limiter.ts`). */
export interface FailedAttemptRow {
  /** what is guessed at, and whose it is or from where */
  readonly subject: string;
  readonly count: number;
  readonly last_at: number;
  readonly forget_at: number;
}

export interface Tables {
  orders: OrderRow;
  order_events: OrderEventRow;
  member_locks: MemberLockRow;
  proofs: ProofRow;
  callbacks: CallbackRow;
  shop_facts: ShopFactRow;
  failed_attempts: FailedAttemptRow;
}
