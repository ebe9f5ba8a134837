/**
 * The choice of a product, unless the page names one, then of an item and an account. Ends with a
 * purchase request; knows nothing of quotes and orders.
 */
import type { CSSResult, LitElement, ReactiveController } from 'lit';
import { html } from 'lit';
import type { Order, Shelf, ShelfProduct } from '../../proxy/contract.js';
import type { AccountCheck, OrderRef, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, PurchaseError } from '../../purchase/purchase-client.js';
import type { Say } from '../../texts/texts.js';
import { closeOnBack } from '../controllers/close-on-back.js';
import { LatestTask } from '../controllers/latest-task.js';
import { focusAfterUpdate } from '../controllers/focus-after-update.js';
import type { FormContext } from './form/form-state.js';
import { FormLoader, formSkeleton, itemsSkeleton } from './form-loader.js';
import { Counter } from './tiles/counter.js';
import type { ProductTile, TopupStart } from './tiles/product-tiles.js';
import { supplierId, tileOf, tilesSkeleton } from './tiles/product-tiles.js';
import type { Offer } from './topup-attributes.js';
import { readOffer } from './topup-attributes.js';
import { renderHeader } from './topup-header.js';
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
  private readonly shelf: LatestTask<Shelf>;
  private readonly details: LatestTask<ShelfProduct>;
  private readonly counter: Counter;
  private readonly form: FormLoader;
  private offer: Offer = readOffer(null, null, null);
  private memory: TopupMemory | null = null;
  private chosen: ProductTile | null = null;
  /** of the tile that was chosen */
  private chosenKey = '';
  /** What is shown while its prices are asked for again. */
  private former: { readonly id: string; readonly product: ShelfProduct } | null = null;
  /** Removes the history entry of the chosen product. */
  private leaveHistory: (() => void) | null = null;
  /** Fills the form as soon as its product is loaded. */
  private repeated: { readonly order: Order; readonly isSubmitted: boolean } | null = null;

  constructor(
    private readonly host: LitElement,
    onNext: (request: PurchaseRequest) => void,
    /** called when the back button leads from a product, or from its order, to the others */
    private readonly onLeft: () => void,
    /** the element's own */
    styles: readonly CSSResult[],
  ) {
    this.shelf = new LatestTask(host);
    this.details = new LatestTask(host);
    this.counter = new Counter(host);
    this.form = new FormLoader(host, onNext, this.refresh, styles);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leaveHistory?.();
    this.leaveHistory = null;
  }

  /** Loads the shelf or the product; called with every update of the element. */
  update(context: FormContext, say: Say): void {
    const { client, memory } = context;
    this.memory = memory;
    const { productId, details, offer, repeated } = this;
    if (productId !== null) details.run(productId, (signal) => client.product(productId, signal));
    if (!this.isOpen) {
      if (!offer.isInvalid) this.shelf.run('', (signal) => client.shelf(offer.provider, signal));
      return;
    }
    this.form.load();
    const { product } = this;
    if (!this.form.isLoaded || (!product && !this.group)) return;
    this.form.setSubject({ product, group: this.group }, context, say);
    // The number of before has chosen an operator.
    if (this.productId !== productId) this.updateAgain();
    if (!product) return;
    this.repeated = null;
    if (repeated && this.form.repeat(repeated.order) && repeated.isSubmitted) this.form.submit();
  }

  /** The form's Indonesian texts, once they are loaded. */
  get texts() {
    return this.form.texts;
  }

  /** What the provider says about the account, for the confirmation. */
  get account(): AccountCheck {
    return this.form.account;
  }

  /** The page names a provider that does not exist. */
  get hasInvalidOffer(): boolean {
    return this.offer.isInvalid;
  }

  /** Why the shelf or the product could not be loaded. */
  get problem(): PurchaseError | null {
    if (this.product) return null;
    const { state } = this.isOpen ? this.failedPart : this.shelf;
    return state.status === 'failed' ? state.code : null;
  }

  /** A product is shown, or the operators' products. */
  private get isOpen(): boolean {
    return this.offer.productId !== null || this.chosen !== null;
  }

  /** The tile of all operators. */
  private get group(): ProductTile | null {
    return this.offer.productId === null && this.chosen?.operators ? this.chosen : null;
  }

  private get productId(): string | null {
    if (this.group) return this.form.pickedId;
    return this.offer.productId ?? this.chosen?.id ?? null;
  }

  /** Also while its prices are asked for again, or could not be. */
  private get product(): ShelfProduct | null {
    const { details, former, productId } = this;
    if (details.value) return details.value;
    return former?.id === productId ? former.product : null;
  }

  /** The product, or the form where that could not be loaded. */
  private get failedPart() {
    return this.form.state.status === 'failed' ? this.form : this.details;
  }

  private readonly onChoose = (tile: ProductTile, key: string) => {
    this.chosenKey = key;
    this.setChosen(tile, true);
    void focusAfterUpdate(this.host, '.title');
  };

  /** The focus returns to the product's tile, if it is there by then. */
  private readonly onBack = () => {
    const { chosen } = this;
    this.setChosen(null, false);
    this.onLeft();
    if (chosen) void focusAfterUpdate(this.host, `[data-key="${CSS.escape(this.chosenKey)}"]`);
  };

  /** The page sells something else. */
  setOffer(offer: Offer): void {
    if (offer.provider !== this.offer.provider) this.shelf.reset();
    this.offer = offer;
    this.setChosen(null, false);
  }

  /** The back button then closes what holds the element, not only the product. */
  start({ tile, order }: TopupStart): void {
    if (order) this.repeated = { order, isSubmitted: false };
    this.setChosen(tile ?? (order ? tileOf(order) : null), false);
  }

  /** Another proxy or another shopper. */
  reset(): void {
    this.setChosen(null, false);
    this.repeated = null;
    this.former = null;
    this.shelf.reset();
    this.details.reset();
  }

  /** Asks again for what could not be loaded. */
  retry(): void {
    (this.isOpen ? this.failedPart : this.shelf).reset();
  }

  /** The product of an order is one that this element sells, as far as the device knows. */
  isSoldHere(order: Pick<OrderRef, 'provider' | 'product'>): boolean {
    const { provider, productId } = this.offer;
    if (productId === null) return provider === null || provider === order.provider;
    const soldAs = supplierId(order);
    const bought = this.memory
      ?.bought()
      .some((each) => each.id === productId && each.soldAs === soldAs);
    return productId === soldAs || bought === true;
  }

  /** Chooses the product and item of an order. @param isSubmitted opens the confirmation at once */
  repeat(order: Order, isSubmitted: boolean): void {
    this.repeated = { order, isSubmitted };
    if (this.offer.productId === null) this.setChosen(tileOf(order), true);
    this.host.requestUpdate();
  }

  showFieldErrors(errors: readonly FieldError[]): void {
    this.form.showFieldErrors(errors);
  }

  private readonly refresh = () => {
    const { productId, details } = this;
    if (productId !== null && details.value) {
      this.former = { id: productId, product: details.value };
    }
    details.reset();
    this.updateAgain();
  };

  /** A request for an update within an update would be lost. */
  private updateAgain(): void {
    void this.host.updateComplete.then(() => this.host.requestUpdate());
  }

  /** @param isBackStep the back button leads to the other products first */
  private setChosen(tile: ProductTile | null, isBackStep: boolean): void {
    this.leaveHistory?.();
    this.leaveHistory = tile && isBackStep ? closeOnBack(this.onBack) : null;
    this.chosen = tile;
    this.former = null;
    this.host.requestUpdate();
  }

  private renderTiles({ say, ...context }: ChoiceContext) {
    const { provider, category } = this.offer;
    const { state, reset } = this.shelf;
    const title = html`<slot name="header">
      <h2 class="heading title" part="heading" tabindex="-1">${say('topups')}</h2>
    </slot>`;
    if (state.status === 'failed') return context.renderProblem(state.code, reset);
    if (state.status !== 'ready') return html`${title}${context.renderSkeleton(tilesSkeleton)}`;
    const { categories, products } = state.value;
    const sold = products.filter((each) => category === '' || each.category === category);
    if (sold.length === 0) {
      return context.renderEmpty(say(provider || category ? 'topupOff' : 'topupNone'));
    }
    const recentIds = this.memory?.bought().map(({ id }) => id) ?? [];
    const counter = { say, recentIds, onChoose: this.onChoose };
    return html`${title}${this.counter.render({ categories, products: sold }, counter)}`;
  }

  /** One template for every state: the focus stays on the heading while the product loads. */
  private renderProduct(context: ChoiceContext) {
    const onBack = this.chosen && this.onBack;
    const tile = this.group ?? this.product ?? this.chosen;
    const hasFailed = this.problem !== null;
    const head = hasFailed && !onBack ? null : renderHeader(tile, context.say, onBack);
    return html`${head}${this.renderDetails(context)}`;
  }

  private renderDetails({ say, ...context }: ChoiceContext) {
    const { product, problem, group, form } = this;
    const retry = this.failedPart.reset;
    const isWaiting = !form.isLoaded || (!product && !group);
    if (problem && (isWaiting || !group)) return context.renderProblem(problem, retry);
    if (isWaiting) return context.renderSkeleton(formSkeleton);
    const renderInstead = () => {
      if (problem) return context.renderProblem(problem, retry);
      return this.productId === null
        ? html`<p class="nothing">${say('topupNumberFirst')}</p>`
        : context.renderSkeleton(itemsSkeleton);
    };
    return form.render(say, {
      ...context,
      isLoading: context.isOpening,
      isOld: this.details.value === null && this.details.state.status === 'pending',
      instead: product ? null : renderInstead(),
    });
  }

  render(context: ChoiceContext): unknown {
    return this.isOpen ? this.renderProduct(context) : this.renderTiles(context);
  }
}
