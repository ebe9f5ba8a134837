/** Turns an order request into an order in the ledger. It calls no upstream and starts no step. */
import { sha256 } from '../crypto/digest.js';
import type { Platform } from '../platform.js';
import type { Keys } from '../crypto/keys.js';
import type { AcceptResult, NewOrder } from '../ledger/order-changes.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import { createTransferTags } from './transfer-tags.js';
import { toOrderNumber } from '../store/order-number.js';
import type { OrderRow } from '../store/tables.js';

/** The purchase, as the quote states it. */
export type QuotedItemColumns = Pick<
  OrderRow,
  | 'quote_id'
  | 'provider'
  | 'paid_by'
  | 'product'
  | 'item'
  | 'title'
  | 'item_name'
  | 'price'
  | 'cost'
  | 'field_names'
  | 'alternates'
>;

export interface OrderRequest {
  readonly shopper: { readonly id: string; readonly token: string };
  /** the shopper's IP address; `null` where it is not known */
  readonly address: string | null;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly item: QuotedItemColumns;
  readonly fields: Readonly<Record<string, string>>;
  readonly hasPin: boolean;
}

export interface IntakeParts {
  readonly ledger: OrderLedger;
  readonly keys: Pick<Keys, 'encrypt' | 'mac'>;
  readonly randomBytes: Platform['randomBytes'];
}

/**
 * A digest that is equal for requests of the same purchase. The PIN is not part of it: it is stored nowhere, not even as
 * a hash, and a browser that repeats a request after a reload no longer has it.
 */
export function hashRequest(quote: string, fields: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([quote, sorted]));
}

/** With a million orders, one number in 100,000 is taken. */
const MAX_NUMBER_ATTEMPTS = 20;

export async function acceptOrder(
  { ledger, keys, randomBytes }: IntakeParts,
  { shopper, address, idempotencyKey, requestHash, item, fields, hasPin }: OrderRequest,
): Promise<Exclude<AcceptResult, { kind: 'number-taken' }>> {
  const id = Buffer.from(randomBytes(16)).toString('hex');
  const newOrder: Omit<NewOrder, 'number'> = {
    ...item,
    id,
    shopper: shopper.id,
    idempotency_key: idempotencyKey,
    request_hash: requestHash,
    fields: JSON.stringify(fields),
    shopper_secret: await keys.encrypt(shopper.token),
    shopper_address: address,
    pin_node: hasPin ? ledger.node : null,
    ...createTransferTags(keys.mac, id),
    callback_key: Buffer.from(randomBytes(24)).toString('base64url'),
  };
  for (let attempts = 0; attempts < MAX_NUMBER_ATTEMPTS; attempts += 1) {
    const number = toOrderNumber(randomBytes(8));
    const result = await ledger.accept({ ...newOrder, number });
    if (result.kind !== 'number-taken') return result;
  }
  throw new Error('No order number is free.');
}
