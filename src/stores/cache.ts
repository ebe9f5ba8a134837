/**
 * Caches answers across page loads in `localStorage`, or in any other `Storage`. Never fails: storage
 * that throws or holds nonsense acts as an empty cache.
 *
 * The storage format is public. Pasted snippets (docs/guide.md, "A faster start") look for a fresh
 * first page of products, to decide whether to preload it:
 * - the key is `etalase:<format>:<shop>:` and the entry's own key; that of the first page of products
 *   ends with `/app/produk[{},40]`;
 * - the value starts with the time of the answer, ms since the epoch. JSON of the value follows it;
 *   its shape is not public.
 */
import type * as z from 'zod/mini';
import { platform } from './platform.js';

export interface CacheEntry<T> {
  /** when the answer came, ms since the epoch */
  readonly at: number;
  readonly value: T;
}

export interface StorageCache {
  /** @returns `null` also for a value that `schema` refuses, such as one of an earlier version */
  read<T>(key: string, schema: z.ZodMiniType<T>): CacheEntry<T> | null;
  /**
   * @param entry its value is anything that JSON can hold, but no number: the time stands before it
   * @returns whether there was room; without it, what was stored under the key before is still there
   */
  write(key: string, entry: CacheEntry<unknown>): boolean;
  remove(key: string): void;
  /** Removes the entries of all shoppers but `id`; of every shopper, for a guest (`null`). */
  removeOthers(id: string | null): void;
}

const PERSONAL = 'user:';

/** The key of an entry that belongs to one shopper. */
export const personalKey = (id: string, key: string) => `${PERSONAL}${id}:${key}`;

/** A higher format number makes `createCache` remove all entries of lower ones. */
const PREFIX = 'etalase:';
const FORMAT = `${PREFIX}1:`;
/** UTF-16 units; a WebView's `localStorage` holds about 5 million for the shop's whole site. */
const MAX_ENTRY_CHARS = 400_000;
const MAX_TOTAL_CHARS = 1_200_000;

/** Keeps shops apart, and the shop's token out of the keys. Not a cryptographic hash. */
function fingerprint(text: string): string {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (hash * 33) ^ text.charCodeAt(i);
  return (hash >>> 0).toString(36);
}

/** @param openStorage may throw, as `localStorage` does in a sandboxed frame */
export function createCache(openStorage: () => Storage, shop: string): StorageCache {
  const prefix = `${FORMAT}${fingerprint(shop)}:`;

  const tryStorage = <T>(operation: (storage: Storage) => T): T | null => {
    try {
      return operation(openStorage());
    } catch {
      return null;
    }
  };
  const keys = (storage: Storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX));

  tryStorage((storage) => {
    for (const key of keys(storage)) if (!key.startsWith(FORMAT)) storage.removeItem(key);
  });

  /**
   * Makes room by removing the oldest entries of all shops on this site, but the one to be replaced.
   * A time in the future comes from a wrong clock, and counts as the oldest.
   */
  const evictOldest = (storage: Storage, replacedKey: string, neededChars: number) => {
    const now = platform().now();
    const others = keys(storage).filter((key) => key !== replacedKey);
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
  };

  return {
    read: (key, schema) =>
      tryStorage((storage) => {
        const text = storage.getItem(prefix + key);
        if (!text) return null;
        const at = parseInt(text, 10);
        return { at, value: schema.parse(JSON.parse(text.slice(String(at).length))) };
      }),
    write: (key, entry) => {
      // The leading time lets ages be compared without parsing whole entries.
      const text = String(entry.at) + JSON.stringify(entry.value);
      const hasRoom = tryStorage((storage) => {
        if (text.length > MAX_ENTRY_CHARS) return false;
        evictOldest(storage, prefix + key, text.length);
        storage.setItem(prefix + key, text);
        return true;
      });
      return hasRoom ?? false;
    },
    remove: (key) => {
      tryStorage((storage) => {
        storage.removeItem(prefix + key);
      });
    },
    removeOthers: (id) => {
      const isOwn = (key: string) => id !== null && key.startsWith(prefix + personalKey(id, ''));
      tryStorage((storage) => {
        for (const key of keys(storage))
          if (key.startsWith(prefix + PERSONAL) && !isOwn(key)) storage.removeItem(key);
      });
    },
  };
}
