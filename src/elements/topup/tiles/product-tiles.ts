/** The products as tiles, with a filter. Renders thousands of products page by page. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Catalog, Order, ProviderName } from '../../../proxy/contract.js';
import type { Say } from '../../../texts/texts.js';
import { searchIcon } from '../../ui/icons/browse-icons.js';
import { initialOf } from '../../ui/tile.js';
import { findTopups } from './find-topups.js';

/** About three screens of a phone. */
const PAGE_SIZE = 48;
/** Fewer tiles need no filter. */
const FILTER_THRESHOLD = 12;
/** The styles define `tone-0` to `tone-5`. */
const AVATAR_TONE_COUNT = 6;

export interface ProductRef {
  readonly provider: ProviderName;
  readonly product: string;
}

export interface ProductTile extends ProductRef {
  readonly title: string;
}

/** What was chosen outside of the element: a product, an order to repeat, or nothing yet. */
export interface TopupStart {
  readonly tile?: ProductTile;
  readonly order?: Order;
}

export const tilesOf = (catalog: Catalog, provider: ProviderName | null): readonly ProductTile[] =>
  catalog.providers
    .filter((each) => provider === null || each.provider === provider)
    .flatMap(({ provider: name, products }) =>
      products.map(({ code, title }) => ({ provider: name, product: code, title })),
    );

/** The same title always has the same tone. */
function avatarToneOf(title: string): number {
  let sum = 0;
  for (const letter of title) sum += letter.codePointAt(0) ?? 0;
  return sum % AVATAR_TONE_COUNT;
}

/** Stands in for a picture, which catalogs do not have. */
export const renderAvatar = (title: string) =>
  html`<span class="avatar tone-${avatarToneOf(title)}" part="image" aria-hidden="true">
    ${initialOf(title)}
  </span>`;

export class TopupProducts {
  private search = '';
  private visibleCount = PAGE_SIZE;

  constructor(private readonly host: LitElement) {}

  private readonly onInput = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    this.search = target.value;
    this.visibleCount = PAGE_SIZE;
    this.host.requestUpdate();
  };

  private readonly onMore = () => {
    this.visibleCount += PAGE_SIZE;
    this.host.requestUpdate();
  };

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
        @input=${this.onInput}
      />
    </label>`;
  }

  private renderMore(say: Say) {
    return html`<div class="foot">
      <button class="button" part="button more" @click=${this.onMore}>${say('more')}</button>
    </div>`;
  }

  render(tiles: readonly ProductTile[], say: Say, onChoose: (tile: ProductTile) => void) {
    const found = findTopups(tiles, this.search);
    return html`${tiles.length > FILTER_THRESHOLD ? this.renderFilter(say) : nothing}
      <p class="visually-hidden" role="status">
        ${this.search.trim() ? say('topupFound', { n: found.length }) : nothing}
      </p>
      ${
        found.length === 0
          ? html`<p class="nothing" part="empty">
              ${say('topupNoneFound', { search: this.search.trim() })}
            </p>`
          : nothing
      }
      <ul class="tiles" part="products">
        ${found.slice(0, this.visibleCount).map((tile) => renderTile(tile, () => onChoose(tile)))}
      </ul>
      ${found.length > this.visibleCount ? this.renderMore(say) : nothing}`;
  }
}

export const tileKey = ({ provider, product }: ProductRef): string => `${provider}:${product}`;

export const renderTile = (tile: ProductTile, choose: () => void) =>
  html`<li>
    <button class="tile tap" part="product" data-key=${tileKey(tile)} @click=${choose}>
      ${renderAvatar(tile.title)}<span class="name" dir="auto">${tile.title}</span>
    </button>
  </li>`;

export const tileSkeleton = html`<li class="tile">
  <span class="avatar skeleton-shape"></span
  ><span class="name"><span class="skeleton-shape"></span></span>
</li>`;

export const tilesSkeleton = html`<ul class="tiles">
  ${Array.from({ length: 12 }, () => tileSkeleton)}
</ul>`;
