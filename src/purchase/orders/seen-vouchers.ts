/** The orders whose voucher code this device has shown to a shopper. */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import * as z from 'zod/mini';
import type { Order } from '../../proxy/contract.js';
import { personalKey } from '../../stores/cache.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { textSchema } from '../http/schemas.js';
import { openProxyCache } from '../proxy-cache.js';

const MAX_REMEMBERED = 100;

/** How often a code was shown on this page, whoever's. */
const $changes = atom(0);

export interface SeenVouchers {
  has(orderId: string): boolean;
  add(orderId: string): void;
  readonly $changes: ReadableAtom<number>;
}

export function seenVouchers(proxy: string, shopperId: string): SeenVouchers {
  const cache = openProxyCache(proxy);
  const key = personalKey(shopperId, 'seen-vouchers');
  const ids = () => cache.read(key, z.array(textSchema))?.value ?? [];
  return {
    $changes,
    has: (orderId) => ids().includes(orderId),
    add: (orderId) => {
      const before = ids();
      if (before.includes(orderId)) return;
      const value = [orderId, ...before].slice(0, MAX_REMEMBERED);
      cache.write(key, { at: platform().now(), value });
      $changes.set($changes.get() + 1);
    },
  };
}

/** Call it when the shopper is shown an order in full. */
export function noteShown({ proxy, shopper }: PurchaseSettings, order: Order): void {
  if (shopper && order.voucher !== null) seenVouchers(proxy, shopper.id).add(order.id);
}
