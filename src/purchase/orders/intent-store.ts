/**
 * Stores intents whose outcome is not certain in `localStorage`, one entry each, so that tabs never
 * overwrite each other's. Not in the cache of answers, which evicts old entries. Never stores a PIN.
 */
import * as z from 'zod/mini';
import { randomId } from '../session/base64url.js';
import { intentPrefix } from './has-stored-intents.js';
import type { Fields, Intent } from '../purchase-client.js';
import { integerSchema, textSchema, textRecordSchema } from '../http/schemas.js';

const storedIntentSchema = z.object({
  key: textSchema,
  quote: textSchema,
  fields: textRecordSchema,
  at: integerSchema,
});

export interface StoredIntent extends Intent {
  /** when it was last sent, ms since the epoch */
  readonly at: number;
}

export interface IntentStore {
  /** Sorted by `at`, the oldest first. */
  all(): readonly StoredIntent[];
  save(intent: StoredIntent): void;
  remove(key: string): void;
}

/** A new intent with a new idempotency key. */
export const createIntent = (quote: string, fields: Fields): Intent => ({
  key: randomId(),
  quote,
  fields,
});

/** @param open returns the storage; may throw, then intents live as long as the page */
export function openIntentStore(
  open: () => Storage,
  proxy: string,
  shopperId: string,
): IntentStore {
  const prefix = intentPrefix(proxy, shopperId);
  const inMemory = new Map<string, StoredIntent>();

  const tryStorage = (use: (storage: Storage) => void) => {
    try {
      use(open());
    } catch {
      // Intents stay in memory.
    }
  };

  return {
    all: () => {
      const found = new Map(inMemory);
      tryStorage((storage) => {
        for (const storageKey of Object.keys(storage)) {
          if (!storageKey.startsWith(prefix)) continue;
          const { data } = storedIntentSchema.safeParse(
            JSON.parse(storage.getItem(storageKey) ?? ''),
          );
          if (data) found.set(data.key, data);
        }
      });
      return Array.from(found.values()).sort((a, b) => a.at - b.at);
    },
    save: ({ key, quote, fields, at }) => {
      const stored = { key, quote, fields, at };
      inMemory.set(key, stored);
      tryStorage((storage) => storage.setItem(prefix + key, JSON.stringify(stored)));
    },
    remove: (key) => {
      inMemory.delete(key);
      tryStorage((storage) => storage.removeItem(prefix + key));
    },
  };
}
