/**
 * Finds the product that a page names: by its id from the proxy, which knows every product, else among
 * the shop's newest, or by its name. Asks for as little as possible: a small shop has 100 requests a day.
 */
import type { LitElement } from 'lit';
import type { ProductDetail } from '../../open-api/product-detail.js';
import { matchesSearch, normalizeSearch } from '../../open-api/normalize-search.js';
import type { Product } from '../../open-api/products.js';
import type { Feed, FeedStore, ReadyFeed } from '../../stores/feed.js';
import { PRODUCTS_PER_PAGE, productFeed } from '../../stores/products.js';
import type { Shop } from '../../stores/shop.js';
import { LatestTask } from '../controllers/latest-task.js';

/** The Open API has no request for one product, so it is searched for in this many pages of all. */
const MAX_SEARCHED_PAGES = 5;

export interface Wanted {
  /** `id_produk`; `''` where the page names none */
  readonly id: string;
  readonly name: string;
  readonly shop: Shop | null;
  /** Base address of the proxy. */
  readonly proxy: string | null;
}

/** The list does not know all that the proxy knows, nor the proxy all that the list knows. */
const joinWithRow = (detail: ProductDetail, row: Product | null): ProductDetail => ({
  ...detail,
  deskripsi_panjang: detail.deskripsi_panjang || (row?.deskripsi_panjang ?? ''),
  deskripsi_singkat: detail.deskripsi_singkat || (row?.deskripsi_singkat ?? ''),
  status_produk: detail.status_produk || (row?.status_produk ?? ''),
  url_produk: detail.url_produk ?? row?.url_produk ?? null,
});

const plain = (name: string) => normalizeSearch(name).search.toLowerCase();

export class ProductLookup {
  private readonly detail: LatestTask<ProductDetail>;

  constructor(
    host: LitElement,
    private readonly wanted: () => Wanted,
  ) {
    this.detail = new LatestTask(host);
  }

  /** Asks the proxy once for each product; called with every update of the element. */
  update(): void {
    const { id, proxy } = this.wanted();
    if (!id || proxy === null) return;
    this.detail.run(JSON.stringify([proxy, id]), async (signal) => {
      const module = await import('../../purchase/http/product-detail.js').catch(() => null);
      return module
        ? module.requestProductDetail(proxy, id, signal)
        : { ok: false, code: 'offline' };
    });
  }

  /** The proxy is asked first, and the shop's lists where it does not know. */
  private get asksProxy(): boolean {
    const { id, proxy } = this.wanted();
    return id !== '' && proxy !== null && this.detail.state.status !== 'failed';
  }

  get isWaitingForProxy(): boolean {
    return this.asksProxy && this.detail.value === null;
  }

  /** The list that the product is looked for in; `null` where the page names neither shop nor product. */
  private get list(): FeedStore<Product> | null {
    const { id, name, shop } = this.wanted();
    const query = { category: '', perPage: PRODUCTS_PER_PAGE };
    if (!shop || (!id && !name)) return null;
    return productFeed(shop, { ...query, search: plain(name) });
  }

  /** The list, unless the proxy is asked. */
  get feed(): FeedStore<Product> | null {
    return this.asksProxy ? null : this.list;
  }

  /** Looks in the rows, and loads more where the product may be among those. */
  find(): Product | null {
    const feed = this.feed?.$feed.get();
    const row = this.findRow(feed ?? this.list?.$feed.value);
    const detail = this.asksProxy ? this.detail.value : null;
    if (detail) return joinWithRow(detail, row);
    if (
      !row &&
      feed?.status === 'ready' &&
      this.hasPagesToSearch(feed) &&
      feed.moreStatus === 'idle'
    )
      this.feed?.loadMore();
    return row;
  }

  hasPagesToSearch({ done, pages }: ReadyFeed<Product>): boolean {
    return !done && pages < MAX_SEARCHED_PAGES;
  }

  readonly retry = (): void => {
    this.detail.reset();
    this.feed?.refresh();
  };

  private findRow(feed: Feed<Product> | undefined): Product | null {
    if (feed?.status !== 'ready') return null;
    const { id, name } = this.wanted();
    const { rows } = feed;
    if (id) return rows.find((row) => row.id_produk === id) ?? null;
    const search = plain(name);
    const named = rows.filter((row) => search && matchesSearch(row.nama_produk, search));
    return named.find((row) => plain(row.nama_produk) === search) ?? named[0] ?? null;
  }
}
