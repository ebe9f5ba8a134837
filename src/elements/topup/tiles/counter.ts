/**
 * The counter: search, chips of categories, what was bought last, what is popular, and all products.
 * Renders thousands of products page by page.
 */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Shelf } from '../../../proxy/contract.js';
import { PRODUCT_KINDS } from '../../../proxy/contract.js';
import { topupIndonesian } from '../../../texts/id/purchase/topup.js';
import type { Say } from '../../../texts/texts.js';
import { searchIcon } from '../../ui/icons/browse-icons.js';
import type * as findModule from './find-topups.js';
import type { ProductTile } from './product-tiles.js';
import { groupOperators, renderTile } from './product-tiles.js';

/** About three screens of a phone. */
const PAGE_SIZE = 48;
/** Fewer tiles need no filter. */
const FILTER_THRESHOLD = 12;
/** One row of a phone. */
const RECENT_COUNT = 3;

export interface CounterContext {
  readonly say: Say;
  /** ids of the products that the shopper bought, the latest first */
  readonly recentIds: readonly string[];
  /** @param key finds the tile again */
  readonly onChoose: (tile: ProductTile, key: string) => void;
}

interface Section {
  readonly part: string;
  readonly heading: string;
  readonly tiles: readonly ProductTile[];
}

export class Counter {
  private search = '';
  /** loaded with the first search */
  private find: typeof findModule.findTopups | null = null;
  /** a category's code; `''` for all */
  private category = '';
  private visibleCount = PAGE_SIZE;

  constructor(private readonly host: LitElement) {}

  private readonly onInput = ({ target }: Event) => {
    if (target instanceof HTMLInputElement) this.show({ search: target.value });
    this.loadFind();
  };

  private readonly onMore = () => {
    this.visibleCount += PAGE_SIZE;
    this.host.requestUpdate();
  };

  private readonly loadFind = () => {
    if (this.find) return;
    import('./find-topups.js').then(
      ({ findTopups }) => {
        this.find = findTopups;
        this.host.requestUpdate();
      },
      () => {},
    );
  };

  private show(part: { readonly search?: string; readonly category?: string }): void {
    Object.assign(this, part);
    this.visibleCount = PAGE_SIZE;
    this.host.requestUpdate();
  }

  private renderFilter(say: Say) {
    return html`<label class="filter">
      <span class="visually-hidden">${say('topupFind')}</span>
      ${searchIcon}
      <input
        part="search"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        dir="auto"
        placeholder=${say('topupFind')}
        .value=${this.search}
        @focus=${this.loadFind}
        @input=${this.onInput}
      />
    </label>`;
  }

  private renderChips(categories: Shelf['categories'], say: Say) {
    const chips = [{ code: '', title: say('all') }, ...categories];
    return html`<div class="chips" part="categories" role="group" aria-label=${say('categories')}>
      ${chips.map(
        ({ code, title }) =>
          html`<button
            class="chip"
            part="category"
            aria-pressed=${code === this.category}
            @click=${() => this.show({ category: code })}
          >
            <span dir="auto">${categoryTitle(code, title, say)}</span>
          </button>`,
      )}
    </div>`;
  }

  private renderSection({ part, heading, tiles }: Section, { onChoose }: CounterContext) {
    if (tiles.length === 0) return nothing;
    return html`${heading && html`<h3 class="subheading">${heading}</h3>`}
      <ul class="tiles" part="products ${part}">
        ${tiles.map((tile) => {
          const key = `${part}:${tile.id}`;
          return renderTile(tile, key, () => onChoose(tile, key));
        })}
      </ul>`;
  }

  render({ categories, products }: Shelf, context: CounterContext) {
    const { say, recentIds } = context;
    // Until the search is loaded, everything is found.
    const search = this.find ? this.search.trim() : '';
    const used = categories.filter(({ code }) =>
      products.some(({ category }) => category === code),
    );
    const category = used.some(({ code }) => code === this.category) ? this.category : '';
    const inCategory = products.filter((each) => category === '' || each.category === category);
    const tiles = groupOperators(inCategory, say);
    const found = this.find && search ? this.find(inCategory, search) : tiles;
    const isPlain = search === '' && category === '' && tiles.length > FILTER_THRESHOLD;
    const recent = recentIds.flatMap((id) => inCategory.find((each) => each.id === id) ?? []);
    const popular = inCategory.filter((each) => each.popular);
    const hasSections = isPlain && recent.length + popular.length > 0;
    return html`${products.length > FILTER_THRESHOLD ? this.renderFilter(say) : nothing}
      ${used.length > 1 ? this.renderChips(used, say) : nothing}
      <p class="visually-hidden" role="status">
        ${search ? say('topupFound', { n: found.length }) : nothing}
      </p>
      ${
        found.length === 0
          ? html`<p class="nothing" part="empty">${say('topupNoneFound', { search })}</p>`
          : nothing
      }
      ${
        hasSections
          ? [
              { part: 'recent', heading: say('topupRecent'), tiles: recent.slice(0, RECENT_COUNT) },
              { part: 'popular', heading: say('topupPopular'), tiles: popular },
            ].map((section) => this.renderSection(section, context))
          : nothing
      }
      ${this.renderSection(
        {
          part: 'all',
          heading: hasSections ? say('all') : '',
          tiles: found.slice(0, this.visibleCount),
        },
        context,
      )}
      ${
        found.length > this.visibleCount
          ? html`<div class="foot">
              <button class="button" part="button more" @click=${this.onMore}>
                ${say('more')}
              </button>
            </div>`
          : nothing
      }`;
  }
}

/** The proxy's own titles are said in the page's language; one that the shop chose stays. */
function categoryTitle(code: string, title: string, say: Say): string {
  const kind = PRODUCT_KINDS.find((each) => each === code);
  const text = kind && (`kind_${kind}` as const);
  return text && topupIndonesian[text] === title ? say(text) : title;
}
