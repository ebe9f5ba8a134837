/** One shop as one shopper sees it: every list it has, each asked for once however many show it. */
import type { OpenApiSettings } from '../open-api/client.js';
import { requestRows } from '../open-api/client.js';
import type { Endpoint, Query, Shopper } from '../open-api/endpoint.js';
import { parseValidRows } from '../open-api/endpoint.js';
import { fail } from '../open-api/result.js';
import type { StorageCache, CacheEntry } from './cache.js';
import { createCache, personalKey } from './cache.js';
import type { FeedStore } from './feed.js';
import { createFeed } from './feed.js';
import { platform } from './platform.js';

export interface Shop {
  readonly client: ShopClient;
  readonly shopper: Shopper | null;
}

/** Where a shop's answers are asked for and kept, whoever the shopper is. */
interface ShopClient {
  readonly settings: Omit<OpenApiSettings, 'shopper'>;
  readonly cache: StorageCache;
  /** Nothing is asked before this time, ms since the epoch: the shop said 429. */
  pausedUntil: number;
}

/** After a 429 the shop is left alone for this long, ms, if the answer does not say how long. */
const QUOTA_PAUSE_MS = 5 * 60_000;
const MAX_QUOTA_PAUSE_MS = 60 * 60_000;
const QUOTA_KEY = 'quota';

/** How long an answer waits to be written down, ms: the first cards are shown before that. */
const CACHE_WRITE_DELAY_MS = 100;

const clients = new Map<string, ShopClient>();
const shops = new Map<string, Shop>();

/** The same settings give the same shop, so that all elements of a page share its answers. */
export function openShop({ api, token, shopper }: OpenApiSettings): Shop {
  const client = openClient({ api, token });
  const key = JSON.stringify([api, token, shopper]);
  const existing = shops.get(key);
  if (existing) return existing;
  client.cache.removeOtherShoppers(shopper?.id ?? null);
  const shop = { client, shopper };
  shops.set(key, shop);
  return shop;
}

function openClient(settings: ShopClient['settings']): ShopClient {
  const key = JSON.stringify(settings);
  const existing = clients.get(key);
  if (existing) return existing;
  const cache = createCache(platform().storage, `${settings.api} ${settings.token ?? ''}`);
  const client = { settings, cache, pausedUntil: cache.read(QUOTA_KEY)?.at ?? 0 };
  clients.set(key, client);
  return client;
}

/** Closes all shops: the next to be opened knows only what storage kept. */
export function closeShops(): void {
  clients.clear();
  shops.clear();
}

/** The lists of one endpoint: the same shop, query and page size give the same list. */
export function createFeeds<T>(endpoint: Endpoint<T>) {
  const feedsByClient = new WeakMap<ShopClient, Map<string, FeedStore<T>>>();
  /** @param perPage `total_data`; `null` for lists that come whole */
  return (shop: Shop, query: Query = {}, perPage: number | null = null): FeedStore<T> => {
    const { client } = shop;
    const shopper = endpoint.isPersonal ? shop.shopper : null;
    const feeds = feedsByClient.get(client) ?? new Map<string, FeedStore<T>>();
    feedsByClient.set(client, feeds);
    const key = JSON.stringify([shopper, query, perPage]);
    const feed = feeds.get(key) ?? openFeed(client, shopper, endpoint, query, perPage);
    feeds.set(key, feed);
    return feed;
  };
}

function openFeed<T>(
  client: ShopClient,
  shopper: Shopper | null,
  endpoint: Endpoint<T>,
  query: Query,
  perPage: number | null,
): FeedStore<T> {
  const { cache } = client;
  const { now, wait } = platform();
  const queryKey = endpoint.path + JSON.stringify([query, perPage]);
  const cacheKey = shopper ? personalKey(shopper.id, queryKey) : queryKey;
  let latestEntry: CacheEntry | null = null;
  return createFeed({
    load: async (page, signal) => {
      if (now() < client.pausedUntil) return fail('quota');
      const paging = perPage === null ? null : { page, total_data: perPage };
      const settings = { ...client.settings, shopper };
      const result = await requestRows(
        platform(),
        settings,
        endpoint,
        { ...paging, ...query },
        signal,
      );
      if (!result.ok && result.code === 'quota') pauseRequests(client, result.retryAfterSeconds);
      return result;
    },
    perPage,
    ttlMs: endpoint.ttlMs,
    now,
    restore: () => {
      const entry = cache.read(cacheKey);
      return entry && { ...entry, rows: parseValidRows(endpoint.row, entry.rows).rows };
    },
    save: (entry) => {
      latestEntry = entry;
      if (!entry) cache.remove(cacheKey);
      else
        void wait(CACHE_WRITE_DELAY_MS).then(
          () => latestEntry === entry && cache.write(cacheKey, entry),
        );
    },
    idOf: endpoint.idOf,
  });
}

/** @param retryAfterSeconds what the 429 asked for, if it did */
function pauseRequests(client: ShopClient, retryAfterSeconds: number | undefined): void {
  const pauseMs = retryAfterSeconds === undefined ? QUOTA_PAUSE_MS : retryAfterSeconds * 1000;
  client.pausedUntil = platform().now() + Math.min(pauseMs, MAX_QUOTA_PAUSE_MS);
  client.cache.write(QUOTA_KEY, { at: client.pausedUntil, rows: [], pages: 0, done: true });
}
