import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Category, SubCategory } from '../../open-api/categories.js';
import { categories } from '../../open-api/categories.js';
import type { FeedStore } from '../../stores/feed.js';
import { createFeeds } from '../../stores/shop.js';
import { formatNumber } from '../../texts/format.js';
import { gridIcon, chevronDownIcon, dotsIcon } from '../ui/icons/browse-icons.js';
import { renderTilePicture } from '../ui/tile.js';
import { EtalaseSelectEvent } from '../base/events.js';
import { LazyElement } from '../base/lazy-element.js';
import { filterOf } from '../base/scope.js';
import { DesignerTemplate } from '../controllers/designer-template.js';
import { RovingFocus } from '../controllers/roving-focus.js';
import type { ItemShape, Layout } from './category-layout.js';
import { scrollToCenter, readLayout, renderCategorySkeleton } from './category-layout.js';
import { tileStyles } from '../ui/tile.styles.js';
import type { Choice } from './category-choice.js';
import { renderChoice } from './category-choice.js';
import { categoriesStyles, treeStyles } from './categories.styles.js';

/** Categories shown at first, and added by each tap on "more". */
const INITIAL_COUNT = 24;
const MORE_COUNT = 100;
const NO_CATEGORIES: readonly Category[] = [];

const feeds = createFeeds(categories);

/**
 * The shop's categories and sub-categories. Choosing one filters the products of the same shop.
 *
 * @tag etalase-categories
 * @attr {'row' | 'grid' | 'tree'} [layout=row] - one line, boxes, or a tree
 * @attr open - page: a category is a link to its own page of the shop; it filters the products without it
 * @slot header - replaces the heading, which is visually hidden above a row
 * @slot - a `<template>` here replaces the category; choosing the chosen one again shows all products
 * @fires etalase-select - a category was chosen, `null` for all; cancel it to do something else
 * than show its products, or to stay on the page
 * @fires etalase-error - the categories could not be shown
 * @csspart heading - the heading
 * @csspart list - the categories together
 * @csspart category - one category's button, or its link
 * @csspart image - a category's picture
 * @csspart name - a category's name
 * @csspart sub-list - the sub-categories together
 * @csspart sub-category - one sub-category's button, or its link
 * @csspart fold - in a tree, the button that shows and hides sub-categories
 * @csspart more - the button that shows more
 */
export class EtalaseCategories extends LazyElement {
  static override styles: CSSResult[] = [
    ...LazyElement.styles,
    tileStyles,
    categoriesStyles,
    treeStyles,
  ];

  static override properties: PropertyDeclarations = {
    layout: {},
    open: {},
    visibleCounts: { state: true },
    expandedIds: { state: true },
  };

  declare layout: string | null;
  declare open: string | null;
  /** how many are shown, by the parent's `id_kategori`; `''` for the main categories */
  declare protected visibleCounts: Readonly<Record<string, number>>;
  /** what the shopper has expanded (`true`) or collapsed in the tree, by `id_kategori` */
  declare protected expandedIds: Readonly<Record<string, boolean>>;

  private readonly template = new DesignerTemplate<Category>(this);
  /** `id_kategori` that was scrolled into view last */
  private scrolledTo: string | null = null;

  constructor() {
    super();
    this.layout = this.open = null;
    this.visibleCounts = {};
    this.expandedIds = {};
    new RovingFocus(this, '.row, .chips');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const feed = this.feed?.$feed.get();
    const rows = feed?.status === 'ready' ? feed.rows : NO_CATEGORIES;
    this.template.render(rows, this.onCopy);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.scrollToChosen();
  }

  private get feed(): FeedStore<Category> | null {
    return this.shop && feeds(this.shop);
  }

  /** `id_kategori` of the chosen category, `''` for all. */
  private get chosen(): string {
    return filterOf(this.scope).get().category;
  }

  /** Categories are links to their own pages. */
  private get opensPages(): boolean {
    return this.open?.trim() === 'page';
  }

  private readonly onLink = (category: Category | SubCategory, click: Event) => {
    if (!this.dispatchEvent(new EtalaseSelectEvent({ category }))) click.preventDefault();
  };

  /** A click on a copy of the designer's template. */
  private readonly onCopy = (category: Category, click: Event) => {
    const { target } = click;
    const isOnLink = target instanceof Element && target.closest('a[href]') !== null;
    if (!this.opensPages) {
      click.preventDefault();
      this.select(category.id_kategori === this.chosen ? null : category);
    } else {
      this.onLink(category, click);
      const { url_kategori } = category;
      if (url_kategori && !isOnLink && !click.defaultPrevented) location.assign(url_kategori);
    }
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const view = filterOf(this.scope);
    return this.feed ? [view, this.feed.$feed] : [view];
  }

  private select(category: Category | SubCategory | null): void {
    if (!this.dispatchEvent(new EtalaseSelectEvent({ category }))) return;
    const view = filterOf(this.scope);
    view.set({
      ...view.get(),
      category: category?.id_kategori ?? '',
      categoryName: category?.nama_kategori ?? '',
    });
  }

  /** The category or one of its sub-categories is chosen. */
  private containsChosen(category: Category | SubCategory): boolean {
    if (category.id_kategori === this.chosen) return true;
    return (
      'sub_kategori' in category && category.sub_kategori.some((sub) => this.containsChosen(sub))
    );
  }

  private isExpanded(category: Category): boolean {
    return this.expandedIds[category.id_kategori] ?? this.containsChosen(category);
  }

  private toggleExpanded(category: Category): void {
    this.expandedIds = { ...this.expandedIds, [category.id_kategori]: !this.isExpanded(category) };
  }

  private visibleCountBelow(parentId: string): number {
    return this.visibleCounts[parentId] ?? INITIAL_COUNT;
  }

  /** Shows more categories, and moves the focus to the first new one. */
  private async showMore(parentId: string, button: EventTarget | null): Promise<void> {
    const item = button instanceof Element ? button.closest('li') : null;
    const list = item?.parentElement;
    const index = item && list ? Array.from(list.children).indexOf(item) : -1;
    this.visibleCounts = {
      ...this.visibleCounts,
      [parentId]: this.visibleCountBelow(parentId) + MORE_COUNT,
    };
    await this.updateComplete;
    list?.children[index]?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
  }

  private scrollToChosen(): void {
    const pressedButtons = this.renderRoot.querySelectorAll<HTMLElement>('[aria-pressed="true"]');
    if (pressedButtons.length === 0 || this.scrolledTo === this.chosen) return;
    for (const button of Array.from(pressedButtons))
      scrollToCenter(button, this.scrolledTo !== null);
    this.scrolledTo = this.chosen;
  }

  private renderTiles(rows: readonly Category[]) {
    const isGrid = readLayout(this.layout) === 'grid';
    const chosenMain = rows.find((category) => this.containsChosen(category));
    const chips =
      chosenMain && chosenMain.sub_kategori.length > 0 ? this.renderChips(chosenMain) : null;
    if (this.template.element) {
      return html`<div class=${isGrid ? 'grid' : 'row'} part="list"><slot></slot></div>
        ${chips ?? nothing}`;
    }
    return html`<ul class=${isGrid ? 'grid' : 'row'} part="list">
        ${this.renderAll('tile')}
        ${this.renderLimited(rows, '', 'tile', (category) => [
          html`<li>${this.renderCategory(category, 'tile', category === chosenMain)}</li>`,
          isGrid && chips && category === chosenMain
            ? html`<li class="wide">${chips}</li>`
            : nothing,
        ])}
      </ul>
      ${isGrid ? nothing : chips}`;
  }

  private renderReady(rows: readonly Category[], layout: Layout) {
    if (this.template.isLoading) return this.renderSkeleton(renderCategorySkeleton(layout));
    return layout === 'tree' && !this.template.element
      ? this.renderTree(rows)
      : this.renderTiles(rows);
  }

  private renderTree(rows: readonly Category[]) {
    return html`<ul class="tree" part="list">
      ${this.renderAll('tree-item')}
      ${this.renderLimited(
        rows,
        '',
        'tree-item',
        (category) =>
          html`<li>
            <div class="branch">
              ${this.renderCategory(category, 'tree-item', category.id_kategori === this.chosen)}
              ${category.sub_kategori.length > 0 ? this.renderExpandButton(category) : nothing}
            </div>
            ${this.isExpanded(category) ? this.renderSubTree(category) : nothing}
          </li>`,
      )}
    </ul>`;
  }

  private renderAll(shape: ItemShape) {
    if (this.opensPages) return nothing;
    return html`<li>
      <button
        class="${shape} tap"
        part="category"
        aria-pressed=${this.chosen === ''}
        @click=${() => this.select(null)}
      >
        <span class="avatar" part="image">${gridIcon}</span>
        <span class="name" part="name">${this.say('all')}</span>
      </button>
    </li>`;
  }

  private renderCategory(category: Category, shape: ItemShape, isPressed: boolean) {
    const { nama_kategori, gambar_kategori } = category;
    const content = html`${renderTilePicture(nama_kategori, gambar_kategori)}
      <span class="name" part="name" dir="auto">${nama_kategori}</span>`;
    return this.renderChoice(
      category,
      { classes: `${shape} tap`, part: 'category', isPressed },
      content,
    );
  }

  private renderChoice(
    category: Category | SubCategory,
    { classes, part, isPressed }: Omit<Choice, 'link'>,
    content: unknown,
  ) {
    const link = this.opensPages ? category.url_kategori : null;
    const choose = (click: Event) =>
      link === null ? this.select(category) : this.onLink(category, click);
    return renderChoice({ classes, part, isPressed, link }, content, choose);
  }

  private renderExpandButton(category: Category) {
    return html`<button
      class="expand"
      part="fold"
      aria-expanded=${this.isExpanded(category)}
      aria-label=${this.say('subCategories', { name: category.nama_kategori })}
      @click=${() => this.toggleExpanded(category)}
    >
      ${chevronDownIcon}
    </button>`;
  }

  private renderSubTree({ id_kategori, nama_kategori, sub_kategori }: Category) {
    if (sub_kategori.length === 0) return nothing;
    const label = this.say('subCategories', { name: nama_kategori });
    return html`<ul class="tree" part="sub-list" aria-label=${label}>
      ${this.renderLimited(
        sub_kategori,
        id_kategori,
        'tree-item',
        (sub) => html`<li>${this.renderSub(sub, 'tree-item tap', sub.nama_kategori)}</li>`,
      )}
    </ul>`;
  }

  private renderChips(category: Category) {
    const { id_kategori, nama_kategori, sub_kategori } = category;
    const label = this.say('subCategories', { name: nama_kategori });
    return html`<ul class="chips" part="sub-list" aria-label=${label}>
      <li>${this.renderSub(category, 'chip', this.say('all'))}</li>
      ${this.renderLimited(
        sub_kategori,
        id_kategori,
        'chip',
        (sub) => html`<li>${this.renderSub(sub, 'chip', sub.nama_kategori)}</li>`,
      )}
    </ul>`;
  }

  private renderSub(category: Category | SubCategory, classes: string, name: string) {
    const isPressed = category.id_kategori === this.chosen;
    return this.renderChoice(
      category,
      { classes, part: 'sub-category', isPressed },
      html`<span class="name" part="name" dir="auto">${name}</span>`,
    );
  }

  /** Renders the first rows, the chosen one even if it comes later, and a button for more. */
  private renderLimited<T extends Category | SubCategory>(
    rows: readonly T[],
    parentId: string,
    shape: ItemShape,
    renderItem: (row: T) => unknown,
  ) {
    const limit = this.visibleCountBelow(parentId);
    const chosenBeyondLimit = rows.slice(limit).filter((row) => this.containsChosen(row));
    const shown = [...rows.slice(0, limit), ...chosenBeyondLimit];
    const hidden = rows.length - shown.length;
    return html`${shown.map(renderItem)}${
      hidden > 0 ? this.renderMoreButton(hidden, parentId, shape) : nothing
    }`;
  }

  private renderMoreButton(hidden: number, parentId: string, shape: ItemShape) {
    return html`<li>
      <button
        class="${shape} others"
        part="more"
        @click=${(event: Event) => void this.showMore(parentId, event.currentTarget)}
      >
        ${shape === 'tile' ? html`<span class="avatar">${dotsIcon}</span>` : nothing}
        <span class="name">${this.say('others', { n: formatNumber(hidden) })}</span>
      </button>
    </li>`;
  }

  protected override renderContent(): unknown {
    const layout = readLayout(this.layout);
    return html`<slot name="header">
        <h2 class=${layout === 'row' ? 'visually-hidden' : 'heading'} part="heading">
          ${this.say('categories')}
        </h2>
      </slot>
      ${this.renderFeed(this.feed, {
        skeleton: () => renderCategorySkeleton(layout),
        empty: () => this.renderEmpty(this.say('noCategories')),
        ready: ({ rows }) => this.renderReady(rows, layout),
      })}`;
  }
}
