/**
 * One product of the shop in full: its row of the Open API's list, with the brand, wholesale prices and
 * pictures that only the Closed API has. The row alone decides whether there is such a product, so that
 * made-up ids cost no call to the Closed API; without its answer the row is served as it is.
 */
import { z } from 'zod';
import { createSwrCache } from '../cache/swr-cache.js';
import type { Settings } from '../config/settings.js';
import { sha256 } from '../crypto/digest.js';
import type { ListResponse, Mirror } from '../mirror/mirror.js';
import type { Platform } from '../platform.js';
import { DAY_MS, MINUTE_MS } from '../time.js';
import type { ReadResult } from '../upstream/read-result.js';
import { readProductExtras, type ProductExtras } from './product-extras.js';
import { createProductFinder, type ListedRow } from './product-finder.js';

export interface ProductDetails {
  /** `{code, status, data}` as JSON. Never throws. */
  get(this: void, id: string): Promise<ReadResult<ListResponse>>;
}

export interface ProductDetailsParts {
  readonly bukaolshop: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>;
  readonly platform: Platform;
  readonly mirror: Pick<Mirror, 'list'>;
  /** Whether the quota pays for a call that no order depends on. */
  readonly allowsCall: () => Promise<boolean>;
}

/** ms that an answer is fresh: its price and stock are those of the list */
export const DETAIL_TTL_MS = 5 * MINUTE_MS;
/** ms that an old answer is served while there is no newer one */
const MAX_STALE_MS = 3 * DAY_MS;
/** ms that brand, wholesale prices and pictures are kept; they hardly ever change */
const EXTRAS_TTL_MS = DAY_MS;
/** ms without another call for the same product after one that failed */
const EXTRAS_PAUSE_MS = 10 * MINUTE_MS;
/** ms without another search for the same product after one that failed */
const FAILURE_TTL_MS = 5_000;
/** A long description has 20 KB. */
const MAX_CACHED = 200;

/** What is no list counts as an empty one; pages check the addresses. */
const pictureList = z.array(z.unknown()).catch([]);

const NO_EXTRAS: ProductExtras = { merek: null, sku: null, harga_grosir: [], url_gambar: [] };

export function createProductDetails({
  bukaolshop,
  platform,
  mirror,
  allowsCall,
}: ProductDetailsParts): ProductDetails {
  const finder = createProductFinder(mirror, platform);
  const extras = createSwrCache<ProductExtras>(loadExtras, platform, {
    freshMs: EXTRAS_TTL_MS,
    staleMs: 7 * EXTRAS_TTL_MS,
    failureTtlMs: EXTRAS_PAUSE_MS,
    maxEntries: MAX_CACHED,
  });

  async function loadExtras(id: string): Promise<ReadResult<ProductExtras>> {
    if (!(await allowsCall())) return { kind: 'failed', code: 'quota', retryAfterMs: null };
    return readProductExtras(bukaolshop, platform, id);
  }

  async function load(id: string): Promise<ReadResult<ListResponse>> {
    const requestedAt = platform.now();
    const found = await finder.find(id);
    if (found.kind === 'failed') return found;
    const more = await extras.get(id);
    const data = join(found.value, more.kind === 'read' ? more.value : NO_EXTRAS);
    const body = JSON.stringify({ code: 200, status: 'ok', data });
    return { kind: 'read', value: { body, etag: `"${sha256(body).slice(0, 27)}"`, requestedAt } };
  }

  const details = createSwrCache(load, platform, {
    freshMs: DETAIL_TTL_MS,
    staleMs: MAX_STALE_MS,
    failureTtlMs: FAILURE_TTL_MS,
    maxEntries: MAX_CACHED,
  });
  return { get: (id) => details.get(id) };
}

function join(row: ListedRow, { url_gambar: pictures, ...extras }: ProductExtras): ListedRow {
  const listed = pictureList.parse(row['list_gambar']);
  return { ...row, ...extras, list_gambar: [...new Set([...listed, ...pictures])] };
}
