/**
 * What a shopper's device remembers of top-ups: account fields, if the shopper wishes, and the order
 * that was shown last, so that the page finds it again. Gone when somebody else logs in.
 */
import * as z from 'zod/mini';
import type { ProviderName } from '../proxy/contract.js';
import type { Fields } from '../purchase/purchase.js';
import { textSchema, textRecordSchema } from '../purchase/shapes.js';
import { createCache, personalName } from '../stores/cache.js';
import { platform } from '../stores/outside.js';
import type { PurchaseSettings } from '../stores/settings.js';

/** An order is shown again on later pages for so long, ms. */
const SHOWN_FOR = 24 * 60 * 60_000;

export interface Place {
  readonly provider: ProviderName;
  readonly product: string;
}

const orderSchema = z.object({ id: textSchema, provider: textSchema, product: textSchema });
export type KnownOrder = z.infer<typeof orderSchema>;

export interface Memory {
  fields(place: Place): Fields | null;
  /** `null` forgets them. */
  keepFields(place: Place, fields: Fields | null): void;
  order(): KnownOrder | null;
  keepOrder(order: KnownOrder | null): void;
}

/** `null` for a guest: nothing is remembered of somebody who is not known. */
export function openMemory({ proxy, shopper }: PurchaseSettings): Memory | null {
  if (!shopper) return null;
  const cache = createCache(platform().storage, proxy);
  const now = () => platform().now();
  const nameOf = (what: string) => personalName(shopper.id, what);
  const fieldsName = ({ provider, product }: Place) => nameOf(`topup:${provider}:${product}`);
  const orderName = nameOf('topup-order');
  const keep = (name: string, rows: unknown) => {
    if (rows === null) cache.remove(name);
    else cache.write(name, { at: now(), rows, pages: 1, done: true });
  };

  return {
    fields: (place) => textRecordSchema.safeParse(cache.read(fieldsName(place))?.rows).data ?? null,
    keepFields: (place, fields) => keep(fieldsName(place), fields),
    order: () => {
      const kept = cache.read(orderName);
      if (!kept || now() - kept.at > SHOWN_FOR) return null;
      return orderSchema.safeParse(kept.rows).data ?? null;
    },
    keepOrder: (order) =>
      keep(orderName, order && { id: order.id, provider: order.provider, product: order.product }),
  };
}
