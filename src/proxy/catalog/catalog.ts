/** What can be bought, as the providers list it: kept for a short life, renewed in the background. */
import type { ProviderName } from '../contract.js';
import { createKept, type Kept } from '../kept.js';
import type { Outside } from '../outside.js';
import type {
  Provider,
  ProviderProduct,
  ProviderProductDetail,
  Read,
} from '../providers/provider.js';

export interface ProviderList {
  readonly provider: ProviderName;
  readonly products: Read<readonly ProviderProduct[]>;
}

/** Amounts are what the providers charge; the margin is added where a price is shown or quoted. */
export interface Catalog {
  products(): Promise<readonly ProviderList[]>;
  product(provider: ProviderName, code: string): Promise<Read<ProviderProductDetail>>;
  /** As the provider says now, or said at most `maxAge` ms ago. For the check before money moves. */
  fresh(provider: ProviderName, code: string, maxAge: number): Promise<Read<ProviderProductDetail>>;
  /** A product callback came: what is kept of the provider is old. */
  refresh(provider: ProviderName): void;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LIST = { life: 10 * MINUTE, stale: DAY, failureLife: 10_000, most: 1 };
const PRODUCT = { life: MINUTE, stale: DAY, failureLife: 10_000, most: 500 };

interface Shelf {
  readonly provider: Provider;
  readonly list: Kept<readonly ProviderProduct[]>;
  readonly details: Kept<ProviderProductDetail>;
}

const NOT_FOUND = { kind: 'failed', code: 'not-found' } as const;

export function createCatalog(
  providers: Iterable<Provider>,
  outside: Pick<Outside, 'now'>,
): Catalog {
  const shelves = new Map<ProviderName, Shelf>();
  for (const provider of providers) {
    const list = createKept(() => provider.products(), outside, LIST);
    const details = createKept((code) => provider.product(code), outside, PRODUCT);
    shelves.set(provider.name, { provider, list, details });
  }

  return {
    products: () =>
      Promise.all(
        [...shelves].map(async ([provider, { list }]) => ({
          provider,
          products: await list.get(''),
        })),
      ),

    async product(provider, code) {
      const shelf = shelves.get(provider);
      if (!shelf) return NOT_FOUND;
      // Only what is listed is asked about: a stranger's made-up codes cost the shop nothing.
      const listed = await shelf.list.get('');
      if (listed.kind === 'failed') return listed;
      if (!listed.value.some((each) => each.code === code)) return NOT_FOUND;
      return shelf.details.get(code);
    },

    fresh: (provider, code, maxAge) =>
      shelves.get(provider)?.details.fresh(code, maxAge) ?? Promise.resolve(NOT_FOUND),

    refresh(name) {
      const shelf = shelves.get(name);
      shelf?.provider.refresh?.();
      shelf?.list.expire();
      shelf?.details.expire();
    },
  };
}
