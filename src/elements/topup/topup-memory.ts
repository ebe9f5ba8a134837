/**
 * What a device remembers of one shopper's top-ups: account fields, if the shopper agrees, and the
 * order that was shown last. Remembers nothing of guests, and is cleared when another shopper logs in.
 */
import * as z from 'zod/mini';
import type { OrderMemory } from '../../purchase/checkout/checkout.js';
import type { Fields } from '../../purchase/purchase-client.js';
import { textSchema, textRecordSchema } from '../../purchase/http/schemas.js';
import { openProxyCache } from '../../purchase/proxy-cache.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { personalKey } from '../../stores/cache.js';
import { isFresh, platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import type { ProductRef } from './tiles/product-tiles.js';

/** How long a later page shows the order again. */
const ORDER_MEMORY_MS = 24 * 60 * 60_000;

const orderSchema = z.object({ id: textSchema, provider: textSchema, product: textSchema });

export interface TopupMemory extends OrderMemory {
  fields(ref: ProductRef): Fields | null;
  /** @param fields `null` removes them */
  saveFields(ref: ProductRef, fields: Fields | null): void;
}

/** `null` for a guest. */
export function openTopupMemory({ proxy, shopper }: PurchaseSettings): TopupMemory | null {
  if (!shopper) return null;
  const cache = openProxyCache(proxy);
  const now = () => platform().now();
  const cacheName = (what: string) => personalKey(shopper.id, what);
  const fieldsName = ({ provider, product }: ProductRef) =>
    cacheName(`topup:${provider}:${product}`);
  const orderName = cacheName('topup-order');
  const save = (name: string, value: object | null) => {
    if (value === null) cache.remove(name);
    else writeEntry(cache, name, { at: now(), value });
  };

  return {
    fields: (ref) => cache.read(fieldsName(ref), textRecordSchema)?.value ?? null,
    saveFields: (ref, fields) => save(fieldsName(ref), fields),
    order: () => {
      const entry = cache.read(orderName, orderSchema);
      return entry && isFresh(entry.at, ORDER_MEMORY_MS) ? entry.value : null;
    },
    saveOrder: (order) =>
      save(orderName, order && { id: order.id, provider: order.provider, product: order.product }),
  };
}
