/**
 * Wishes to buy whose end is not known yet, kept in `localStorage` under one entry each, so that two
 * tabs never write over each other's. Not in the cache of answers, which drops what is old.
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
  /** The oldest first. */
  all(): readonly StoredIntent[];
  save(intent: StoredIntent): void;
  remove(key: string): void;
}

/** One wish to buy; its key is made once, here. */
export const createIntent = (quote: string, fields: Fields): Intent => ({
  key: randomId(),
  quote,
  fields,
});

/** @param open gives the storage; may throw, and then intents live as long as the page. */
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
      // As without storage.
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
