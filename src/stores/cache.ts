/**
 * Answers kept across page loads, in `localStorage` or whatever has its shape. Storage that throws,
 * is full or holds nonsense is the same as no storage: the storefront works, it only asks more.
 */
import * as z from 'zod/mini';
import { anyValue, requiredInteger } from '../open-api/lenient-fields.js';

export interface CacheEntry {
  /** when it was answered, ms since the epoch */
  readonly at: number;
  readonly rows: unknown;
  /** how many pages `rows` joins */
  readonly pages: number;
  readonly done: boolean;
}

export interface StorageCache {
  read(key: string): CacheEntry | null;
  write(key: string, entry: CacheEntry): void;
  remove(key: string): void;
  /** Removes what belongs to any other shopper than `id`; everybody's, for a guest. */
  removeOtherShoppers(id: string | null): void;
}

export const personalKey = (id: string, key: string) => `user:${id}:${key}`;

/** Raised when the shape of what is kept changes: older entries are then removed unread. */
const PREFIX = 'etalase:';
const VERSION = `${PREFIX}1:`;
/** UTF-16 units; a WebView's `localStorage` holds about 5 million for the shop's whole site */
const MAX_ENTRY_CHARS = 400_000;
const MAX_TOTAL_CHARS = 1_200_000;

const entrySchema = z.object({
  at: requiredInteger,
  pages: requiredInteger,
  rows: anyValue,
  done: anyValue,
});

/** Not a secret: only keeps shops apart, and the shop's token out of the storage's keys. */
function fingerprint(text: string): string {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (hash * 33) ^ text.charCodeAt(i);
  return (hash >>> 0).toString(36);
}

/** @param openStorage gives the storage; may throw, as `localStorage` does in a sandboxed frame. */
export function createCache(openStorage: () => Storage, shop: string): StorageCache {
  const prefix = `${VERSION}${fingerprint(shop)}:`;

  const tryStorage = <T>(operation: (storage: Storage) => T): T | null => {
    try {
      return operation(openStorage());
    } catch {
      return null;
    }
  };
  const keys = (storage: Storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX));

  tryStorage((storage) => {
    for (const key of keys(storage)) if (!key.startsWith(VERSION)) storage.removeItem(key);
  });

  /** Makes room by removing the oldest entries of all shops on this site. */
  const evictOldest = (storage: Storage, neededChars: number) => {
    const entries = keys(storage).map((key) => {
      const value = storage.getItem(key) ?? '';
      return { key, size: value.length, at: parseInt(value, 10) || 0 };
    });
    let size = entries.reduce((sum, entry) => sum + entry.size, 0);
    for (const entry of entries.sort((a, b) => a.at - b.at)) {
      if (size + neededChars <= MAX_TOTAL_CHARS) return;
      storage.removeItem(entry.key);
      size -= entry.size;
    }
  };

  return {
    read: (key) =>
      tryStorage((storage) => {
        const value = storage.getItem(prefix + key);
        const entry = value ? entrySchema.parse(JSON.parse(value.slice(value.indexOf('{')))) : null;
        return entry && { ...entry, rows: entry.rows, done: entry.done === true };
      }),
    write: (key, entry) => {
      // The time stands in front so that ages can be compared without reading whole entries.
      const value = String(entry.at) + JSON.stringify(entry);
      tryStorage((storage) => {
        storage.removeItem(prefix + key);
        if (value.length > MAX_ENTRY_CHARS) return;
        evictOldest(storage, value.length);
        storage.setItem(prefix + key, value);
      });
    },
    remove: (key) => {
      tryStorage((storage) => {
        storage.removeItem(prefix + key);
      });
    },
    removeOtherShoppers: (id) => {
      const personalPrefix = prefix + personalKey('', '').slice(0, -1);
      const ownPrefix = id === null ? null : prefix + personalKey(id, '');
      tryStorage((storage) => {
        for (const key of keys(storage)) {
          if (key.startsWith(personalPrefix) && !(ownPrefix && key.startsWith(ownPrefix)))
            storage.removeItem(key);
        }
      });
    },
  };
}
