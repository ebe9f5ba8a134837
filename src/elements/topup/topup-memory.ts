/**
 * What a device remembers of one shopper's top-ups before a product is opened: the order that was shown
 * last, and what was bought. Remembers nothing of guests, and is cleared when another shopper logs in.
 */
import * as z from 'zod/mini';
import type { OrderMemory } from '../../purchase/checkout/checkout.js';
import type { OrderRef } from '../../purchase/checkout/state.js';
import { lenientListSchema, textSchema } from '../../purchase/http/schemas.js';
import { openProxyCache } from '../../purchase/proxy-cache.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { personalKey } from '../../stores/cache.js';
import { isFresh, platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';

/** How long a later page shows the order again. */
const ORDER_MEMORY_MS = 24 * 60 * 60_000;
const MAX_BOUGHT = 20;

const orderSchema = z.object({ id: textSchema, provider: textSchema, product: textSchema });
const boughtSchema = lenientListSchema(
  z.object({ id: textSchema, item: textSchema, soldAs: textSchema }),
);

/** One product that was bought. */
export interface Bought {
  /** of the shelf */
  readonly id: string;
  /** the item's name */
  readonly item: string;
  /** `provider:code`, by which orders name the product */
  readonly soldAs: string;
}

export interface TopupMemory extends OrderMemory {
  /** The latest first, each product once. */
  bought(): readonly Bought[];
  saveBought(bought: Bought): void;
}

/** `null` for a guest. */
export function openTopupMemory({ proxy, shopper }: PurchaseSettings): TopupMemory | null {
  if (!shopper) return null;
  const cache = openProxyCache(proxy);
  const orderName = personalKey(shopper.id, 'topup-order');
  const boughtName = personalKey(shopper.id, 'topup-bought');
  const save = (name: string, value: object) =>
    writeEntry(cache, name, { at: platform().now(), value });
  const bought = () => cache.read(boughtName, boughtSchema)?.value ?? [];

  return {
    bought,
    saveBought: (latest) => {
      const others = bought().filter(({ id }) => id !== latest.id);
      save(boughtName, [latest, ...others].slice(0, MAX_BOUGHT));
    },
    order: (): OrderRef | null => {
      const entry = cache.read(orderName, orderSchema);
      return entry && isFresh(entry.at, ORDER_MEMORY_MS) ? entry.value : null;
    },
    saveOrder: (order) => {
      if (!order) cache.remove(orderName);
      else save(orderName, { id: order.id, provider: order.provider, product: order.product });
    },
  };
}
