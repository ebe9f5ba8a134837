/** The orders whose voucher code this device has shown to a shopper, and those that still hold news. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order } from '../../proxy/contract.js';
import { personalKey } from '../../stores/cache.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { lenientListSchema, textSchema } from '../http/schemas.js';
import { openProxyCache } from '../proxy-cache.js';

const MAX_REMEMBERED = 100;
const DAY_MS = 24 * 60 * 60_000;
/** Nobody waits for an older code. */
const UNREAD_MS = 7 * DAY_MS;

const idsSchema = lenientListSchema(textSchema);

/** How often a code was shown on this page, whoever's. */
const $changes = atom(0);

export interface SeenVouchers {
  isUnread(order: Order): boolean;
  add(...ids: readonly string[]): void;
  /**
   * For a device that has neither bought nor looked before: codes older than a day have been read on
   * another one.
   */
  begin(orders: readonly Order[]): void;
  readonly $changes: ReadableAtom<number>;
}

const ageMs = ({ updated_at }: Order) => platform().now() - Date.parse(updated_at);

export function seenVouchers(proxy: string, shopperId: string): SeenVouchers {
  const cache = openProxyCache(proxy);
  const key = personalKey(shopperId, 'seen-vouchers');
  const stored = () => cache.read(key, idsSchema)?.value;
  const add = (...ids: readonly string[]) => {
    const value = [...ids, ...(stored() ?? [])].slice(0, MAX_REMEMBERED);
    writeEntry(cache, key, { at: platform().now(), value });
    $changes.set($changes.get() + 1);
  };
  let hasBegun = false;
  return {
    $changes,
    add,
    isUnread: (order) =>
      order.voucher !== null && ageMs(order) < UNREAD_MS && !stored()?.includes(order.id),
    begin: (orders) => {
      // Without storage nothing is remembered, and what listens to the change begins again.
      if (hasBegun || stored()) return;
      hasBegun = true;
      add(...orders.filter((each) => ageMs(each) > DAY_MS).map(({ id }) => id));
    },
  };
}

/** Call it when the shopper is shown an order in full. */
export function noteShown({ proxy, shopper }: PurchaseSettings, order: Order): void {
  const seen = shopper && seenVouchers(proxy, shopper.id);
  if (seen?.isUnread(order)) seen.add(order.id);
}
