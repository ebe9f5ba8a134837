/** One shop as one shopper sees it: every list it has, each asked for once however many show it. */
import type { OpenApiSettings } from '../open-api/client.js';
import { ask } from '../open-api/client.js';
import type { Endpoint, Query } from '../open-api/endpoint.js';
import { keepGood } from '../open-api/endpoint.js';
import { fail } from '../open-api/result.js';
import { createCache, personalName } from './cache.js';
import type { FeedStore } from './feed.js';
import { createFeed } from './feed.js';
import { outside } from './outside.js';

export interface Shop {
  /** @param perPage `total_data`; `null` for lists that come whole */
  open<T>(endpoint: Endpoint<T>, query: Query, perPage: number | null): FeedStore<T>;
}

/** After a 429 the shop is left alone for this long, ms, if the answer does not say how long. */
const QUOTA_PAUSE = 5 * 60_000;
const LONGEST_QUOTA_PAUSE = 60 * 60_000;
const QUOTA = 'quota';

const shops = new Map<string, Shop>();

/** The same settings give the same shop, so that all elements of a page share its answers. */
export function openShop(settings: OpenApiSettings): Shop {
  const key = JSON.stringify(settings);
  const shop = shops.get(key) ?? createShop(settings);
  shops.set(key, shop);
  return shop;
}

/** Closes all shops: the next to be opened knows only what storage kept. */
export function closeShops(): void {
  shops.clear();
}

/** The lists of one endpoint: the same shop, query and page size give the same list. */
export function createFeeds<T>(endpoint: Endpoint<T>) {
  const made = new WeakMap<Shop, Map<string, FeedStore<T>>>();
  return (shop: Shop, query: Query = {}, perPage: number | null = null): FeedStore<T> => {
    const feeds = made.get(shop) ?? new Map<string, FeedStore<T>>();
    made.set(shop, feeds);
    const key = JSON.stringify([query, perPage]);
    const feed = feeds.get(key) ?? shop.open(endpoint, query, perPage);
    feeds.set(key, feed);
    return feed;
  };
}

function createShop(settings: OpenApiSettings): Shop {
  const { now, storage } = outside();
  const { api, token, shopper } = settings;
  const cache = createCache(storage, `${api} ${token ?? ''}`);
  cache.forgetOthers(shopper?.id ?? null);
  let closedUntil = cache.read(QUOTA)?.at ?? 0;

  const closeFor = (seconds: number | undefined) => {
    const pause = seconds === undefined ? QUOTA_PAUSE : seconds * 1000;
    closedUntil = now() + Math.min(pause, LONGEST_QUOTA_PAUSE);
    cache.write(QUOTA, { at: closedUntil, rows: [], pages: 0, done: true });
  };

  return {
    open: (endpoint, query, perPage) => {
      const asked = endpoint.path + JSON.stringify([query, perPage]);
      const name = endpoint.isPersonal ? personalName(shopper?.id ?? '', asked) : asked;
      return createFeed({
        load: async (page, signal) => {
          if (now() < closedUntil) return fail('quota');
          const paging = perPage === null ? null : { page, total_data: perPage };
          const result = await ask(outside(), settings, endpoint, { ...paging, ...query }, signal);
          if (!result.ok && result.code === 'quota') closeFor(result.retryAfter);
          return result;
        },
        perPage,
        ttl: endpoint.ttl,
        now,
        restore: () => {
          const kept = cache.read(name);
          return kept && { ...kept, rows: keepGood(endpoint.row, kept.rows).rows };
        },
        keep: (kept) => {
          if (kept) cache.write(name, kept);
          else cache.remove(name);
        },
        id: endpoint.id,
      });
    },
  };
}
