/**
 * Answers kept across page loads, in `localStorage` or whatever has its shape. Storage that throws,
 * is full or holds nonsense is the same as no storage: the storefront works, it only asks more.
 */
import * as z from 'zod/mini';
import { anyValue, requiredInteger } from '../open-api/fields.js';

export interface CacheEntry {
  /** when it was answered, ms since the epoch */
  readonly at: number;
  readonly rows: unknown;
  /** how many pages `rows` joins */
  readonly pages: number;
  readonly done: boolean;
}

export interface Cache {
  read(name: string): CacheEntry | null;
  write(name: string, entry: CacheEntry): void;
  remove(name: string): void;
  /** Removes what belongs to any other shopper than `id`; everybody's, for a guest. */
  forgetOthers(id: string | null): void;
}

export const personalName = (id: string, name: string) => `user:${id}:${name}`;

/** Raised when the shape of what is kept changes: older entries are then removed unread. */
const PREFIX = 'etalase:';
const VERSION = `${PREFIX}1:`;
/** UTF-16 units; a WebView's `localStorage` holds about 5 million for the shop's whole site */
const MOST_IN_ENTRY = 400_000;
const MOST_IN_ALL = 1_200_000;

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

/** @param open gives the storage; may throw, as `localStorage` does in a sandboxed frame. */
export function createCache(open: () => Storage, shop: string): Cache {
  const prefix = `${VERSION}${fingerprint(shop)}:`;

  const attempt = <T>(use: (storage: Storage) => T): T | null => {
    try {
      return use(open());
    } catch {
      return null;
    }
  };
  const keys = (storage: Storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX));

  attempt((storage) => {
    for (const key of keys(storage)) if (!key.startsWith(VERSION)) storage.removeItem(key);
  });

  /** Makes room by removing the oldest entries of all shops on this site. */
  const makeRoom = (storage: Storage, needed: number) => {
    const entries = keys(storage).map((key) => {
      const value = storage.getItem(key) ?? '';
      return { key, size: value.length, at: parseInt(value, 10) || 0 };
    });
    let size = entries.reduce((sum, entry) => sum + entry.size, 0);
    for (const entry of entries.sort((a, b) => a.at - b.at)) {
      if (size + needed <= MOST_IN_ALL) return;
      storage.removeItem(entry.key);
      size -= entry.size;
    }
  };

  return {
    read: (name) =>
      attempt((storage) => {
        const value = storage.getItem(prefix + name);
        const entry = value ? entrySchema.parse(JSON.parse(value.slice(value.indexOf('{')))) : null;
        return entry && { ...entry, rows: entry.rows, done: entry.done === true };
      }),
    write: (name, entry) => {
      // The time stands in front so that ages can be compared without reading whole entries.
      const value = String(entry.at) + JSON.stringify(entry);
      attempt((storage) => {
        storage.removeItem(prefix + name);
        if (value.length > MOST_IN_ENTRY) return;
        makeRoom(storage, value.length);
        storage.setItem(prefix + name, value);
      });
    },
    remove: (name) => {
      attempt((storage) => {
        storage.removeItem(prefix + name);
      });
    },
    forgetOthers: (id) => {
      const personal = prefix + personalName('', '').slice(0, -1);
      const own = id === null ? null : prefix + personalName(id, '');
      attempt((storage) => {
        for (const key of keys(storage)) {
          if (key.startsWith(personal) && !(own && key.startsWith(own))) storage.removeItem(key);
        }
      });
    },
  };
}
