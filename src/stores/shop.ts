/**
 * One shop as one shopper sees it, and its lists: each is requested once, however many elements show
 * it. Never shows one shopper what belongs to another.
 */
import * as z from 'zod/mini';
import type { OpenApiSettings } from '../open-api/client.js';
import { requestRows } from '../open-api/client.js';
import type { Endpoint, Query, Shopper } from '../open-api/endpoint.js';
import { parseValidRows } from '../open-api/endpoint.js';
import { anyValue, requiredInteger } from '../open-api/lenient-fields.js';
import type { ErrorCode } from '../open-api/result.js';
import { fail, ok } from '../open-api/result.js';
import type { StorageCache } from './cache.js';
import { createCache, personalKey } from './cache.js';
import type { FeedStore } from './feed.js';
import type { SavedList } from './paged-list.js';
import { createPagedList } from './paged-list.js';
import { platform } from './platform.js';
import type { QuotaPause } from './quota-pause.js';
import { createQuotaPause } from './quota-pause.js';

export interface Shop {
  readonly client: ShopClient;
  readonly shopper: Shopper | null;
}

/** What all shoppers of a shop share on this device. */
interface ShopClient {
  readonly settings: Omit<OpenApiSettings, 'shopper'>;
  readonly cache: StorageCache;
  readonly quotaPause: QuotaPause;
}

/** Writing an answer to storage waits this long, ms, so that the first cards are painted before. */
const CACHE_WRITE_DELAY_MS = 100;

/** Errors after which an old answer is better than none. */
const TRANSIENT_ERRORS: readonly ErrorCode[] = [
  'offline',
  'timeout',
  'quota',
  'server',
  'malformed',
  'too-large',
];

const clients = new Map<string, ShopClient>();
const shops = new Map<string, Shop>();

/** Returns the same shop for the same settings, so that all elements of a page share its answers. */
export function openShop({ api, token, shopper }: OpenApiSettings): Shop {
  const shopKey = JSON.stringify([api, token]);
  const client = getOrCreate(clients, shopKey, () => createClient({ api, token }));
  return getOrCreate(shops, JSON.stringify([shopKey, shopper]), () => {
    client.cache.removeOthers(shopper?.id ?? null);
    return { client, shopper };
  });
}

function getOrCreate<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  create: () => V,
): V {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}

function createClient(settings: ShopClient['settings']): ShopClient {
  const cache = createCache(platform().storage, `${settings.api} ${settings.token ?? ''}`);
  return { settings, cache, quotaPause: createQuotaPause(cache) };
}

/** For tests: acts as a page load. What storage holds stays. */
export function closeShops(): void {
  clients.clear();
  shops.clear();
}

/** The lists of one endpoint. The same shop, query and page size share one list. */
export function createFeeds<T>(endpoint: Endpoint<T>) {
  const feedsByClient = new WeakMap<ShopClient, Map<string, FeedStore<T>>>();
  /** @param perPage `total_data`; `null` for lists that come in one answer */
  return (shop: Shop, query: Query = {}, perPage: number | null = null): FeedStore<T> => {
    const { client } = shop;
    const shopper = endpoint.send ? shop.shopper : null;
    const feeds = getOrCreate(feedsByClient, client, () => new Map<string, FeedStore<T>>());
    const key = JSON.stringify([shopper, query, perPage]);
    return getOrCreate(feeds, key, () => openFeed(client, shopper, endpoint, query, perPage));
  };
}

/** The value of a list's cache entry. */
const savedListSchema = z.object({
  rows: anyValue,
  pages: requiredInteger,
  done: z.transform(Boolean),
});

function openFeed<T>(
  client: ShopClient,
  shopper: Shopper | null,
  endpoint: Endpoint<T>,
  query: Query,
  perPage: number | null,
): FeedStore<T> {
  const { settings, cache, quotaPause } = client;
  const queryKey = endpoint.path + JSON.stringify([query, perPage]);
  const cacheKey = shopper ? personalKey(shopper.id, queryKey) : queryKey;
  let latest: SavedList<T> | null = null;

  return createPagedList({
    load: async (page, signal, isWanted) => {
      if (quotaPause.isActive() && !(isWanted && (await quotaPause.waitForTurn())))
        return fail('quota');
      const paging = perPage === null ? null : { page: `${page}`, total_data: `${perPage}` };
      const result = await requestRows(
        platform(),
        { ...settings, shopper },
        endpoint,
        { ...paging, ...query },
        signal,
      );
      if (result.ok) {
        quotaPause.end();
        const isLast = perPage === null || result.value.received < perPage;
        return ok({ ...result.value, isLast });
      }
      if (result.code === 'quota') quotaPause.start(result.retryAfterSeconds);
      // Behind the last page, and for a category or a shopper without any rows.
      const isPart = page > 1 || shopper !== null || Object.keys(query).length > 0;
      if (result.code === 'not-found' && perPage !== null && isPart)
        return ok({ rows: [], received: 0, isLast: true });
      return result;
    },
    ttlMs: endpoint.ttlMs,
    idOf: endpoint.idOf,
    mayShrink: !endpoint.send,
    isTransient: (code) => TRANSIENT_ERRORS.includes(code),
    restore: () => {
      const entry = cache.read(cacheKey, savedListSchema);
      if (!entry) return null;
      const { at, value } = entry;
      const { rows } = parseValidRows(endpoint.row, value.rows);
      const last = Math.min(value.pages, rows.length) - 1;
      const pages = Array.from({ length: last + 1 }, (_, page) => {
        const start = page * (perPage ?? 0);
        return rows.slice(start, page < last ? start + (perPage ?? 0) : undefined);
      });
      return { at, done: value.done, pages };
    },
    save: (list) => {
      latest = list;
      if (!list) {
        cache.remove(cacheKey);
        return;
      }
      void platform()
        .wait(CACHE_WRITE_DELAY_MS)
        .then(() => import('./cache-writer.js'))
        .then(
          ({ writeList }) =>
            latest === list && writeList(cache, cacheKey, list, list.at - endpoint.ttlMs),
          () => {},
        );
    },
  });
}
