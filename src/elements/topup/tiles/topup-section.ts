import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Shelf } from '../../../proxy/contract.js';
import { openPurchaseClient } from '../../../purchase/open-purchase-client.js';
import type { ErrorCode } from '../../../open-api/result.js';
import { isNetworkError } from '../../../open-api/result.js';
import { errorCodeOf } from '../../../purchase/problems.js';
import { $pageReturn, reportNetwork } from '../../../stores/page-return.js';
import { topupIndonesian } from '../../../texts/id/purchase/topup.js';
import { EtalaseErrorEvent } from '../../base/events.js';
import { ensureDefined } from '../../base/lazy-define.js';
import { LazyElement } from '../../base/lazy-element.js';
import type { RepeatTaker } from '../../base/repeat-takers.js';
import { addRepeatTaker } from '../../base/repeat-takers.js';
import { filterOf } from '../../base/scope.js';
import { openSheet } from '../../controllers/open-sheet.js';
import { RovingFocus } from '../../controllers/roving-focus.js';
import { findTopups } from './find-topups.js';
import { LatestTask } from '../../controllers/latest-task.js';
import type { ProductTile, TopupStart } from './product-tiles.js';
import { groupOperators, renderTile, tileSkeleton } from './product-tiles.js';
import { topupProductStyles } from './product-tiles.styles.js';
import { topupSectionStyles } from './topup-section.styles.js';

/** Two rows of four on a phone. */
const TILE_COUNT = 8;

/**
 * The top-ups on the front page: the popular and first ones, and the way to all of them in a sheet. While the
 * shopper searches, those that match. Part of the whole shop; pages use `<etalase-topup>`.
 *
 * @tag etalase-topup-section
 * @fires etalase-error - the products could not be shown
 * @csspart heading - the heading
 * @csspart all - the button that opens all of them
 * @csspart products - the list of products
 * @csspart product - one product
 * @csspart image - a product's picture
 */
export class EtalaseTopupSection extends LazyElement {
  static override styles: CSSResult[] = [
    ...LazyElement.styles,
    topupProductStyles,
    topupSectionStyles,
  ];

  static override properties: PropertyDeclarations = { isOpeningFailed: { state: true } };

  /** The sheet's file could not be loaded. */
  declare protected isOpeningFailed: boolean;

  private readonly shelf = new LatestTask<Shelf>(this);
  /** "Beli lagi" of an order in the list opens the form over it. */
  private readonly repeatTaker: RepeatTaker = {
    canRepeat: (_order, proxy) => {
      const { purchase } = this.settings;
      return purchase.ok && purchase.value.proxy === proxy && purchase.value.shopper !== null;
    },
    repeat: (order) => this.open({ order }),
  };
  private lastReportedCode: ErrorCode | null = null;
  private seenReturn = $pageReturn.value;
  private stopTaking: (() => void) | undefined;

  constructor() {
    super();
    this.isOpeningFailed = false;
    new RovingFocus(this, '.section');
    this.addEventListener('pointerdown', this.onPress);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopTaking = addRepeatTaker(this.repeatTaker);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTaking?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { purchase } = this.settings;
    if (!purchase.ok) return;
    if (this.seenReturn !== $pageReturn.value && isNetworkError(this.failure ?? '')) {
      this.shelf.reset();
    }
    this.seenReturn = $pageReturn.value;
    const client = openPurchaseClient(purchase.value);
    this.shelf.run(purchase.value.proxy, (signal) => client.shelf(null, signal));
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { state } = this.shelf;
    const isEmpty = state.status === 'ready' ? this.found.length === 0 : this.search !== '';
    this.hidden = isEmpty || !this.settings.purchase.ok;
    const code = this.failure;
    if (code && code !== this.lastReportedCode) {
      this.dispatchEvent(new EtalaseErrorEvent(code, this));
      reportNetwork(!isNetworkError(code));
    }
    this.lastReportedCode = code;
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...topupIndonesian };
  }

  /** Why the shelf could not be loaded. */
  private get failure(): ErrorCode | null {
    const { state } = this.shelf;
    return state.status === 'failed' ? errorCodeOf(state.code) : null;
  }

  private get search(): string {
    return filterOf(this.scope).get().search;
  }

  private get found(): readonly ProductTile[] {
    const products = this.shelf.value?.products ?? [];
    if (this.search !== '') return findTopups(products, this.search);
    const popular = products.filter((each) => each.popular);
    const others = products.filter((each) => !each.popular);
    return groupOperators([...popular, ...others], this.say);
  }

  /** A tap loads what it opens before the finger has left the screen. */
  private readonly onPress = () => {
    for (const tag of ['etalase-sheet', 'etalase-topup']) ensureDefined(tag).catch(() => {});
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return [filterOf(this.scope), $pageReturn];
  }

  private open(start: TopupStart): void {
    this.isOpeningFailed = false;
    openSheet(this, this.rawSettings, {
      ...{ tag: 'etalase-topup', heading: this.say('topups'), properties: { start } },
    }).catch(() => (this.isOpeningFailed = true));
  }

  private renderTiles(tiles: readonly ProductTile[]) {
    return html`<ul class="tiles" part="products">
      ${tiles.slice(0, TILE_COUNT).map((tile) => renderTile(tile, tile.id, () => this.open({ tile })))}
    </ul>`;
  }

  private renderList(): unknown {
    const { state, reset } = this.shelf;
    if (state.status === 'ready') return this.renderTiles(this.found);
    const { failure } = this;
    return failure && !this.isQuiet(failure)
      ? this.renderFailed(failure, reset)
      : this.renderSkeleton(tilesInTwoRows);
  }

  protected override renderContent(): unknown {
    const all = html`<button
      class="link"
      part="all"
      aria-haspopup="dialog"
      @click=${() => this.open({})}
    >
      ${this.say('seeAll')}
    </button>`;
    return html`<div class="section">
      <div class="bar">
        <h2 class="heading" part="heading">${this.say('topups')}</h2>
        ${this.shelf.value ? all : nothing}
      </div>
      ${this.isOpeningFailed ? html`<p role="alert">${this.say('errorOffline')}</p>` : nothing}
      ${this.renderList()}
    </div>`;
  }
}

const tilesInTwoRows = html`<ul class="tiles">
  ${Array.from({ length: TILE_COUNT }, () => tileSkeleton)}
</ul>`;
