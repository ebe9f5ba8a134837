/** Where the mapped products are paid at bukaOlshop, as the pages need it: many times a second. */
import type { Database } from '../store/database.js';
import { SECOND_MS } from '../time.js';

/** by the product's id at bukaOlshop; the same object until something changes */
export type CheckoutUrlsById = ReadonlyMap<string, string>;

export interface CheckoutUrls {
  /** Those of the products that the checkout can sell. */
  current(this: void): Promise<CheckoutUrlsById>;
}

export interface CheckoutUrlsParts {
  readonly database: Database;
  readonly now: () => number;
  /** Whether the catalogue file maps anything: else the store is not asked. */
  readonly isAnyMapped: () => boolean;
}

/** ms that pages are served from one look at the store */
const SNAPSHOT_TTL_MS = 10 * SECOND_MS;

const NONE: CheckoutUrlsById = new Map();

export function createCheckoutUrls({
  database: { db },
  now,
  isAnyMapped,
}: CheckoutUrlsParts): CheckoutUrls {
  let snapshot = { at: -Infinity, urls: Promise.resolve(NONE) };

  async function load(before: Promise<CheckoutUrlsById>): Promise<CheckoutUrlsById> {
    const rows = await db
      .selectFrom('shop_products')
      .select(['id', 'page_url'])
      .where('page_url', 'is not', null)
      .where((eb) => eb.or([eb('stock', 'is', null), eb('stock', '>', 0)]))
      .where((eb) => eb.or([eb('fault', 'is', null), eb('fault', '!=', 'unknown')]))
      .execute();
    const urls = new Map(
      rows.flatMap(({ id, page_url: url }): [string, string][] =>
        url === null ? [] : [[id, url]],
      ),
    );
    const previous = await before;
    return isSame(previous, urls) ? previous : urls;
  }

  return {
    current() {
      if (!isAnyMapped()) return Promise.resolve(NONE);
      if (Math.abs(now() - snapshot.at) >= SNAPSHOT_TTL_MS) {
        const before = snapshot.urls;
        // Pages are served while the store is out of reach.
        snapshot = { at: now(), urls: load(before).catch(() => before) };
      }
      return snapshot.urls;
    },
  };
}

const isSame = (one: CheckoutUrlsById, other: CheckoutUrlsById): boolean =>
  one.size === other.size && [...one].every(([id, url]) => other.get(id) === url);
