/**
 * Wishes to buy whose end is not known yet, kept in `localStorage` under one entry each, so that two
 * tabs never write over each other's. Not in the cache of answers, which drops what is old.
 */
import * as z from 'zod/mini';
import { unguessable } from './base64url.js';
import { intentPrefix } from './kept-intents.js';
import type { Fields, Intent } from './purchase.js';
import { number, text, texts } from './shapes.js';

const keptSchema = z.object({
  key: text,
  quote: text,
  fields: texts,
  at: number,
});

export interface KeptIntent extends Intent {
  /** when it was last sent, ms since the epoch */
  readonly at: number;
}

export interface Intents {
  /** The oldest first. */
  all(): readonly KeptIntent[];
  keep(intent: KeptIntent): void;
  remove(key: string): void;
}

/** One wish to buy; its key is made once, here. */
export const newIntent = (quote: string, fields: Fields): Intent => ({
  key: unguessable(),
  quote,
  fields,
});

/** @param open gives the storage; may throw, and then intents live as long as the page. */
export function openIntents(open: () => Storage, proxy: string, shopperId: string): Intents {
  const prefix = intentPrefix(proxy, shopperId);
  const inMemory = new Map<string, KeptIntent>();

  const attempt = (use: (storage: Storage) => void) => {
    try {
      use(open());
    } catch {
      // As without storage.
    }
  };

  return {
    all: () => {
      const found = new Map(inMemory);
      attempt((storage) => {
        for (const name of Object.keys(storage)) {
          if (!name.startsWith(prefix)) continue;
          const { data } = keptSchema.safeParse(JSON.parse(storage.getItem(name) ?? ''));
          if (data) found.set(data.key, data);
        }
      });
      return Array.from(found.values()).sort((a, b) => a.at - b.at);
    },
    keep: ({ key, quote, fields, at }) => {
      const kept = { key, quote, fields, at };
      inMemory.set(key, kept);
      attempt((storage) => storage.setItem(prefix + key, JSON.stringify(kept)));
    },
    remove: (key) => {
      inMemory.delete(key);
      attempt((storage) => storage.removeItem(prefix + key));
    },
  };
}
