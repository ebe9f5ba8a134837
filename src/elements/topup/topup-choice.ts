/**
 * The choice of a product, unless the page names one, then of an item and an account. Ends with a
 * purchase request; knows nothing of quotes and orders.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html } from 'lit';
import type { Catalog, Order, Product } from '../../proxy/contract.js';
import type { AccountCheck, OrderRef, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, PurchaseClient, PurchaseError } from '../../purchase/purchase-client.js';
import type { Say } from '../../texts/texts.js';
import { renderLogInLink } from '../ui/account-links.js';
import { closeOnBack } from '../controllers/close-on-back.js';
import { focusAfterUpdate } from './focus-after-update.js';
import { LatestTask } from '../controllers/latest-task.js';
import type { ProductTile, TopupStart } from './tiles/product-tiles.js';
import { tileKey, tilesOf, tilesSkeleton, TopupProducts } from './tiles/product-tiles.js';
import type { Offer } from './topup-attributes.js';
import { readOffer } from './topup-attributes.js';
import { FormLoader, formSkeleton } from './form-loader.js';
import { renderHeader } from './topup-header.js';
import type { ProductRef } from './tiles/product-tiles.js';
import type { TopupMemory } from './topup-memory.js';

/** The element's templates for the states of a request. */
export interface ChoiceContext {
  readonly say: Say;
  readonly renderEmpty: (text: string) => unknown;
  readonly renderSkeleton: (shape: unknown) => unknown;
  readonly renderProblem: (code: PurchaseError, retry: () => void) => unknown;
  readonly isGuest: boolean;
  /** The shopper waits for the sheet. */
  readonly isOpening: boolean;
}

export class TopupChoice implements ReactiveController {
  private readonly catalog: LatestTask<Catalog>;
  private readonly details: LatestTask<Product>;
  private readonly products: TopupProducts;
  private readonly form: FormLoader;
  private offer: Offer = readOffer(null, null);
  private chosen: ProductTile | null = null;
  /** Removes the history entry of the chosen product. */
  private leaveHistory: (() => void) | null = null;
  /** Fills the form as soon as its product is loaded. */
  private repeated: { readonly order: Order; readonly isSubmitted: boolean } | null = null;

  constructor(
    private readonly host: LitElement,
    onNext: (request: PurchaseRequest) => void,
    /** called when the back button leads from a product, or from its order, to the others */
    private readonly onLeft: () => void,
  ) {
    this.catalog = new LatestTask(host);
    this.details = new LatestTask(host);
    this.products = new TopupProducts(host);
    this.form = new FormLoader(host, onNext);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leaveHistory?.();
    this.leaveHistory = null;
  }

  /** Loads the catalog or the product; called with every update of the element. */
  update(client: PurchaseClient, memory: TopupMemory | null): void {
    const { productRef, details, repeated } = this;
    if (productRef) {
      const { provider, product } = productRef;
      const key = JSON.stringify([provider, product]);
      this.form.load();
      details.run(key, (signal) => client.product(provider, product, signal));
    } else if (!this.offer.isInvalid) {
      this.catalog.run('all', (signal) => client.catalog(signal));
    }
    if (!details.value || !this.form.isLoaded) return;
    this.form.setProduct(details.value, { client, memory });
    this.repeated = null;
    if (repeated && this.form.repeat(repeated.order) && repeated.isSubmitted) this.form.submit();
  }

  /** What the provider says about the account, for the confirmation. */
  get account(): AccountCheck {
    return this.form.account;
  }

  /** The page names a provider that does not exist, or a product without one. */
  get hasInvalidOffer(): boolean {
    return this.offer.isInvalid;
  }

  /** Why the catalog or the product could not be loaded. */
  get problem(): PurchaseError | null {
    const { state } = this.productRef ? this.failedPart : this.catalog;
    return state.status === 'failed' ? state.code : null;
  }

  private get productRef(): ProductRef | null {
    return this.offer.productRef ?? this.chosen;
  }

  /** The product, or the form where that could not be loaded. */
  private get failedPart() {
    return this.form.state.status === 'failed' ? this.form : this.details;
  }

  private readonly onChoose = (tile: ProductTile) => {
    this.setChosen(tile, true);
    void focusAfterUpdate(this.host, '.title');
  };

  /** The focus returns to the product's tile, if it is there by then. */
  private readonly onBack = () => {
    const { chosen } = this;
    this.setChosen(null, false);
    this.onLeft();
    if (chosen) void focusAfterUpdate(this.host, `[data-key="${CSS.escape(tileKey(chosen))}"]`);
  };

  /** The page sells something else. */
  setOffer(offer: Offer): void {
    this.offer = offer;
    this.setChosen(null, false);
  }

  /** The back button then closes what holds the element, not only the product. */
  start({ tile, order }: TopupStart): void {
    if (order) this.repeated = { order, isSubmitted: false };
    this.setChosen(tile ?? order ?? null, false);
  }

  /** Another proxy or another shopper. */
  reset(): void {
    this.setChosen(null, false);
    this.repeated = null;
    this.catalog.reset();
    this.details.reset();
  }

  /** Asks again for what could not be loaded. */
  retry(): void {
    (this.productRef ? this.failedPart : this.catalog).reset();
  }

  /** The product of an order is one that this element sells. */
  isSoldHere({ provider, product }: Pick<OrderRef, 'provider' | 'product'>): boolean {
    const { offer } = this;
    const isProvider = !offer.provider || offer.provider === provider;
    return isProvider && (!offer.productRef || offer.productRef.product === product);
  }

  /** Chooses the product and item of an order. @param isSubmitted opens the confirmation at once */
  repeat(order: Order, isSubmitted: boolean): void {
    this.repeated = { order, isSubmitted };
    if (!this.offer.productRef) this.setChosen(order, true);
    this.host.requestUpdate();
  }

  showFieldErrors(errors: readonly FieldError[]): void {
    this.form.showFieldErrors(errors);
  }

  /** @param isBackStep the back button leads to the other products first */
  private setChosen(tile: ProductTile | null, isBackStep: boolean): void {
    this.leaveHistory?.();
    this.leaveHistory = tile && isBackStep ? closeOnBack(this.onBack) : null;
    this.chosen = tile;
    this.host.requestUpdate();
  }

  private renderTiles({ say, ...context }: ChoiceContext) {
    const { provider } = this.offer;
    const { state, reset } = this.catalog;
    const title = html`<slot name="header">
      <h2 class="heading title" part="heading" tabindex="-1">${say('topups')}</h2>
    </slot>`;
    if (state.status === 'failed') return context.renderProblem(state.code, reset);
    if (state.status !== 'ready') return html`${title}${context.renderSkeleton(tilesSkeleton)}`;
    const tiles = tilesOf(state.value, provider);
    if (tiles.length === 0) return context.renderEmpty(say(provider ? 'topupOff' : 'topupNone'));
    return html`${title}${this.products.render(tiles, say, this.onChoose)}`;
  }

  /** One template for every state: the focus stays on the heading while the product loads. */
  private renderProduct(context: ChoiceContext) {
    const { value } = this.details;
    const onBack = this.chosen && this.onBack;
    const title = value?.title ?? this.chosen?.title ?? '';
    const hasFailed = this.failedPart.state.status === 'failed';
    const head = hasFailed && !onBack ? null : renderHeader(title, context.say, onBack);
    return html`${head}${this.renderDetails(context)}`;
  }

  private renderDetails({ say, ...context }: ChoiceContext) {
    const { value } = this.details;
    const { state, reset } = this.failedPart;
    if (state.status === 'failed') return context.renderProblem(state.code, reset);
    if (!value || !this.form.isLoaded) return context.renderSkeleton(formSkeleton);
    if (value.items.length === 0) return context.renderEmpty(say('topupNoItems'));
    // Guests see prices, and log in to go on.
    const logIn = context.isGuest
      ? renderLogInLink(say('topupLogIn'), 'button primary next')
      : null;
    return this.form.render(value, say, logIn, context.isOpening);
  }

  render(context: ChoiceContext): unknown {
    return this.productRef ? this.renderProduct(context) : this.renderTiles(context);
  }
}
