/** What can be bought, as the providers list it: kept for a short life, renewed in the background. */
import type { ProviderName } from '../contract.js';
import { createSwrCache, type SwrCache } from '../cache/swr-cache.js';
import type { Platform } from '../platform.js';
import type { Provider, ProviderProduct, ProviderProductDetail } from '../providers/provider.js';
import type { ReadResult } from '../upstream/read-result.js';

export interface ProviderList {
  readonly provider: ProviderName;
  readonly products: ReadResult<readonly ProviderProduct[]>;
}

/** Amounts are what the providers charge; the margin is added where a price is shown or quoted. */
export interface Catalog {
  products(): Promise<readonly ProviderList[]>;
  product(provider: ProviderName, code: string): Promise<ReadResult<ProviderProductDetail>>;
  /** As the provider says now, or said at most `maxAgeMs` ms ago. For the check before money moves. */
  freshProduct(
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ): Promise<ReadResult<ProviderProductDetail>>;
  /** A product callback came: what is kept of the provider is old. */
  invalidate(provider: ProviderName): void;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LIST_CACHE_OPTIONS = {
  freshMs: 10 * MINUTE_MS,
  staleMs: DAY_MS,
  failureTtlMs: 10_000,
  maxEntries: 1,
};
const PRODUCT_CACHE_OPTIONS = {
  freshMs: MINUTE_MS,
  staleMs: DAY_MS,
  failureTtlMs: 10_000,
  maxEntries: 500,
};

interface ProviderCache {
  readonly provider: Provider;
  readonly listCache: SwrCache<readonly ProviderProduct[]>;
  readonly productCache: SwrCache<ProviderProductDetail>;
}

const NOT_FOUND = { kind: 'failed', code: 'not-found' } as const;

export function createCatalog(
  providers: Iterable<Provider>,
  platform: Pick<Platform, 'now'>,
): Catalog {
  const caches = new Map<ProviderName, ProviderCache>();
  for (const provider of providers) {
    const listCache = createSwrCache(() => provider.listProducts(), platform, LIST_CACHE_OPTIONS);
    const productCache = createSwrCache(
      (code) => provider.getProduct(code),
      platform,
      PRODUCT_CACHE_OPTIONS,
    );
    caches.set(provider.name, { provider, listCache, productCache });
  }

  return {
    products: () =>
      Promise.all(
        [...caches].map(async ([provider, { listCache }]) => ({
          provider,
          products: await listCache.get(''),
        })),
      ),

    async product(provider, code) {
      const cache = caches.get(provider);
      if (!cache) return NOT_FOUND;
      // Only what is listed is asked about: a stranger's made-up codes cost the shop nothing.
      const listed = await cache.listCache.get('');
      if (listed.kind === 'failed') return listed;
      if (!listed.value.some((each) => each.code === code)) return NOT_FOUND;
      return cache.productCache.get(code);
    },

    freshProduct: (provider, code, maxAgeMs) =>
      caches.get(provider)?.productCache.getFresh(code, maxAgeMs) ?? Promise.resolve(NOT_FOUND),

    invalidate(name) {
      const cache = caches.get(name);
      cache?.provider.invalidateCatalog?.();
      cache?.listCache.expireAll();
      cache?.productCache.expireAll();
    },
  };
}
