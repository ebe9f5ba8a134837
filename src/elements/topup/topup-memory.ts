/**
 * What a shopper's device remembers of top-ups: account fields, if the shopper wishes, and the order
 * that was shown last, so that the page finds it again. Gone when somebody else logs in.
 */
import * as z from 'zod/mini';
import type { ProviderName } from '../../proxy/contract.js';
import type { OrderMemory } from '../../purchase/checkout/checkout.js';
import type { Fields } from '../../purchase/purchase-client.js';
import { textSchema, textRecordSchema } from '../../purchase/http/schemas.js';
import { createCache, personalKey } from '../../stores/cache.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';

/** An order is shown again on later pages for so long, ms. */
const ORDER_MEMORY_MS = 24 * 60 * 60_000;

export interface ProductRef {
  readonly provider: ProviderName;
  readonly product: string;
}

const orderSchema = z.object({ id: textSchema, provider: textSchema, product: textSchema });

export interface TopupMemory extends OrderMemory {
  fields(ref: ProductRef): Fields | null;
  /** `null` forgets them. */
  saveFields(ref: ProductRef, fields: Fields | null): void;
}

/** `null` for a guest: nothing is remembered of somebody who is not known. */
export function openTopupMemory({ proxy, shopper }: PurchaseSettings): TopupMemory | null {
  if (!shopper) return null;
  const cache = createCache(platform().storage, proxy);
  const now = () => platform().now();
  const cacheName = (what: string) => personalKey(shopper.id, what);
  const fieldsName = ({ provider, product }: ProductRef) =>
    cacheName(`topup:${provider}:${product}`);
  const orderName = cacheName('topup-order');
  const save = (name: string, rows: unknown) => {
    if (rows === null) cache.remove(name);
    else cache.write(name, { at: now(), rows, pages: 1, done: true });
  };

  return {
    fields: (ref) => textRecordSchema.safeParse(cache.read(fieldsName(ref))?.rows).data ?? null,
    saveFields: (ref, fields) => save(fieldsName(ref), fields),
    order: () => {
      const entry = cache.read(orderName);
      if (!entry || now() - entry.at > ORDER_MEMORY_MS) return null;
      return orderSchema.safeParse(entry.rows).data ?? null;
    },
    saveOrder: (order) =>
      save(orderName, order && { id: order.id, provider: order.provider, product: order.product }),
  };
}
