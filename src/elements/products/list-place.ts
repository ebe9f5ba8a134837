/**
 * Keeps the shopper's place in a list of cards: a card stays where it is on the screen when the list is
 * renewed, and a shopper who followed a link and comes back sees the same card again, also when its
 * place in the list has changed. Never moves the page after the shopper has scrolled.
 *
 * Browsers restore how far a page was scrolled, but only if it is as high as before at once.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { Product } from '../../open-api/products.js';
import { hasReturned, platform } from '../../stores/platform.js';
import type { ProductFilter } from '../../stores/product-filter.js';

/** The key in `sessionStorage`, which lives as long as the tab. */
const KEY = 'etalase-place';
/** How long the place is held after a return, ms: elements above the list load meanwhile. */
const HOLD_MS = 5_000;
/** What shoppers scroll with. */
const INPUTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** What the list shows, beside its rows. */
export interface ListView extends ProductFilter {
  readonly sort: string;
}

/** A card, and its distance from the top of the screen, px. */
interface Place {
  readonly id: string;
  readonly top: number;
}

/** The list that the host shows. */
export interface ShownList {
  readonly view: ListView;
  readonly rows: readonly Product[];
  /** how many pages it joins */
  readonly pages: number;
}

export interface ListActions {
  /** Shows what was shown before the page was left. */
  show(view: ListView): void;
  /** @returns whether it requested one */
  loadNextPage(): boolean;
}

/** What was saved, each part as text; no parts where it is something else. */
function readSaved(json: string | null): readonly string[] {
  const parts: unknown = JSON.parse(json ?? 'null');
  return Array.isArray(parts) ? parts.map(String) : [];
}

export class ListPlace implements ReactiveController {
  /** after a return, where a card is held for a while */
  private held: Place | null = null;
  private heldUntil = 0;
  /** the number of pages to load until the held card is there */
  private heldPages = 0;
  /** while the host updates, where a card was before */
  private before: Place | null = null;
  /** the card that was tapped last */
  private tappedId: string | null = null;
  private lastRows: readonly Product[] = [];
  private readonly resizeObserver = new ResizeObserver(() => this.hold());

  constructor(
    private readonly host: LitElement,
    private readonly list: () => ShownList,
    private readonly actions: ListActions,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.save);
    addEventListener('scroll', this.hold);
    this.host.addEventListener('click', this.onClick);
    for (const input of INPUTS) addEventListener(input, this.release, { passive: true });
    this.restore();
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.save);
    removeEventListener('scroll', this.hold);
    this.host.removeEventListener('click', this.onClick);
    for (const input of INPUTS) removeEventListener(input, this.release);
    this.resizeObserver.disconnect();
    this.held = null;
  }

  hostUpdate(): void {
    // The list is scrolled: a renewal above the screen must not move what is on it.
    const isScrolled = this.host.getBoundingClientRect().top < 0;
    const isChanged = this.list().rows !== this.lastRows;
    this.before = isChanged && isScrolled ? this.visiblePlace(this.lastRows) : null;
  }

  hostUpdated(): void {
    const { rows, pages } = this.list();
    this.lastRows = rows;
    if (!this.held && this.before) this.moveTo(this.before);
    this.hold();
    const isMissing = this.held !== null && !rows.some((row) => row.id_produk === this.held?.id);
    if (isMissing && pages < this.heldPages) this.actions.loadNextPage();
  }

  private readonly onClick = (event: Event) => {
    const path = event.composedPath();
    const index = this.cards().findIndex((card) => path.includes(card));
    this.tappedId = this.list().rows[index]?.id_produk ?? this.tappedId;
  };

  private readonly release = () => {
    this.held = null;
    this.resizeObserver.disconnect();
  };

  private readonly hold = () => {
    if (this.held && platform().now() > this.heldUntil) this.release();
    if (this.held) this.moveTo(this.held);
  };

  private readonly save = () => {
    const { rows, pages, view } = this.list();
    const place = this.visiblePlace(rows);
    const { category, categoryName, search, sort } = view;
    try {
      if (!place) {
        sessionStorage.removeItem(KEY);
        return;
      }
      const { id, top } = place;
      const parts = [location.href, id, top, pages, category, categoryName, search, sort];
      sessionStorage.setItem(KEY, JSON.stringify(parts));
    } catch {
      // Without storage, the browser's own way is left.
    }
  };

  private restore(): void {
    if (!hasReturned()) return;
    try {
      const [page, id = '', top, pages, ...view] = readSaved(sessionStorage.getItem(KEY));
      if (page !== location.href) return;
      sessionStorage.removeItem(KEY);
      this.held = { id, top: Number(top) || 0 };
      this.heldUntil = platform().now() + HOLD_MS;
      this.heldPages = Number(pages) || 0;
      this.resizeObserver.observe(document.body);
      const [category = '', categoryName = '', search = '', sort = ''] = view;
      this.actions.show({ category, categoryName, search, sort });
    } catch {
      // Nothing was saved.
    }
  }

  private moveTo({ id, top }: Place): void {
    const index = this.list().rows.findIndex((row) => row.id_produk === id);
    const card = this.cards()[index];
    const distance = card ? Math.round(card.getBoundingClientRect().top - top) : 0;
    if (distance !== 0) scrollBy(0, distance);
  }

  /** The cards in the order of the rows; a designer's template makes them children of the host. */
  private cards(): readonly Element[] {
    const own = this.host.renderRoot.querySelectorAll('.card');
    return Array.from(own.length > 0 ? own : this.host.querySelectorAll('[data-etalase-item]'));
  }

  /** The tapped card where it is on the screen, else the first that is. */
  private visiblePlace(rows: readonly Product[]): Place | null {
    let found: Place | null = null;
    for (const [index, card] of this.cards().entries()) {
      const { top, bottom } = card.getBoundingClientRect();
      const id = rows[index]?.id_produk;
      if (id === undefined || bottom <= 0 || top >= innerHeight) continue;
      if (id === this.tappedId) return { id, top };
      found ??= { id, top };
    }
    return found;
  }
}
