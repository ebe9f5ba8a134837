/**
 * The accounts that a device remembers of one shopper, by product: those that the shopper asked to be
 * remembered, the latest first. Nothing is remembered of guests.
 */
import * as z from 'zod/mini';
import {
  lenientListSchema,
  nullableTextSchema,
  textRecordSchema,
} from '../../purchase/http/schemas.js';
import { openProxyCache } from '../../purchase/proxy-cache.js';
import type { Fields } from '../../purchase/purchase-client.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { personalKey } from '../../stores/cache.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';

const MAX_ACCOUNTS = 8;

export interface SavedAccount {
  /** as the provider tells it; `null` while unknown */
  readonly name: string | null;
  readonly fields: Fields;
}

const accountsSchema = lenientListSchema(
  z.object({ name: nullableTextSchema, fields: textRecordSchema }),
);

export interface SavedAccounts {
  /** The latest first. */
  of(productId: string): readonly SavedAccount[];
  /** Puts it first; without a name, the known one stays. */
  save(productId: string, account: SavedAccount): void;
  remove(productId: string, fields: Fields): void;
}

/** `null` for a guest. */
export function openSavedAccounts({ proxy, shopper }: PurchaseSettings): SavedAccounts | null {
  if (!shopper) return null;
  const cache = openProxyCache(proxy);
  const entryName = (productId: string) => personalKey(shopper.id, `topup-accounts:${productId}`);
  /** The version before remembered one account a product. */
  const formerName = (productId: string) => personalKey(shopper.id, `topup:${productId}`);

  const read = (productId: string): readonly SavedAccount[] => {
    const former = cache.read(formerName(productId), textRecordSchema)?.value;
    const saved = cache.read(entryName(productId), accountsSchema)?.value;
    return saved ?? (former ? [{ name: null, fields: former }] : []);
  };
  const write = (productId: string, value: readonly SavedAccount[]) => {
    cache.remove(formerName(productId));
    writeEntry(cache, entryName(productId), { at: platform().now(), value });
  };
  const without = (productId: string, fields: Fields) =>
    read(productId).filter((each) => keyOf(each.fields) !== keyOf(fields));

  return {
    of: read,
    save: (productId, { name, fields }) => {
      const known = read(productId).find((each) => keyOf(each.fields) === keyOf(fields));
      const latest = { name: name ?? known?.name ?? null, fields };
      write(productId, [latest, ...without(productId, fields)].slice(0, MAX_ACCOUNTS));
    },
    remove: (productId, fields) => write(productId, without(productId, fields)),
  };
}

/** The order of the fields does not matter. */
const keyOf = (fields: Fields): string => JSON.stringify(Object.entries(fields).sort());

export const isSameAccount = (a: Fields, b: Fields): boolean => keyOf(a) === keyOf(b);
