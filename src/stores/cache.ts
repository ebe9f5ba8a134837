/**
 * Reads answers that earlier page loads have cached in `localStorage`, or in any other `Storage`.
 * Never fails: storage that throws or holds nonsense acts as an empty cache. `cache-writer.ts` writes.
 *
 * The storage format is public. Pasted snippets (docs/advanced.md, "A faster start") look for a fresh
 * first page of products, to decide whether to preload it:
 * - the key is `etalase:<format>:<shop>:` and the entry's own key; that of the first page of products
 *   ends with `/app/produk[{},40]`;
 * - the value starts with the time of the answer, ms since the epoch. JSON of the value follows it;
 *   its shape is not public.
 */
import type * as z from 'zod/mini';

export interface CacheEntry<T> {
  /** when the answer came, ms since the epoch */
  readonly at: number;
  readonly value: T;
}

export interface StorageCache {
  /** @returns `null` also for a value that `schema` refuses, such as one of an earlier version */
  read<T>(key: string, schema: z.ZodMiniType<T>): CacheEntry<T> | null;
  remove(key: string): void;
  /** Removes the entries of all shoppers but `id`; of every shopper, for a guest (`null`). */
  removeOthers(id: string | null): void;
  /** Before each key of this shop, in storage. */
  readonly prefix: string;
  /** @returns `null` if storage throws */
  use<T>(operation: (storage: Storage) => T): T | null;
}

const PERSONAL = 'user:';

/** The key of an entry that belongs to one shopper. */
export const personalKey = (id: string, key: string) => `${PERSONAL}${id}:${key}`;

/** A higher format number makes `createCache` remove all entries of lower ones. */
const PREFIX = 'etalase:';
const FORMAT = `${PREFIX}1:`;
/** The keys of all entries of this site, of whatever shop and format. */
export const entryKeys = (storage: Storage): readonly string[] =>
  Object.keys(storage).filter((key) => key.startsWith(PREFIX));

/** Keeps shops apart, and the shop's token out of the keys. Not a cryptographic hash. */
function fingerprint(text: string): string {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (hash * 33) ^ text.charCodeAt(i);
  return (hash >>> 0).toString(36);
}

/** @param openStorage may throw, as `localStorage` does in a sandboxed frame */
export function createCache(openStorage: () => Storage, shop: string): StorageCache {
  const prefix = `${FORMAT}${fingerprint(shop)}:`;

  const use = <T>(operation: (storage: Storage) => T): T | null => {
    try {
      return operation(openStorage());
    } catch {
      return null;
    }
  };
  use((storage) => {
    for (const key of entryKeys(storage)) if (!key.startsWith(FORMAT)) storage.removeItem(key);
  });

  return {
    prefix,
    use,
    read: (key, schema) =>
      use((storage) => {
        const text = storage.getItem(prefix + key);
        if (!text) return null;
        const at = parseInt(text, 10);
        return { at, value: schema.parse(JSON.parse(text.slice(String(at).length))) };
      }),
    remove: (key) => {
      use((storage) => {
        storage.removeItem(prefix + key);
      });
    },
    removeOthers: (id) => {
      const isOwn = (key: string) => id !== null && key.startsWith(prefix + personalKey(id, ''));
      use((storage) => {
        for (const key of entryKeys(storage))
          if (key.startsWith(prefix + PERSONAL) && !isOwn(key)) storage.removeItem(key);
      });
    },
  };
}
