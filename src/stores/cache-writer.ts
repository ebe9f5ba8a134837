/** Writes to the cache, as much as there is room for. Loaded when the first answer has been shown. */
import type { CacheEntry, StorageCache } from './cache.js';
import { entryKeys } from './cache.js';
import type { Pages } from './join-pages.js';
import { platform } from './platform.js';

/** UTF-16 units; a WebView's `localStorage` holds about 5 million for the shop's whole site. */
const MAX_ENTRY_CHARS = 400_000;
const MAX_TOTAL_CHARS = 1_200_000;

/**
 * @param entry its value is anything that JSON can hold, but no number: the time stands before it
 * @returns whether there was room; without it, what was stored under the key before is still there
 */
export function writeEntry(
  { use, prefix }: StorageCache,
  key: string,
  { at, value }: CacheEntry<unknown>,
): boolean {
  // The leading time lets ages be compared without parsing whole entries.
  const text = String(at) + JSON.stringify(value);
  const hasRoom = use((storage) => {
    if (text.length > MAX_ENTRY_CHARS) return false;
    evictOldest(storage, prefix + key, text.length);
    storage.setItem(prefix + key, text);
    return true;
  });
  return hasRoom ?? false;
}

/**
 * Makes room by removing the oldest entries of all shops on this site, but the one to be replaced. A
 * time in the future comes from a wrong clock, and counts as the oldest.
 */
function evictOldest(storage: Storage, replacedKey: string, neededChars: number): void {
  const now = platform().now();
  const others = entryKeys(storage).filter((key) => key !== replacedKey);
  const entries = others.map((key) => {
    const text = storage.getItem(key) ?? '';
    const at = parseInt(text, 10);
    return { key, size: text.length, at: at <= now ? at : 0 };
  });
  let size = entries.reduce((sum, entry) => sum + entry.size, 0);
  for (const entry of entries.sort((a, b) => a.at - b.at)) {
    if (size + neededChars <= MAX_TOTAL_CHARS) return;
    storage.removeItem(entry.key);
    size -= entry.size;
  }
}

/**
 * Writes as many pages of a list as there is room for; of a first page that is too large, its first
 * rows.
 *
 * @param staleAt a time that lets a first page without all its rows be renewed at once
 */
export function writeList<T>(
  cache: StorageCache,
  key: string,
  list: { readonly at: number; readonly pages: Pages<T>; readonly done: boolean },
  staleAt: number,
): void {
  const write = (at: number, pages: Pages<T>, done: boolean) =>
    writeEntry(cache, key, { at, value: { rows: pages.flat(), pages: pages.length, done } });
  const { at, pages, done } = list;
  let chars = 0;
  const isTooMuch = (page: readonly T[]) =>
    (chars += JSON.stringify(page).length) > MAX_ENTRY_CHARS;
  const fitting = pages.findIndex(isTooMuch);
  for (let count = fitting < 0 ? pages.length : fitting; count > 0; count--) {
    if (write(at, pages.slice(0, count), done && count === pages.length)) return;
  }
  const [first = []] = pages;
  for (let count = first.length >> 1; count > 0; count >>= 1) {
    if (write(staleAt, [first.slice(0, count)], false)) return;
  }
}
