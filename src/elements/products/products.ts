import type { PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { matchesSearch, normalizeSearch } from '../../open-api/normalize-search.js';
import type { Product } from '../../open-api/products.js';
import type { Feed, FeedStore, ReadyFeed } from '../../stores/feed.js';
import { hasReturned } from '../../stores/platform.js';
import type { FilterStore } from '../../stores/product-filter.js';
import { PRODUCTS_PER_PAGE, productFeed } from '../../stores/products.js';
import { pictureStyles } from '../ui/picture.styles.js';
import { priceStyles } from '../ui/price.styles.js';
import { afterPaint } from '../base/after-paint.js';
import { EtalaseElement } from '../base/element.js';
import { ensureDefined } from '../base/lazy-define.js';
import { filterOf } from '../base/scope.js';
import { DesignerTemplate } from '../controllers/designer-template.js';
import { claimClick } from './claim-click.js';
import type { ListView } from './list-place.js';
import type * as ListTools from './list-tools.js';
import { renderCard } from './product-card.js';
import { productCardStyles } from './product-card.styles.js';
import { renderGrid, renderGridSkeleton } from './product-grid.js';
import { productsStyles } from './products.styles.js';

/** A response that arrives sooner needs no skeleton: rendering one would delay its cards. */
const SKELETON_DELAY_MS = 100;
/** Cards that are rendered before the first paint. The rest of the page of rows follows it. */
const FIRST_CARDS = 10;
const NO_ROWS: readonly Product[] = [];
/** Pages that are searched for one that has a name with all words. */
const MAX_SEARCHED_PAGES = 5;
/** Cards whose images are on a phone's first screen. */
const EAGER_CARDS = 4;

/** `total_data` must be a multiple of 10 from 10 to 100. */
function readPerPage(value: string | null): number {
  const number = Math.round(Number(value ?? NaN) / 10) * 10;
  return number >= 10 ? Math.min(number, 100) : PRODUCTS_PER_PAGE;
}

/**
 * Product cards with infinite scroll. The search box and the categories of the same shop filter them,
 * unless the attributes fix a search or a category.
 *
 * @tag etalase-products
 * @attr {string} category - `id_kategori`: only products of this category; empty: of all, whatever the shopper
 *   chooses
 * @attr {string} search - only products with this in their name; empty: all, whatever the shopper searches for
 * @attr {'price-asc' | 'price-desc' | 'name' | 'discount'} sort - order of the products that are loaded; the
 *   newest first without it
 * @attr {number} [per-page=40] - products a request, a multiple of 10, at most 100
 * @attr {number} columns - fixed number of columns; without it 2 on a phone, and as many as fit on a wide screen
 * @slot header - replaces the heading and the sort menu
 * @slot - a `<template>` here replaces the card
 * @fires etalase-select - a product was tapped; cancel it to keep it from being opened
 * @fires etalase-error - something could not be shown
 * @csspart heading - all products, the category, or the search
 * @csspart sort - the sort menu
 * @csspart grid - the cards together
 * @csspart card - one card
 * @csspart image - a card's image with its chips
 * @csspart name - a card's name
 * @csspart price - a card's price
 * @csspart old-price - the struck-out price
 * @csspart discount - the discount chip
 * @csspart new - the chip of a product that came within the last seven days
 * @csspart sold-out - the overlay on a product that is sold out, disrupted or closed
 * @csspart meta - a card's last line
 * @csspart more - the button that loads more
 */
export class EtalaseProducts extends EtalaseElement {
  static override styles = [
    ...EtalaseElement.styles,
    pictureStyles,
    priceStyles,
    productCardStyles,
    productsStyles,
  ];

  static override properties: PropertyDeclarations = {
    category: {},
    search: {},
    sort: {},
    perPage: { attribute: 'per-page' },
    columns: {},
    chosenSort: { state: true },
    openingId: { state: true },
    isPainted: { state: true },
    isSkeletonDue: { state: true },
  };

  declare category: string | null;
  declare search: string | null;
  declare sort: string | null;
  declare perPage: string | null;
  declare columns: string | null;
  /** the choice in the sort menu */
  declare protected chosenSort: string | null;
  /** `id_produk` of the product whose details are loading */
  declare protected openingId: string | null;
  /** the first cards have been painted */
  declare protected isPainted: boolean;
  /** the response has taken long enough to show a skeleton */
  declare protected isSkeletonDue: boolean;

  private readonly template = new DesignerTemplate<Product>(this);
  private tools: typeof ListTools | null = null;
  private isLoadingTools = false;
  private haveToolsFailed = false;
  private shownRows: readonly Product[] = [];
  private scrolledSearch = '';
  private skeletonTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.category = this.search = null;
    this.chosenSort = this.openingId = null;
    this.isSkeletonDue = false;
    // After a return all cards are rendered at once: the browser needs the height to scroll back.
    this.isPainted = hasReturned();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.skeletonTimer = setTimeout(() => (this.isSkeletonDue = true), SKELETON_DELAY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.skeletonTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.selectRows();
    this.template.render(this.shownRows, (product, click) => void this.onSelect(product, click));
    // Offline, the next update tries again.
    if ((this.isPainted || this.isUnsorted) && !this.isLoadingTools) {
      this.isLoadingTools = true;
      this.loadTools().catch(() => {
        this.isLoadingTools = false;
        if (this.isUnsorted) this.requestUpdate();
        this.haveToolsFailed = true;
      });
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.toggleAttribute('data-loading', this.isLoading);
    if (!this.isPainted && this.feedState?.status !== 'pending') {
      afterPaint(() => (this.isPainted = true));
    }
    this.scrollToResults();
    if (this.isSearching) this.loadNextPage();
    if (!this.columns) return;
    const columns = String(Math.floor(Number(this.columns)) || 2);
    this.renderRoot.querySelector<HTMLElement>('.etalase')?.style.setProperty('--columns', columns);
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...this.tools?.texts };
  }

  private get feed(): FeedStore<Product> | null {
    const query = {
      category: this.category ?? this.filter.get().category,
      search: this.chosenSearch,
      perPage: readPerPage(this.perPage),
    };
    return this.shop && productFeed(this.shop, query);
  }

  private get feedState(): Feed<Product> | undefined {
    return this.feed?.$feed.get();
  }

  private get filter(): FilterStore {
    return filterOf(this.scope);
  }

  private get chosenSearch(): string {
    return this.search === null ? this.filter.get().search : normalizeSearch(this.search).search;
  }

  private get currentSort(): string {
    return this.chosenSort ?? this.sort ?? '';
  }

  /** The code that sorts is not there yet. Where it cannot be loaded, the shop's own order is shown. */
  private get isUnsorted(): boolean {
    return this.currentSort !== '' && !this.tools && !this.haveToolsFailed;
  }

  private get heading(): string {
    const { categoryName } = this.filter.get();
    const search = this.chosenSearch;
    if (search) return this.say('productsFor', { search });
    return this.category === null && categoryName ? categoryName : this.say('products');
  }

  /** Of several words the server has compared one, so the next page may have what this one has not. */
  private get isSearching(): boolean {
    const feed = this.feedState;
    const hasNone = feed?.status === 'ready' && this.shownRows.length === 0 && !feed.done;
    return hasNone && feed.pages < MAX_SEARCHED_PAGES;
  }

  private readonly onSelect = async (product: Product, click: Event) => {
    // A second tap while the details load must not open them twice.
    if (!claimClick(this, product, click) || this.openingId !== null) return;
    this.openingId = product.id_produk;
    try {
      await ensureDefined('etalase-product');
      if (this.isConnected) this.openDetails(product);
    } catch {
      if (product.url_produk) location.assign(product.url_produk);
    } finally {
      this.openingId = null;
    }
  };

  private readonly onSort = (sort: string) => {
    this.chosenSort = sort;
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const { feed, filter } = this;
    return feed ? [filter, feed.$feed] : [filter];
  }

  /** Never retries a failed page; the button does. @returns whether it requested a page */
  private loadNextPage(): boolean {
    const feed = this.feedState;
    if (feed?.status !== 'ready' || feed.done || feed.moreStatus !== 'idle') return false;
    this.feed?.loadMore();
    return true;
  }

  private selectRows(): void {
    const feed = this.feedState;
    const rows = feed?.status === 'ready' ? feed.rows : NO_ROWS;
    const search = this.chosenSearch;
    const found = search
      ? rows.filter(({ nama_produk }) => matchesSearch(nama_produk, search))
      : rows;
    this.shownRows = this.tools?.sortProducts(found, this.currentSort) ?? found;
  }

  private async loadTools(): Promise<void> {
    this.tools = await import('./list-tools.js');
    const list = () => ({
      rows: this.shownRows,
      pages: this.feedState?.status === 'ready' ? this.feedState.pages : 0,
      view: { ...this.filter.get(), sort: this.chosenSort ?? '' },
    });
    const show = ({ sort, ...filter }: ListView) => {
      this.filter.set(filter);
      this.chosenSort = sort || null;
    };
    this.tools.attach(this, list, { loadNextPage: () => this.loadNextPage(), show });
    this.requestUpdate();
  }

  /** On a phone the results may be far below the search box. */
  private scrollToResults(): void {
    const search = this.chosenSearch;
    const isNew = search !== this.scrolledSearch;
    this.scrolledSearch = search;
    if (!isNew || !search) return;
    if (this.getBoundingClientRect().top > innerHeight / 2) this.scrollIntoView();
  }

  private openDetails(product: Product): void {
    const details = document.createElement('etalase-product');
    const { lang, ...own } = this.rawSettings;
    Object.assign(details, own, lang && { lang }, { product, modal: true });
    this.renderRoot.append(details);
  }

  private renderProducts(feed: ReadyFeed<Product>) {
    const rows = this.isPainted ? this.shownRows : this.shownRows.slice(0, FIRST_CARDS);
    if (this.isSearching || this.isUnsorted) {
      return this.renderSkeleton(renderGridSkeleton(this.columns));
    }
    if (rows.length === 0) return this.renderNoProducts();
    if (this.template.isLoading) return this.renderSkeleton(renderGridSkeleton(this.columns));
    const cards = this.template.element
      ? html`<slot></slot>`
      : rows.map((product, index) =>
          renderCard(product, {
            say: this.say,
            isEager: index < EAGER_CARDS,
            isOpening: product.id_produk === this.openingId,
            badge: this.tools?.renderNewChip(product, this.say),
            select: (click) => void this.onSelect(product, click),
          }),
        );
    return [
      renderGrid(cards, this.columns),
      // Appears with the cards of the second paint, so that those do not push it down.
      this.tools?.renderLoadMore(feed, this.say, () => this.feed?.loadMore()),
    ];
  }

  private renderNoProducts() {
    const search = this.chosenSearch;
    if (!search) return this.renderEmpty(this.say('noProducts'));
    const clear = () => this.filter.set({ category: '', categoryName: '', search: '' });
    return this.renderEmpty(
      this.say('noProductsFound', { search }),
      html`<span>${this.say('noProductsFoundHint')}</span> ${
          this.search === null
            ? html`<button class="button" part="button" @click=${clear}>
                ${this.say('showAll')}
              </button>`
            : nothing
        }`,
    );
  }

  protected override renderContent(): unknown {
    // Rendering anything shortly before the response would delay its cards.
    if (!this.isSkeletonDue && (this.isUnsorted || this.feedState?.status === 'pending')) {
      this.isLoading = true;
      return nothing;
    }
    return html`<slot name="header">
        <div class="bar">
          <h2 class="heading" part="heading" dir="auto" aria-live="polite">${this.heading}</h2>
          ${this.tools?.renderSortMenu(this.currentSort, this.say, this.onSort)}
        </div>
      </slot>
      ${this.renderFeed(this.feed, {
        skeleton: () => renderGridSkeleton(this.columns),
        empty: () => this.renderNoProducts(),
        ready: (feed) => this.renderProducts(feed),
      })}`;
  }
}
