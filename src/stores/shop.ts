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
import { platform } from './outside.js';

export interface Shop {
  readonly client: ShopClient;
  readonly shopper: Shopper | null;
}

/** Where a shop's answers are asked for and kept, whoever the shopper is. */
interface ShopClient {
  readonly settings: Omit<OpenApiSettings, 'shopper'>;
  readonly cache: StorageCache;
  /** Nothing is asked before this time, ms since the epoch: the shop said 429. */
  closedUntil: number;
}

/** After a 429 the shop is left alone for this long, ms, if the answer does not say how long. */
const QUOTA_PAUSE = 5 * 60_000;
const LONGEST_QUOTA_PAUSE = 60 * 60_000;
const QUOTA = 'quota';

/** How long an answer waits to be written down, ms: the first cards are shown before that. */
const KEPT_AFTER = 100;

const clients = new Map<string, ShopClient>();
const shops = new Map<string, Shop>();

/** The same settings give the same shop, so that all elements of a page share its answers. */
export function openShop({ api, token, shopper }: OpenApiSettings): Shop {
  const client = openClient({ api, token });
  const key = JSON.stringify([api, token, shopper]);
  const existing = shops.get(key);
  if (existing) return existing;
  client.cache.removeOtherShoppers(shopper?.id ?? null);
  const shop = { counter: client, shopper };
  shops.set(key, shop);
  return shop;
}

function openClient(settings: ShopClient['settings']): ShopClient {
  const key = JSON.stringify(settings);
  const existing = clients.get(key);
  if (existing) return existing;
  const cache = createCache(platform().storage, `${settings.api} ${settings.token ?? ''}`);
  const client = { settings, cache, closedUntil: cache.read(QUOTA)?.at ?? 0 };
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
  const asked = endpoint.path + JSON.stringify([query, perPage]);
  const name = shopper ? personalKey(shopper.id, asked) : asked;
  let latestEntry: CacheEntry | null = null;
  return createFeed({
    load: async (page, signal) => {
      if (now() < client.closedUntil) return fail('quota');
      const paging = perPage === null ? null : { page, total_data: perPage };
      const settings = { ...client.settings, shopper };
      const result = await requestRows(
        platform(),
        settings,
        endpoint,
        { ...paging, ...query },
        signal,
      );
      if (!result.ok && result.code === 'quota') close(client, result.retryAfterSeconds);
      return result;
    },
    perPage,
    ttlMs: endpoint.ttlMs,
    now,
    restore: () => {
      const entry = cache.read(name);
      return entry && { ...entry, rows: parseValidRows(endpoint.row, entry.rows).rows };
    },
    save: (entry) => {
      latestEntry = entry;
      if (!entry) cache.remove(name);
      else void wait(KEPT_AFTER).then(() => latestEntry === entry && cache.write(name, entry));
    },
    idOf: endpoint.idOf,
  });
}

/** @param seconds what the 429 asked for, if it did */
function close(client: ShopClient, seconds: number | undefined): void {
  const pause = seconds === undefined ? QUOTA_PAUSE : seconds * 1000;
  client.closedUntil = platform().now() + Math.min(pause, LONGEST_QUOTA_PAUSE);
  client.cache.write(QUOTA, { at: client.closedUntil, rows: [], pages: 0, done: true });
}
