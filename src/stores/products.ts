/** The shop's products, filtered by category and name. */
import { serverSearchOf } from '../open-api/normalize-search.js';
import { products } from '../open-api/products.js';
import type { Product } from '../open-api/products.js';
import type { FeedStore } from './feed.js';
import type { Shop } from './shop.js';
import { createFeeds } from './shop.js';

export interface ProductQuery {
  /** `id_kategori`; `''` for all */
  readonly category: string;
  /** words, of which the server is asked for one (`normalize-search.ts`); `''` for all */
  readonly search: string;
  /** `total_data`; a multiple of 10, at most 100 */
  readonly perPage: number;
}

/**
 * 100 products cost 3 requests of the 100 that a LITE shop has a day, and one for each seam between two
 * pages. Pages may preload the first page's URL, which contains this number (docs/advanced.md, "A faster
 * start").
 */
export const PRODUCTS_PER_PAGE = 40;

const feeds = createFeeds(products);

export const productFeed = (
  shop: Shop,
  { category, search, perPage }: ProductQuery,
): FeedStore<Product> =>
  feeds(
    shop,
    {
      ...(category && { id_kategori: category }),
      ...(search && { cari_nama_produk: serverSearchOf(search) }),
    },
    perPage,
  );
