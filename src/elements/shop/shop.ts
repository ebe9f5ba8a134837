import { html, nothing } from 'lit';
import type { CSSResult, PropertyValues } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import { createFilter } from '../../stores/product-filter.js';
import type { RawSettings } from '../../stores/settings.js';
import { EtalaseElement } from '../base/element.js';
import { defineWhenPresent } from '../base/lazy-define.js';
import { hasContent } from '../base/page-markup.js';
import { reservedStyles } from '../base/reserved.styles.js';
import { provideScope } from '../base/scope.js';
import { shopStyles } from './shop.styles.js';

/**
 * The whole storefront, with `proxy` also top-ups; with elements inside, only the settings for those.
 *
 * @tag etalase-shop
 * @attr {'required'} pin - as on `<etalase-topup>`, for those inside
 * @attr {'saldo' | 'checkout' | 'both'} [pay=both] - as on `<etalase-topup>`, for those inside
 * @attr nama-user - `{{nama_user}}`: the balance card shows this until the API has answered
 * @attr saldo-user - `{{saldo_user}}`: with it the balance card shows at once; never paid with
 * @attr poin-member - `{{poin_member}}`: the points on the balance card until then
 * @attr nama-membership - `{{nama_membership}}`: the membership on the balance card until then
 * @attr total-cart - `{{total_cart}}`: shows the cart with this count beside the search box
 * @attr total-notif - `{{total_notif}}`: shows a bell with this count beside the search box
 * @attr notif-link - where the bell leads, a path or an address; the app's notices without it
 * @csspart storefront - the whole storefront
 * @csspart topup-entry - the section of top-ups, an `<etalase-topup-section>`
 * @slot - the page's own arrangement of elements; without one the whole storefront is shown
 */
export class EtalaseShop extends EtalaseElement {
  static override styles: CSSResult[] = [...EtalaseElement.styles, reservedStyles, shopStyles];

  private readonly $chain = atom<readonly RawSettings[]>([]);
  private readonly filter = createFilter();
  private shownFilter = this.filter.get();
  private stopDefining: (() => void) | undefined;

  constructor() {
    super();
    provideScope(this, { $chain: this.$chain, filter: this.filter });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.provideSettings();
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', this.rerender, { once: true });
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('DOMContentLoaded', this.rerender);
    this.stopDefining?.();
    this.stopDefining = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.provideSettings();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.showChosen();
  }

  /** While the page is being parsed, children may still be added. */
  protected override get isBare(): boolean {
    const isParsed = document.readyState !== 'loading' || this.nextSibling !== null;
    return !isParsed || hasContent(this);
  }

  /** The page sets no font, so the browser's default would show, mostly a serif. */
  private get isUnstyled(): boolean {
    return /^"?(times|serif)/i.test(getComputedStyle(this).fontFamily);
  }

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return this.isBare ? [] : [this.filter];
  }

  private provideSettings(): void {
    const chain = this.settingsChain;
    if (JSON.stringify(chain) !== JSON.stringify(this.$chain.get())) this.$chain.set(chain);
  }

  /** A search or a category that was just chosen may have its results far from what is on screen. */
  private showChosen(): void {
    const { filter, shownFilter, renderRoot } = this;
    this.shownFilter = filter.get();
    if (this.shownFilter === shownFilter) return;
    import('./show-results.js').then(
      ({ showResults }) => showResults(renderRoot, filter.get(), shownFilter),
      () => {},
    );
  }

  protected override renderContent(): unknown {
    if (this.isBare) return html`<slot></slot>`;
    if (this.renderRoot instanceof ShadowRoot) {
      this.stopDefining ??= defineWhenPresent(this.renderRoot);
    }
    const { search, category } = this.filter.get();
    const classes = [
      'storefront',
      this.isUnstyled && 'plain',
      this.isGuest && 'guest',
      search && 'searching',
      category && 'in-category',
    ];
    return html`<div class=${classes.filter(Boolean).join(' ')} part="storefront">
      <etalase-search></etalase-search>
      <etalase-balance></etalase-balance>
      <etalase-slides><i slot="empty"></i><i slot="error"></i></etalase-slides>
      <etalase-pages layout="chips"><i slot="empty"></i><i slot="error"></i></etalase-pages>
      ${
        this.settings.purchase.ok
          ? html`<etalase-topup-section part="topup-entry"></etalase-topup-section>`
          : nothing
      }
      <etalase-categories><i slot="empty"></i></etalase-categories>
      <etalase-products></etalase-products>
    </div>`;
  }
}
