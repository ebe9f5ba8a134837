/**
 * The products that the providers list, cached for a short time and revalidated in the background. It
 * holds costs; prices are added where they are shown or quoted.
 */
import type { ProviderName } from '../contract.js';
import { createSwrCache, type SwrCache } from '../cache/swr-cache.js';
import type { Platform } from '../platform.js';
import type { Provider, ProviderProduct, ProviderProductDetail } from '../providers/provider.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import type { ReadResult } from '../upstream/read-result.js';

export interface ProviderList {
  readonly provider: ProviderName;
  readonly products: ReadResult<readonly ProviderProduct[]>;
}

export interface DatedProduct {
  readonly detail: ProviderProductDetail;
  /** ms since 1970 */
  readonly readAt: number;
}

export interface Catalog {
  products(): Promise<readonly ProviderList[]>;
  product(provider: ProviderName, code: string): Promise<ReadResult<ProviderProductDetail>>;
  /** With prices of the last minute; waits a moment for them, and has older ones where none come. */
  currentProduct(provider: ProviderName, code: string): Promise<ReadResult<DatedProduct>>;
  /** A read that began at most `maxAgeMs` ms ago, for the check before money moves. */
  freshProduct(
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ): Promise<ReadResult<ProviderProductDetail>>;
  /** Expires everything cached of the provider, after a product callback. */
  invalidate(provider: ProviderName): void;
}

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

/** ms that a page waits for prices of the last minute */
const MAX_PAGE_WAIT_MS = 2 * SECOND_MS;

interface ProviderCache {
  readonly provider: Provider;
  readonly listCache: SwrCache<readonly ProviderProduct[]>;
  readonly productCache: SwrCache<ProviderProductDetail>;
}

const NOT_FOUND = { kind: 'failed', code: 'not-found' } as const;

export function createCatalog(
  providers: Iterable<Provider>,
  platform: Pick<Platform, 'now' | 'setTimer'>,
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

  /** Only listed codes are read, so that made-up codes send no requests to the provider. */
  async function findListed(
    provider: ProviderName,
    code: string,
  ): Promise<ReadResult<SwrCache<ProviderProductDetail>>> {
    const cache = caches.get(provider);
    if (!cache) return NOT_FOUND;
    const listed = await cache.listCache.get('');
    if (listed.kind === 'failed') return listed;
    if (!listed.value.some((each) => each.code === code)) return NOT_FOUND;
    return { kind: 'read', value: cache.productCache };
  }

  const waitAtMost = (ms: number, task: Promise<unknown>): Promise<void> =>
    new Promise((resolve) => {
      const cancel = platform.setTimer(ms, resolve);
      void task.then(() => {
        cancel();
        resolve();
      });
    });

  return {
    products: () =>
      Promise.all(
        [...caches].map(async ([provider, { listCache }]) => ({
          provider,
          products: await listCache.get(''),
        })),
      ),

    async product(provider, code) {
      const found = await findListed(provider, code);
      return found.kind === 'failed' ? found : found.value.get(code);
    },

    async currentProduct(provider, code) {
      const found = await findListed(provider, code);
      if (found.kind === 'failed') return found;
      const cache = found.value;
      await waitAtMost(MAX_PAGE_WAIT_MS, cache.getRecent(code, PRODUCT_CACHE_OPTIONS.freshMs));
      const read = await cache.get(code);
      if (read.kind === 'failed') return read;
      const readAt = cache.readAt(code) ?? platform.now();
      return { kind: 'read', value: { detail: read.value, readAt } };
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
