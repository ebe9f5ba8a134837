/**
 * The names of accounts that the shopper has paid for, on this device only: an order holds no name,
 * and its receipt shows the one that was known when it was paid.
 */
import { personalKey } from '../../stores/cache.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { textRecordSchema } from '../http/schemas.js';
import { openProxyCache } from '../proxy-cache.js';
import type { Fields } from '../purchase-client.js';

const MAX_NAMES = 30;

/** What an order was for. */
export interface Account {
  readonly provider: string;
  readonly product: string;
  readonly fields: Fields;
}

export interface AccountNames {
  /** `null` while unknown */
  nameOf(account: Account): string | null;
  save(account: Account, name: string): void;
}

/** Knows and keeps no name for a guest. */
export function openAccountNames({ proxy, shopper }: PurchaseSettings): AccountNames {
  const cache = openProxyCache(proxy);
  const entryName = personalKey(shopper?.id ?? '', 'account-names');
  const read = () => (shopper ? (cache.read(entryName, textRecordSchema)?.value ?? {}) : {});
  return {
    nameOf: (account) => read()[keyOf(account)] ?? null,
    save: (account, name) => {
      if (!shopper) return;
      const key = keyOf(account);
      const others = Object.entries(read()).filter(([each]) => each !== key);
      const value = Object.fromEntries([...others.slice(1 - MAX_NAMES), [key, name]]);
      writeEntry(cache, entryName, { at: platform().now(), value });
    },
  };
}

/** The order of the fields does not matter. */
const keyOf = ({ provider, product, fields }: Account): string =>
  JSON.stringify([provider, product, ...Object.entries(fields).sort()]);
