/** How a shopper's wish becomes an order: written down first, begun afterwards. */
import { createHash } from 'node:crypto';
import type { Platform } from '../platform.js';
import type { Keys } from '../session/keys.js';
import type { AcceptResult, OrderLedger } from '../ledger/order-ledger.js';
import { createTransferTags } from './transfer-tags.js';
import type { OrderRow } from '../store/tables.js';

/** What was bought, as the quote states it. */
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
>;

export interface OrderRequest {
  readonly shopper: { readonly id: string; readonly token: string };
  /** the shopper's IP address, where it is known */
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
 * Tells whether two requests ask for the same. The PIN is no part of it: it is kept nowhere, not
 * even as a hash, so a browser that asks again after a reload has none to send.
 */
export function hashRequest(quote: string, fields: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([quote, sorted]))
    .digest('base64url');
}

export async function acceptOrder(
  { ledger, keys, randomBytes }: IntakeParts,
  { shopper, address, idempotencyKey, requestHash, item, fields, hasPin }: OrderRequest,
): Promise<AcceptResult> {
  const id = Buffer.from(randomBytes(16)).toString('hex');
  return ledger.accept({
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
  });
}
