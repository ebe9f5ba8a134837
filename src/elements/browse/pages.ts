import type { CSSResult, PropertyDeclarations } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { CustomPage } from '../../open-api/custom-pages.js';
import { customPages } from '../../open-api/custom-pages.js';
import type { FeedStore } from '../../stores/feed.js';
import { createFeeds } from '../../stores/shop.js';
import { tileSkeleton, renderTilePicture } from '../ui/tile.js';
import { LazyElement } from '../base/lazy-element.js';
import { RovingFocus } from '../controllers/roving-focus.js';
import { tileStyles } from '../ui/tile.styles.js';
import { pagesStyles } from './pages.styles.js';

/** Pages shown while collapsed: two rows on a phone. */
const COLLAPSED_COUNT = 8;

const feeds = createFeeds(customPages);

/**
 * The shop's custom pages with their icons.
 *
 * @tag etalase-pages
 * @attr {'grid' | 'row' | 'chips'} [layout=grid] - grid: the pages after the eighth wait behind a button; row:
 *   one line that scrolls sideways; chips: the same, without large icons
 * @slot header - replaces the heading, which is visually hidden
 * @fires etalase-error - the pages could not be shown
 * @csspart list - the pages together
 * @csspart page - one page's link
 * @csspart image - a page's icon
 * @csspart name - a page's name
 * @csspart more - the button that shows the rest
 */
export class EtalasePages extends LazyElement {
  static override styles: CSSResult[] = [...LazyElement.styles, tileStyles, pagesStyles];

  static override properties: PropertyDeclarations = {
    layout: {},
    isExpanded: { state: true },
  };

  declare layout: string | null;

  /** all pages are shown */
  declare protected isExpanded: boolean;

  constructor() {
    super();
    this.layout = null;
    this.isExpanded = false;
    new RovingFocus(this, '.row, .chips');
  }

  private get feed(): FeedStore<CustomPage> | null {
    return this.shop && feeds(this.shop);
  }

  private get listClass(): 'row' | 'chips' | 'grid' {
    const layout = this.layout?.trim();
    return layout === 'row' || layout === 'chips' ? layout : 'grid';
  }

  private readonly onMoreClick = () => {
    this.isExpanded = !this.isExpanded;
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return this.feed ? [this.feed.$feed] : [];
  }

  private renderPages(rows: readonly CustomPage[]) {
    const isCollapsible = this.listClass === 'grid' && rows.length > COLLAPSED_COUNT;
    const shown = this.isExpanded || !isCollapsible ? rows : rows.slice(0, COLLAPSED_COUNT);
    return html`<ul class=${this.listClass} part="list">
        ${shown.map((page) => html`<li>${this.renderPage(page)}</li>`)}
      </ul>
      ${isCollapsible ? this.renderMoreButton(rows.length - COLLAPSED_COUNT) : nothing}`;
  }

  private renderPage({ nama_page, icon_page, url_kostum_page }: CustomPage) {
    const shape = this.listClass === 'chips' ? 'chip' : 'tile';
    return html`<a class="${shape} tap" part="page" href=${url_kostum_page}>
      ${renderTilePicture(nama_page, icon_page)}
      <span class="name" part="name" dir="auto">${nama_page}</span>
    </a>`;
  }

  private renderMoreButton(hidden: number) {
    return html`<div class="foot">
      <button class="link" part="more" aria-expanded=${this.isExpanded} @click=${this.onMoreClick}>
        ${this.isExpanded ? this.say('readLess') : this.say('others', { n: hidden })}
      </button>
    </div>`;
  }

  protected override renderContent(): unknown {
    return html`<slot name="header"><h2 class="visually-hidden">${this.say('pages')}</h2></slot>
      ${this.renderFeed(this.feed, {
        skeleton: () =>
          html`<div class=${this.listClass}>
            ${Array.from({ length: COLLAPSED_COUNT }, () =>
              this.listClass === 'chips' ? chipSkeleton : tileSkeleton,
            )}
          </div>`,
        empty: () => this.renderEmpty(this.say('noPages')),
        ready: ({ rows }) => this.renderPages(rows),
      })}`;
  }
}

const chipSkeleton = html`<span class="chip skeleton-shape"></span>`;
