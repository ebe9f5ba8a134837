/**
 * The browser files of the last versions, kept in the store for all nodes: a page that was opened before an
 * update asks for the chunks of its own version, and the package holds only its own. They are encrypted with
 * the proxy's keys, so that whoever can only write to the store cannot put a script into pages.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Keys } from '../crypto/keys.js';
import { getShopFact, setShopFact } from '../ledger/shop-facts.js';
import type { Database } from '../store/database.js';
import { createBrowserFiles, type BrowserFiles, type BrowserTexts } from './browser-files.js';

export interface KeptReleases {
  /** Keeps the files of a version, and drops the oldest beyond `MAX_RELEASES`. */
  keep(this: void, version: string, texts: BrowserTexts): Promise<void>;
  /** `null` where the version is not kept */
  find(this: void, version: string): Promise<BrowserFiles | null>;
}

export interface KeptReleaseParts {
  readonly database: Database;
  readonly keys: Pick<Keys, 'encrypt' | 'decrypt'>;
  readonly now: () => number;
}

/** About 300 KB each. */
const MAX_RELEASES = 5;
const NAME_PREFIX = 'browser_files/';
const VERSION = /^\d+\.\d+\.\d+[\w.+-]{0,40}$/;

const storedTexts = z.record(z.string(), z.string());

export function createKeptReleases({
  database: { db },
  keys,
  now,
}: KeptReleaseParts): KeptReleases {
  const found = new Map<string, BrowserFiles>();

  async function readStored(name: string): Promise<BrowserTexts | null> {
    const fact = await getShopFact(db, name);
    const packed = fact && (await keys.decrypt(fact.value));
    if (!packed) return null;
    const text = await promisify(gunzip)(Buffer.from(packed, 'base64'));
    return storedTexts.parse(JSON.parse(text.toString()));
  }

  async function dropOldest(): Promise<void> {
    const kept = await db
      .selectFrom('shop_facts')
      .select('name')
      .where('name', 'like', `${NAME_PREFIX}%`)
      .orderBy('at', 'desc')
      .execute();
    const names = kept.slice(MAX_RELEASES).map(({ name }) => name);
    if (names.length > 0) await db.deleteFrom('shop_facts').where('name', 'in', names).execute();
  }

  return {
    keep: async (version, texts) => {
      const packed = await promisify(gzip)(JSON.stringify(texts));
      const value = await keys.encrypt(packed.toString('base64'));
      const name = NAME_PREFIX + version;
      await setShopFact(db, { name, value, at: now() }, { replace: true });
      await dropOldest();
    },

    find: async (version) => {
      if (!VERSION.test(version)) return null;
      const known = found.get(version);
      if (known) return known;
      const texts = await readStored(NAME_PREFIX + version);
      if (texts === null) return null;
      const files = createBrowserFiles(texts);
      found.set(version, files);
      return files;
    },
  };
}
