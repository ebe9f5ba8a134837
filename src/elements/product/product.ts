import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ReadableAtom } from 'nanostores';
import type { Product } from '../../open-api/products.js';
import type { ReadyFeed } from '../../stores/feed.js';
import { productIndonesian } from '../../texts/id/product.js';
import type { Say } from '../../texts/texts.js';
import { shareIcon } from '../ui/icons/action-icons.js';
import { renderDialogFrame } from '../ui/dialog-frame.js';
import { boxIcon } from '../ui/icons/icons.js';
import { renderImage } from '../ui/image.js';
import { priceText } from '../ui/price.js';
import { share } from '../ui/share.js';
import { renderRetryButton, renderState } from '../ui/states.js';
import { EtalaseErrorEvent } from '../base/events.js';
import { ensureDefined } from '../base/lazy-define.js';
import { LazyElement } from '../base/lazy-element.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { ExpandableText } from '../controllers/expandable-text.js';
import { BuyForm } from './buy-form.js';
import type { Photo } from './gallery.js';
import { Gallery } from './gallery.js';
import {
  detailsSkeleton,
  descriptionOf,
  imagesOf,
  renderPrice,
  renderFacts,
  renderTiers,
} from './product-details.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { pictureStyles } from '../ui/picture.styles.js';
import { priceStyles } from '../ui/price.styles.js';
import { buyFormStyles } from './buy-form.styles.js';
import { galleryStyles } from './gallery.styles.js';
import { MappedPurchase } from './mapped-purchase.js';
import type { Wanted } from './product-lookup.js';
import { ProductLookup } from './product-lookup.js';
import { productStyles } from './product.styles.js';

/** How long the sentence about sharing is shown. */
const STATUS_MS = 2500;

/**
 * One product with all details. The purchase link carries variants and note to the app's checkout. Where
 * the proxy delivers the product, the account that it is for is asked for first.
 *
 * @tag etalase-product
 * @attr product-id - `id_produk`; with a proxy any product of the shop, without one among the 200 newest
 * @attr product-name - the product's name: searched for without a proxy, or without an id
 * @fires etalase-buy - the shopper wants to buy; cancel it to keep the purchase link from being
 * followed
 * @fires etalase-error - something could not be shown
 * @csspart gallery - the pictures together
 * @csspart image - one picture, a button that shows it in the size of the screen
 * @csspart previous - the button to the picture before
 * @csspart next - the button to the next picture
 * @csspart counter - which picture of how many
 * @csspart name - the product's name
 * @csspart share - the button that shares the link
 * @csspart price - the price
 * @csspart old-price - the struck-out price
 * @csspart discount - the discount chip
 * @csspart stock - the badge of a product that is sold out or low in stock
 * @csspart facts - condition, weight and stock
 * @csspart wholesale - the wholesale prices
 * @csspart variants - the sizes, or the colours
 * @csspart option - one size or colour
 * @csspart chosen - the size or colour that is chosen
 * @csspart description - the description
 * @csspart read-more - the button that unfolds the description
 * @csspart note - the field for a note, or the shop's hint about the account
 * @csspart account - the fields for the account, where the proxy delivers the product
 * @csspart accounts - the remembered accounts
 * @csspart account-use - the button that fills one in
 * @csspart account-remove - the button that forgets one
 * @csspart field - one field with its label
 * @csspart input - a field's input
 * @csspart operator - the operator of a phone number
 * @csspart nickname - the account's name
 * @csspart doubts - what is doubtful about the account
 * @csspart proceed - the button that goes on all the same
 * @csspart remember - the checkbox that remembers the account
 * @csspart bar - price and button at the bottom
 * @csspart total - the price at the bottom
 * @csspart buy - the purchase link
 * @csspart status - the brief message above the bar
 * @csspart dialog - the sheet, when a product was opened from a card
 * @csspart layer - the layer that holds the sheet over the page; `::part(layer)::backdrop` dims the page
 * @csspart heading - the sheet's heading
 * @csspart close - the button that closes it
 */
export class EtalaseProduct extends LazyElement {
  static override styles: CSSResult[] = [
    ...LazyElement.styles,
    pictureStyles,
    priceStyles,
    galleryStyles,
    dialogFrameStyles,
    iconButtonStyles,
    productStyles,
    buyFormStyles,
  ];

  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    productName: { attribute: 'product-name' },
    product: { attribute: false },
    modal: { attribute: false },
    shareStatus: { state: true },
  };

  declare productId: string | null;
  declare productName: string | null;
  /** Shown as it is, without a request to the shop. */
  declare product: Product | null;
  /** Opens as a dialog over the page. The element removes itself when the dialog is closed. */
  declare modal: boolean;
  declare protected shareStatus: 'copied' | 'copyFailed' | null;

  private readonly lookup = new ProductLookup(this, () => this.wanted);
  private readonly gallery = new Gallery(this, (photo, say) => this.renderPhoto(photo, say));
  private readonly expandable = new ExpandableText(this);
  private readonly mapped = new MappedPurchase(this, EtalaseProduct.styles.length - 2);
  private readonly buyForm = new BuyForm(this, this.mapped);
  private readonly dialog = new DialogController(this, () => this.remove());
  private currentProduct: Product | null = null;
  private description = '';
  private reportedId: string | null = null;
  private statusTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.productId = this.productName = null;
    this.product = null;
    this.modal = false;
    this.shareStatus = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.statusTimer);
    this.shareStatus = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { purchase } = this.settings;
    if (!this.product) this.lookup.update();
    const product = this.product ?? this.lookup.find() ?? this.lastFound();
    this.mapped.update(product, purchase.ok ? purchase.value : null);
    if (product === this.currentProduct) return;
    if (product?.id_produk !== this.currentProduct?.id_produk) {
      this.buyForm.reset(product);
      this.gallery.reset();
      this.expandable.reset();
    }
    this.currentProduct = product;
    this.description = product ? descriptionOf(product) : '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const feed = this.product ? null : this.lookup.feed?.$feed.get();
    const isMissing =
      feed?.status === 'ready' && !this.currentProduct && !this.lookup.hasPagesToSearch(feed);
    const { id: wantedId, name } = this.wanted;
    const id = isMissing ? wantedId || name : null;
    if (id !== null && id !== this.reportedId) {
      this.dispatchEvent(new EtalaseErrorEvent('not-found', this));
    }
    this.reportedId = id;
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...productIndonesian, ...this.mapped.texts };
  }

  private get wanted(): Wanted {
    const { purchase } = this.settings;
    const proxy = purchase.ok ? purchase.value.proxy : null;
    const id = this.productId?.trim() ?? '';
    return { id, name: this.productName?.trim() ?? '', shop: this.shop, proxy };
  }

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const feed = this.product ? null : this.lookup.feed;
    return feed ? [feed.$feed] : [];
  }

  /** While more is loaded: it was in the feed before the refresh, so it probably still exists. */
  private lastFound(): Product | null {
    const feed = this.lookup.feed?.$feed.get();
    const isSearching = feed?.status === 'ready' && this.lookup.hasPagesToSearch(feed);
    const { currentProduct: last } = this;
    return isSearching && last && last.id_produk === this.wanted.id ? last : null;
  }

  private async shareLink(link: { title: string; url: string }, event: Event): Promise<void> {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const outcome = await share(link, currentTarget);
    if (!this.isConnected || outcome === 'shared' || outcome === 'cancelled') return;
    currentTarget.focus({ preventScroll: true });
    this.shareStatus = outcome === 'copied' ? 'copied' : 'copyFailed';
    clearTimeout(this.statusTimer);
    this.statusTimer = setTimeout(() => {
      this.shareStatus = null;
    }, STATUS_MS);
  }

  /** The photos in the size of the screen. */
  private async openPhotos(start: number, event: Event): Promise<void> {
    const { currentTarget } = event;
    const photos = this.currentProduct && imagesOf(this.currentProduct);
    if (!photos) return;
    // Without its file the photos stay as large as they are.
    await ensureDefined('etalase-photos').catch(() => {});
    if (!this.isConnected || !customElements.get('etalase-photos')) return;
    if (this.renderRoot.querySelector('etalase-photos')) return;
    if (currentTarget instanceof HTMLElement) currentTarget.focus({ preventScroll: true });
    const viewer = document.createElement('etalase-photos');
    const { lang, ...own } = this.rawSettings;
    Object.assign(viewer, own, lang && { lang }, { photos, start });
    viewer.onClosed = (index) => this.gallery.show(index);
    this.renderRoot.append(viewer);
  }

  private renderPhoto({ address, index, total, isCurrent }: Photo, say: Say) {
    if (address === null) {
      const label = say('photo', { n: 1, total: 1 });
      return html`<div class="picture" part="image" role="img" aria-label=${label}></div>`;
    }
    return html`<button
      class="picture"
      part="image"
      aria-haspopup="dialog"
      aria-label=${say('openPhoto', { n: index + 1, total })}
      tabindex=${isCurrent ? nothing : '-1'}
      @click=${(event: Event) => void this.openPhotos(index, event)}
    >
      ${renderImage(address, index === 0)}
    </button>`;
  }

  private renderDialog(details: unknown) {
    const title = this.say('product');
    return renderDialogFrame(
      {
        label: this.currentProduct?.nama_produk ?? title,
        heading: html`<span class="heading" part="heading">${title}</span>`,
        content: details,
        onClose: this.dialog.close,
      },
      this.say,
    );
  }

  private renderRequested() {
    const { id, name } = this.wanted;
    if (!id && !name) return this.renderFailed('not-found', null);
    const { currentProduct: found, lookup } = this;
    if (found && !lookup.feed) return this.renderDetails(found);
    if (lookup.isWaitingForProxy) return this.renderSkeleton(detailsSkeleton);
    return this.renderFeed(this.lookup.feed, {
      skeleton: () => detailsSkeleton,
      empty: () => this.renderMissing(),
      ready: (feed) => this.renderFound(feed),
    });
  }

  private renderFound(feed: ReadyFeed<Product>) {
    if (this.currentProduct) return this.renderDetails(this.currentProduct);
    if (!this.lookup.hasPagesToSearch(feed)) return this.renderMissing();
    if (feed.moreStatus === 'idle' || feed.moreStatus === 'pending')
      return this.renderSkeleton(detailsSkeleton);
    return this.renderFailed(feed.moreStatus, () => this.lookup.feed?.loadMore());
  }

  private renderMissing() {
    const { name } = this.wanted;
    const { retry } = this.lookup;
    if (!name) return this.renderFailed('not-found', retry);
    const text = this.say('productMissing', { name });
    return renderState('error', boxIcon, text, renderRetryButton(this.say, retry));
  }

  private renderDetails(product: Product) {
    return keyed(
      product.id_produk,
      html`<article class="detail">
        <div class="columns">
          ${this.gallery.render(imagesOf(product), this.say)}
          <div class="words">
            <div class="title">
              <h2 class="name" part="name" dir="auto">${product.nama_produk}</h2>
              ${this.renderShare(product)}
            </div>
            ${renderPrice(product, this.say)} ${renderTiers(product, this.say)}
            ${renderFacts(product, this.say)} ${this.buyForm.renderVariants(product, this.say)}
            ${this.renderDescription()} ${this.renderNote(product)}
          </div>
        </div>
        ${this.renderBar(product)}
      </article>`,
    );
  }

  private renderNote(product: Product) {
    return this.mapped.render(
      this.say,
      () => this.buyForm.renderNote(product, this.say),
      (code, retry) => this.renderFailed(code, retry),
    );
  }

  private renderShare({ nama_produk, url_produk }: Product) {
    if (url_produk === null) return nothing;
    const link = { title: nama_produk, url: url_produk };
    return html`<button
      class="round"
      part="share"
      aria-label=${this.say('share')}
      @click=${(event: Event) => void this.shareLink(link, event)}
    >
      ${shareIcon}
    </button>`;
  }

  private renderDescription() {
    if (!this.description) return nothing;
    const { isOverflowing, isExpanded, toggle } = this.expandable;
    return html`<section class="block">
      <h3 class="label">${this.say('description')}</h3>
      <p class="clamped" part="description" dir="auto" ?data-expanded=${isExpanded}>
        ${this.description}
      </p>
      ${
        isOverflowing
          ? html`<button class="link" part="read-more" aria-expanded=${isExpanded} @click=${toggle}>
              ${this.say(isExpanded ? 'readLess' : 'readMore')}
            </button>`
          : nothing
      }
    </section>`;
  }

  private renderBar(product: Product) {
    return html`<div class="bar" part="bar">
      <p class="status" part="status" role="status" ?data-shown=${this.shareStatus !== null}>
        ${this.shareStatus && this.say(this.shareStatus)}
      </p>
      <span class="total-line">
        <span class="total" part="total">${priceText(product, this.say)}</span>
        <span class="picked" dir="auto">${this.buyForm.choiceText}</span>
      </span>
      ${this.buyForm.renderBuy(product, this.say)}
    </div>`;
  }

  protected override renderContent(): unknown {
    const details = this.product ? this.renderDetails(this.product) : this.renderRequested();
    return this.modal ? this.renderDialog(details) : details;
  }
}
