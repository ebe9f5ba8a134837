/** The shop's products, by category and by name. */
import { products } from '../open-api/products.js';
import type { Product } from '../open-api/products.js';
import type { FeedStore } from './feed.js';
import type { Shop } from './shop.js';
import { createFeeds } from './shop.js';

export interface ProductQuery {
  /** `id_kategori`; `''` for all */
  readonly category: string;
  /** `cari_nama_produk`; `''` for all */
  readonly search: string;
  /** `total_data`; a multiple of 10, at most 100 */
  readonly perPage: number;
}

/**
 * 40 a page: scrolling through 100 products costs 3 requests of a LITE shop's 100 a day. The first
 * page's address is also the one that a page may preload.
 */
export const PRODUCTS_PER_PAGE = 40;

const feeds = createFeeds(products);

export const productFeed = (
  shop: Shop,
  { category, search, perPage }: ProductQuery,
): FeedStore<Product> =>
  feeds(
    shop,
    { ...(category && { id_kategori: category }), ...(search && { cari_nama_produk: search }) },
    perPage,
  );
