/** Stores on a storage, a clock and a network that a test controls. */
import type { Feed, FeedStore, ReadyFeed } from '../../../src/stores/feed.js';
import type { BrowserPlatform } from '../../../src/stores/platform.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { PRODUCTS_PER_PAGE } from '../../../src/stores/products.js';
import type { Shop } from '../../../src/stores/shop.js';
import { closeShops, openShop } from '../../../src/stores/shop.js';
import type { TestShop } from '../support.js';
import { until } from '../support.js';

/**
 * An empty `Storage`. Its entries are its own enumerable properties, as a browser's are.
 *
 * @param capacityChars UTF-16 units
 */
export function createStorage(capacityChars = Infinity): Storage {
  const hidden = <T>(value: T) => ({ value, enumerable: false });
  const storage = Object.create(null, {
    length: { get: () => Object.keys(storage).length },
    key: hidden((index: number) => Object.keys(storage)[index] ?? null),
    getItem: hidden((key: string) => entriesOf(storage).get(key) ?? null),
    removeItem: hidden((key: string) => void Reflect.deleteProperty(storage, key)),
    clear: hidden(() => {
      for (const key of Object.keys(storage)) Reflect.deleteProperty(storage, key);
    }),
    setItem: hidden((key: string, value: string) => {
      const others = Array.from(entriesOf(storage)).filter(([each]) => each !== key);
      const used = others.reduce((sum, [, each]) => sum + each.length, 0);
      if (used + value.length > capacityChars) throw new DOMException('full', 'QuotaExceededError');
      Reflect.set(storage, key, value);
    }),
  }) as Storage;
  return storage;
}

/** The keys and values in a storage. */
export const entriesOf = (storage: Storage): Map<string, string> =>
  new Map(Object.entries(storage).map(([key, value]) => [key, String(value)]));

export interface StoreFixture {
  /** The clock, ms since the epoch. */
  now: number;
  readonly storage: Storage;
  /** Acts as a page load: only the storage stays. */
  reload(): void;
}

export function createStoreFixture(
  parts: Partial<BrowserPlatform> = {},
  storage = createStorage(),
): StoreFixture {
  const fixture: StoreFixture = { now: Date.UTC(2026, 0, 1), storage, reload: closeShops };
  setPlatform({
    now: () => fixture.now,
    wait: () => Promise.resolve(),
    storage: () => storage,
    timeout: 1000,
    ...parts,
  });
  return fixture;
}

/** Listens until the list has no request under way, and stops listening. */
export async function untilSettled<T>(store: FeedStore<T>): Promise<Feed<T>> {
  const stop = store.$feed.listen(() => {});
  const feed = await until(() => {
    const now = store.$feed.get();
    const isSettled =
      now.status === 'failed' || (now.status === 'ready' && now.moreStatus !== 'pending');
    return isSettled && now;
  }, 'a settled list');
  stop();
  return feed;
}

/** Also waits for the answer to be written, unless the test holds its delay. */
export async function untilReady<T>(store: FeedStore<T>): Promise<ReadyFeed<T>> {
  const feed = await untilSettled(store);
  await import('../../../src/stores/cache-writer.js');
  await new Promise((resolve) => setTimeout(resolve));
  if (feed.status !== 'ready') throw new Error(JSON.stringify(feed));
  return feed;
}

/** The sandbox's shop, without a shopper. */
export const openAsGuest = ({ api, token }: TestShop): Shop =>
  openShop({ api, token, shopper: null });

export const ALL_PRODUCTS = { category: '', search: '', perPage: PRODUCTS_PER_PAGE };

/** Everything in storage as one text. */
export const storedText = ({ storage }: StoreFixture): string =>
  JSON.stringify(Array.from(entriesOf(storage)));

/** Forgets all shops and restores the browser's own platform. */
export function resetStores(): void {
  closeShops();
  setPlatform({});
}
