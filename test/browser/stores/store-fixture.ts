/** Storage, time and network in the hand of a test. */
import type { BrowserPlatform } from '../../../src/stores/platform.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { closeShops } from '../../../src/stores/shop.js';

/**
 * A `Storage` of its own, with as much room as is said, in UTF-16 units. Its entries are its own
 * enumerable properties, as a browser's are.
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

/** What a storage holds. */
export const entriesOf = (storage: Storage): Map<string, string> =>
  new Map(Object.entries(storage).map(([key, value]) => [key, String(value)]));

export interface StoreFixture {
  /** ms since the epoch; set it to let time pass */
  now: number;
  readonly storage: Storage;
  /** A page load: the storage stays, everything in memory is gone. */
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
