/**
 * The products that the providers list, cached for a short time and revalidated in the background. It
 * holds costs; prices are added where they are shown or quoted.
 */
import type { ProviderName } from '../contract.js';
import { createSwrCache, type SwrCache } from '../cache/swr-cache.js';
import type { Platform } from '../platform.js';
import type { Provider, ProviderProduct, ProviderProductDetail } from '../providers/provider.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import type { DatedRead, ReadResult } from '../upstream/read-result.js';

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
  /** The same array until one of the lists is another one. */
  products(): Promise<readonly ProviderList[]>;
  /** A read that is at most a minute old; an older one where the provider takes longer than 2 s. */
  product(provider: ProviderName, code: string): Promise<ReadResult<ProviderProductDetail>>;
  /** As `product`, with its age. */
  currentProduct(provider: ProviderName, code: string): Promise<ReadResult<DatedProduct>>;
  /** A read that began at most `maxAgeMs` ms ago, for the check before money moves. */
  freshProduct(
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ): Promise<ReadResult<ProviderProductDetail>>;
  /**
   * Expires the products that hold an item, after a callback that names it. One that none of them holds
   * may be new: it expires the provider's list, at most once a minute.
   */
  expireItem(provider: ProviderName, item: string): void;
}

export interface ChangedItem {
  readonly provider: ProviderName;
  readonly item: string;
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

/** ms that a page waits for prices of today while older ones are there */
const MAX_PAGE_WAIT_MS = 2 * SECOND_MS;
/** ms between two looks at what callbacks to other nodes have named */
const CHANGES_TTL_MS = SECOND_MS;

interface ProviderCache {
  readonly provider: Provider;
  readonly listCache: SwrCache<readonly ProviderProduct[]>;
  readonly productCache: SwrCache<ProviderProductDetail>;
  /** ms since 1970 */
  listExpiredAt: number;
}

const NOT_FOUND = { kind: 'failed', code: 'not-found' } as const;

/** @param readChanges the items that callbacks to any node have named since it was last called */
export function createCatalog(
  providers: Iterable<Provider>,
  platform: Pick<Platform, 'now' | 'setTimer'>,
  readChanges: () => Promise<readonly ChangedItem[]> = () => Promise.resolve([]),
): Catalog {
  const caches = new Map<ProviderName, ProviderCache>();
  for (const provider of providers) {
    const listCache = createSwrCache(() => provider.listProducts(), platform, LIST_CACHE_OPTIONS);
    const productCache = createSwrCache(
      (code) => provider.getProduct(code),
      platform,
      PRODUCT_CACHE_OPTIONS,
    );
    caches.set(provider.name, { provider, listCache, productCache, listExpiredAt: -Infinity });
  }
  const listCaches = Array.from(caches.values(), ({ listCache }) => listCache);
  let lastLists: readonly ProviderList[] = [];
  const codesOf = rememberCodes();
  let changes = { at: -Infinity, applied: Promise.resolve() };

  function applyChanges(): Promise<void> {
    const now = platform.now();
    if (Math.abs(now - changes.at) >= CHANGES_TTL_MS) {
      const applied = readChanges().then(
        (items) => items.forEach(({ provider, item }) => expireItem(provider, item)),
        // Pages are served while the store is out of reach.
        () => undefined,
      );
      changes = { at: now, applied };
    }
    return changes.applied;
  }

  function expireItem(name: ProviderName, item: string): void {
    const cache = caches.get(name);
    if (!cache) return;
    const isNamed = ({ code }: { readonly code: string }) => code === item;
    const isKnown = cache.productCache.expireMatching(
      ({ items, unsold }) => items.some(isNamed) || unsold.some(isNamed),
    );
    if (isKnown || Math.abs(platform.now() - cache.listExpiredAt) < MINUTE_MS) return;
    cache.listExpiredAt = platform.now();
    cache.provider.invalidateCatalog?.();
    cache.listCache.expireAll();
  }

  async function readProduct(
    provider: ProviderName,
    code: string,
  ): Promise<DatedRead<ProviderProductDetail>> {
    const cache = caches.get(provider);
    if (!cache) return NOT_FOUND;
    // Only listed codes are read, so that made-up codes send no requests to the provider.
    const listed = cache.listCache.peek('') ?? (await cache.listCache.get(''));
    if (listed.kind === 'failed') return listed;
    if (!codesOf(listed.value).has(code)) return NOT_FOUND;
    await applyChanges();
    return cache.productCache.getRecent(code, MAX_PAGE_WAIT_MS);
  }

  const isLast = (products: ProviderList['products'] | null, index: number): boolean =>
    lastLists[index]?.products === products;

  async function readLists(): Promise<readonly ProviderList[]> {
    const lists = await Promise.all(
      [...caches].map(async ([provider, { listCache }]) => ({
        provider,
        products: await listCache.get(''),
      })),
    );
    if (!lists.every(({ products }, index) => isLast(products, index))) lastLists = lists;
    return lastLists;
  }

  return {
    // Most requests find all lists fresh, and wait for nothing.
    products: () =>
      listCaches.every((cache, index) => isLast(cache.peek(''), index))
        ? Promise.resolve(lastLists)
        : readLists(),

    product: readProduct,

    async currentProduct(provider, code) {
      const read = await readProduct(provider, code);
      if (read.kind === 'failed') return read;
      return { kind: 'read', value: { detail: read.value, readAt: read.readAt } };
    },

    freshProduct: (provider, code, maxAgeMs) =>
      caches.get(provider)?.productCache.getFresh(code, maxAgeMs) ?? Promise.resolve(NOT_FOUND),

    expireItem,
  };
}

/** The codes of a list, collected once for each. */
function rememberCodes() {
  const known = new WeakMap<readonly ProviderProduct[], ReadonlySet<string>>();
  return (products: readonly ProviderProduct[]): ReadonlySet<string> => {
    const codes = known.get(products) ?? new Set(products.map(({ code }) => code));
    known.set(products, codes);
    return codes;
  };
}
