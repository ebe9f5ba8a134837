/**
 * Whether the shopper's orders deserve a look: one runs, waits, or holds a voucher code that this
 * device has not shown yet.
 *
 * Asking opens a session, which costs the shop requests of its daily quota. So it is asked only when
 * this device has a reason: news at the last look, an order that was placed since, an open intent, or
 * no look for half a day.
 */
import type { ReadableAtom } from 'nanostores';
import { atom, onMount } from 'nanostores';
import type { Order } from '../proxy/contract.js';
import type { StorageCache } from '../stores/cache.js';
import { writeEntry } from '../stores/cache-writer.js';
import { personalKey } from '../stores/cache.js';
import { platform } from '../stores/platform.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { booleanSchema } from './http/schemas.js';
import { openPurchaseClient } from './open-purchase-client.js';
import { openProxyCache } from './proxy-cache.js';
import type { PurchaseClient } from './purchase-client.js';
import { orderFeed } from './orders/order-feed.js';
import { newsKey } from './orders/expect-news.js';
import { hasEnded } from './orders/order-status.js';
import { seenVouchers } from './orders/seen-vouchers.js';

const MAX_AGE_MS = 12 * 60 * 60_000;

const stores = new WeakMap<PurchaseClient, ReadableAtom<boolean>>();

/** One store per proxy and shopper; it asks while something listens. */
export function orderNews(settings: PurchaseSettings, shopperId: string): ReadableAtom<boolean> {
  const client = openPurchaseClient(settings);
  const store = stores.get(client) ?? createOrderNews(settings, shopperId, client);
  stores.set(client, store);
  return store;
}

function createOrderNews(
  settings: PurchaseSettings,
  shopperId: string,
  client: PurchaseClient,
): ReadableAtom<boolean> {
  const memory = openMemory(openProxyCache(settings.proxy), personalKey(shopperId, newsKey));
  const seen = seenVouchers(settings.proxy, shopperId);
  const feed = orderFeed(client);
  const $hasNews = atom(memory.hadNews());

  const isNews = (order: Order) => !hasEnded(order) || seen.isUnread(order);
  const read = () => {
    const state = feed.$feed.value;
    if (state?.status !== 'ready') return;
    seen.begin(state.rows);
    $hasNews.set(state.rows.some(isNews));
    memory.save($hasNews.get());
  };

  onMount($hasNews, () => {
    let stopFeed: (() => void) | null = null;
    const ask = () => {
      stopFeed ??= feed.$feed.subscribe(read);
    };
    const stops = [client.$orderChange.listen(ask), seen.$changes.listen(read)];
    if (memory.isDue() || client.hasOpenIntent()) ask();
    return () => {
      for (const stop of stops) stop();
      stopFeed?.();
    };
  });
  return $hasNews;
}

/** What this device knew at its last look. */
function openMemory(cache: StorageCache, key: string) {
  const entry = () => cache.read(key, booleanSchema);
  return {
    hadNews: () => entry()?.value ?? false,
    isDue: () => {
      const last = entry();
      const ageMs = last ? platform().now() - last.at : MAX_AGE_MS;
      return last?.value === true || ageMs < 0 || ageMs >= MAX_AGE_MS;
    },
    save: (hasNews: boolean) => writeEntry(cache, key, { at: platform().now(), value: hasNews }),
  };
}
