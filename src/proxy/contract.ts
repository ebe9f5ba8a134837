/**
 * The contract between proxy and browser. Browser code may import this file of the proxy alone, so it
 * uses `zod/mini` and nothing of Node; what it passes on of other files uses nothing at all.
 */
import * as z from 'zod/mini';
import { FIELD_TYPES } from './field-rules.js';

export { cleanFields, fieldFaults, splitIdAndZone } from './account-fields.js';
export { FIELD_FAULTS, FIELD_LENGTH, FIELD_TYPES, type FieldFault } from './field-rules.js';
export { writeOrderNote, type NoteField } from './order-note.js';
export { expectedOperator, isOfOperator, isPhoneField, operatorOf } from './phone-fields.js';
export { cleanText, removeInvisible } from './typed-text.js';

export const PROVIDERS = ['lapakgaming', 'snapcart', 'leuwongrr'] as const;
export const providerName = z.enum(PROVIDERS);
export type ProviderName = z.infer<typeof providerName>;

/** An order's status for the shopper; the ledger's own states are in `ledger/states.ts`. */
export const ORDER_STATUSES = [
  'received',
  'paying',
  'placing',
  'processing',
  'awaiting_payment',
  'completed',
  'refunding',
  'refunded',
  'failed',
  'review',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Why an order failed, was refunded, or is in review. */
export const ORDER_REASONS = [
  'insufficient_balance',
  'wrong_pin',
  'pin_locked',
  'pin_lost',
  'debit_refused',
  'debit_not_seen',
  'shop_quota',
  'price_moved',
  'item_gone',
  'account_refused',
  'provider_refused',
  'provider_failed',
  'provider_silent',
  'provider_unreachable',
  'invoice_lapsed',
  /** the shopper has paid the invoice, and it was not delivered */
  'invoice_failed',
  'refund_not_seen',
  'evidence_conflicts',
  'resolved_by_operator',
] as const;
/** A reason that pages have texts of their own for. */
export type PageReason = (typeof ORDER_REASONS)[number];

/** The same for an order of the shop's own checkout alone. A page that does not know one shows the message. */
export const CHECKOUT_REASONS = [
  /** the note does not say for certain what to deliver to */
  'note_unclear',
  /** less than the supplier charges */
  'paid_too_little',
  /** other goods are in the same transaction */
  'mixed_transaction',
  /** paid before the proxy sold by the checkout */
  'older_transaction',
  /** a person cancelled or ended the transaction */
  'changed_in_app',
  /** other orders of the same transaction were delivered */
  'partly_delivered',
] as const;
export type OrderReason = PageReason | (typeof CHECKOUT_REASONS)[number];

/** Amounts are whole rupiah. */
const rupiah = z.int().check(z.nonnegative());
export const fieldValues = z.record(z.string(), z.string());

export const session = z.object({
  access_token: z.string(),
  token_type: z.literal('DPoP'),
  /** seconds */
  expires_in: z.int(),
  shopper: z.object({ id_user: z.string(), nama_user: z.string(), jumlah_saldo: rupiah }),
});
export type Session = z.infer<typeof session>;

export const catalog = z.object({
  providers: z.array(
    z.object({
      provider: providerName,
      products: z.array(z.object({ code: z.string(), title: z.string() })),
    }),
  ),
});
export type Catalog = z.infer<typeof catalog>;

export const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean(),
  /** where the provider refuses values with a space in them */
  no_spaces: z.optional(z.boolean()),
  options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))),
});
export type Field = z.infer<typeof field>;

export const item = z.object({
  code: z.string(),
  name: z.string(),
  /** `null` where the provider sets it on its invoice (LeuwongRR) */
  price: z.nullable(rupiah),
  available: z.boolean(),
});
export type Item = z.infer<typeof item>;

export const product = z.object({
  provider: providerName,
  product: z.string(),
  title: z.string(),
  fields: z.array(field),
  items: z.array(item),
  /** the shop's words about why nothing is available now; plain text, at most `NOTICE_LENGTH` */
  notice: z.optional(z.string()),
});
export type Product = z.infer<typeof product>;

/**
 * What a product is, for its icon and its form: a phone number comes first for `pulsa` and `data`.
 * `other` where the supplier does not say.
 */
export const PRODUCT_KINDS = [
  'game',
  'voucher',
  'pulsa',
  'data',
  'pln',
  'ewallet',
  'robux',
  'bill',
  'other',
] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** One product of the shelf, which several suppliers may deliver. */
const shelfTile = z.object({
  /** of the catalogue file, else `provider:code`; a product with an entry answers to both */
  id: z.string(),
  title: z.string(),
  /** a category's code */
  category: z.string(),
  kind: z.enum(PRODUCT_KINDS),
  /** an http(s) URL; `null` where the icon of the kind stands for it */
  image: z.nullable(z.string()),
  /** the operator's hint for shoppers; plain text */
  note: z.nullable(z.string()),
});

export const shelf = z.object({
  categories: z.array(z.object({ code: z.string(), title: z.string() })),
  // No spread: a build would keep it, and with it all of zod that is in it.
  products: z.array(z.extend(shelfTile, { aliases: z.array(z.string()), popular: z.boolean() })),
});
export type Shelf = z.infer<typeof shelf>;

/** One thing to buy, from its cheapest supplier that has it. */
export const shelfItem = z.object({
  /** the name where the catalogue file names the item, else `provider:name` */
  id: z.string(),
  name: z.string(),
  /** a heading */
  group: z.nullable(z.string()),
  price: z.nullable(rupiah),
  available: z.boolean(),
  /** the supplier's usual time until delivery */
  seconds: z.nullable(z.int()),
  /** where the shop's own checkout sells it */
  checkout_url: z.nullable(z.string()),
});
export type ShelfItem = z.infer<typeof shelfItem>;

export const shelfProduct = z.extend(shelfTile, {
  /** of a supplier; plain text */
  description: z.nullable(z.string()),
  instruction: z.nullable(z.string()),
  fields: z.array(field),
  /** under their headings, the cheapest first, what is sold out last */
  items: z.array(shelfItem),
  /** when the oldest of its prices was read, ISO 8601 */
  read_at: z.string(),
  /** as in a product of the catalog */
  notice: z.optional(z.string()),
});
export type ShelfProduct = z.infer<typeof shelfProduct>;

/** What a product of the shop is on the shelf, where the shop's own checkout sells it. */
export const shopProduct = z.object({
  /** the entry's id */
  product: z.string(),
  /** the row's id */
  item: z.string(),
});
export type ShopProduct = z.infer<typeof shopProduct>;

export const quote = z.object({
  /** a JWT, opaque to the browser */
  quote: z.string(),
  price: z.nullable(rupiah),
  /** ISO 8601, UTC */
  expires_at: z.string(),
  /** of a bill: what the supplier tells of it; `amount` is without the shop's margin */
  bill: z.optional(
    z.object({ name: z.nullable(z.string()), period: z.nullable(z.string()), amount: rupiah }),
  ),
});
export type Quote = z.infer<typeof quote>;

export const nickname = z.object({
  /** `null` where the provider does not tell it */
  name: z.nullable(z.string()),
  /** Whether there is such an account; `null` where the provider cannot tell. */
  found: z.nullable(z.boolean()),
});
export type Nickname = z.infer<typeof nickname>;

export const order = z.object({
  id: z.string(),
  /** short, made to be read aloud: `TU-7F3K-92QD` */
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  provider: providerName,
  product: z.string(),
  item: z.string(),
  fields: fieldValues,
  price: z.nullable(rupiah),
  /** a sentence for the shopper, in the requested language; `null` where the status suffices */
  message: z.nullable(z.string()),
  /** the same as a code, for interfaces with texts of their own */
  reason: z.nullable(z.union([z.enum(ORDER_REASONS), z.enum(CHECKOUT_REASONS)])),
  /** from the saldo, by the provider's invoice, or in the shop's own checkout */
  paid_by: z.optional(z.enum(['saldo', 'invoice', 'checkout'])),
  /** the product's title and the item's name at the time of purchase */
  title: z.string(),
  name: z.string(),
  invoice_url: z.nullable(z.string()),
  voucher: z.nullable(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Order = z.infer<typeof order>;

export const orderList = z.object({ orders: z.array(order), next: z.nullable(z.string()) });
export type OrderList = z.infer<typeof orderList>;

/** Every `code` of an `application/problem+json` answer (RFC 9457) with its HTTP status. */
export const PROBLEMS = {
  bad_request: 400,
  not_json: 400,
  missing_idempotency_key: 400,
  invalid_idempotency_key: 400,
  invalid_pin: 400,
  missing_proof: 401,
  /** not a single JWT, wrong `typ`, a missing claim or a bad signature */
  invalid_proof: 401,
  /** `alg` is not ES256 */
  proof_algorithm: 401,
  /** the key is not a public P-256 key */
  proof_key: 401,
  /** another method or URL than the request's */
  proof_target: 401,
  /** too old or too new; the answer carries the proxy's `now` */
  proof_time: 401,
  proof_replayed: 401,
  /** `ath` does not belong to the session */
  proof_session: 401,
  /** `body_sha256` does not belong to the body */
  proof_body: 401,
  missing_session: 401,
  invalid_session: 401,
  session_expired: 401,
  /** the session is bound to another key than the proof's */
  session_key: 401,
  /** to bukaOlshop, this id and this token do not belong together */
  unknown_shopper: 401,
  forbidden_origin: 403,
  quote_of_another: 403,
  not_found: 404,
  unknown_provider: 404,
  unknown_product: 404,
  unknown_item: 404,
  unknown_order: 404,
  method_not_allowed: 405,
  item_unavailable: 409,
  quote_used: 409,
  body_too_large: 413,
  not_supported_media_type: 415,
  invalid_fields: 422,
  invalid_quote: 422,
  quote_expired: 422,
  idempotency_key_reused: 422,
  too_many_requests: 429,
  /** too many wrong PINs; none is tried before `Retry-After` */
  pin_locked: 429,
  /** too many wrong pairs of id and token; none is checked before `Retry-After` */
  session_locked: 429,
  internal: 500,
  upstream_malformed: 502,
  upstream_refused: 502,
  upstream_unavailable: 503,
  upstream_quota: 503,
  not_ready: 503,
  overloaded: 503,
} as const satisfies Record<string, number>;
export type ProblemCode = keyof typeof PROBLEMS;

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** with `invalid_fields` */
  errors: z.optional(z.array(z.object({ field: z.string(), fault: z.string() }))),
  /** with `proof_time`: the proxy's clock, seconds since 1970 */
  now: z.optional(z.int()),
  /** with `item_unavailable`: the shop's words for shoppers, as in `notice` of a product */
  detail: z.optional(z.string()),
});
export type Problem = z.infer<typeof problem>;

/** characters of the shop's words about what is switched off, at most */
export const NOTICE_LENGTH = 200;
