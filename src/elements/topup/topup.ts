import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { adoptStyles, html } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Catalog, Item, Order, Product, ProviderName } from '../../proxy/contract.js';
import { PROVIDERS } from '../../proxy/contract.js';
import { errorCodeOf } from '../../purchase/problems.js';
import type { Fields, PurchaseClient, PurchaseError } from '../../purchase/purchase-client.js';
import { userFeed } from '../../stores/account.js';
import { topupIndonesian } from '../../texts/id/purchase/topup.js';
import { EtalaseErrorEvent } from '../base/events.js';
import { LatestTask } from './latest-task.js';
import { PurchaseElement } from '../orders/purchase-element.js';
import { composedParentOf } from '../base/scope.js';
import type { PurchaseRequest } from './checkout.js';
import { topupFieldStyles } from './account-fields.styles.js';
import { formSkeleton, TopupForm } from './topup-form.js';
import type { TopupMemory, ProductRef } from './topup-memory.js';
import { openTopupMemory } from './topup-memory.js';
import { renderError, renderHeader } from './topup-header.js';
import { problemText } from './problem-texts.js';
import { tilesSkeleton, tilesOf, TopupProducts } from './product-tiles.js';
import type { ProductTile } from './product-tiles.js';
import { topupProductStyles } from './product-tiles.styles.js';
import type { CheckoutPanel } from './checkout-panel.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { topupStyles } from './topup.styles.js';

/**
 * Top-ups paid from the shopper's saldo: what to buy, for which account, a confirmation, and how far
 * the order is.
 *
 * @tag etalase-topup
 * @attr provider - lapakgaming, snapcart or leuwongrr; all of them without it
 * @attr product - a product's code at that provider; the shopper chooses without it
 * @attr pin - `required` where the shop asks for a PIN; also on the `<etalase-shop>` around it
 * @fires etalase-order - an order was placed, or changed
 * @fires etalase-error - something could not be shown
 * @csspart heading - the heading, or the name of what is topped up
 * @csspart search - the filter over the products
 * @csspart products - the products together
 * @csspart product - one product
 * @csspart image - a product's picture
 * @csspart back - the button back to the products
 * @csspart more - the button that shows more products
 * @csspart items - the amounts together
 * @csspart item - one amount
 * @csspart chosen - the amount that is chosen
 * @csspart price - an amount's price
 * @csspart account - the fields for the account
 * @csspart field - one field with its label
 * @csspart input - a field's box
 * @csspart nickname - the account's name
 * @csspart remember - the wish to be remembered
 * @csspart bar - total and button at the bottom
 * @csspart total - the total
 * @csspart next - the button to the confirmation
 * @csspart layer - what holds the sheet over the page; `::part(layer)::backdrop` dims the page
 * @csspart dialog - the confirmation
 * @csspart dialog-heading - what stands above it
 * @csspart close - the button that closes it
 * @csspart what - what is bought
 * @csspart facts - for whom, the price, the saldo
 * @csspart cost - the price there
 * @csspart balance - the saldo before
 * @csspart balance-after - the saldo after
 * @csspart notice - what needs attention
 * @csspart pin - the box for the PIN
 * @csspart confirm-bar - what holds the last button
 * @csspart pay - the button that buys
 * @csspart topup - the link to where saldo is bought
 * @csspart topped-up - the button that says it was
 * @csspart order - the order that is followed
 * @csspart again - the button after an order
 * @csspart progress - how far the order is
 * @csspart steps - its steps together
 * @csspart step - one step
 * @csspart sentence - the same in a sentence
 * @csspart reason - why it failed
 * @csspart hint - what to do
 * @csspart voucher - the voucher with its code
 * @csspart code - the code
 * @csspart copy - the button that copies it
 * @csspart invoice - the link to the invoice
 */
export class EtalaseTopup extends PurchaseElement {
  static override styles: CSSResult[] = [
    ...PurchaseElement.styles,
    iconButtonStyles,
    topupStyles,
    topupProductStyles,
    topupFieldStyles,
  ];

  static override properties: PropertyDeclarations = { provider: {}, product: {}, pin: {} };

  declare provider: string | null;
  declare product: string | null;
  declare pin: string | null;

  private readonly catalog = new LatestTask<Catalog>(this);
  private readonly details = new LatestTask<Product>(this);
  private readonly products = new TopupProducts(this);
  private readonly form = new TopupForm(this, (...selection) => this.openCheckout(...selection));
  private panel: CheckoutPanel | null = null;
  /** Its file is on its way, or has come. */
  private loading: Promise<void> | null = null;
  /** Its file could not be loaded. */
  private hasPanelFailed = false;
  /** It is to find an order of an earlier page again. */
  private isPanelRequired = false;
  /** What is to be confirmed as soon as the till is there. */
  private pendingRequest: Omit<PurchaseRequest, 'purchase'> | null = null;
  private chosen: ProductTile | null = null;
  /** an order that is to be tried again as soon as its product is there */
  private orderToRepeat: Order | null = null;
  private panelTexts: typeof CheckoutPanel.texts | null = null;
  private currentClient: PurchaseClient | null = null;
  private lastReportedCode: PurchaseError | null = null;

  constructor() {
    super();
    this.provider = this.product = this.pin = null;
    this.addEventListener('focusin', this.onFocusIn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pendingRequest = null;
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...topupIndonesian, ...this.panelTexts };
  }

  /** Orders are followed one by one here, not as a list. */
  protected override get feed(): null {
    return null;
  }

  /** The saldo is asked for when it is to be shown. */
  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return this.panel?.isOpen && this.shop ? [userFeed(this.shop).$feed] : [];
  }

  private get memory(): TopupMemory | null {
    const { purchase } = this.settings;
    return purchase.ok ? openTopupMemory(purchase.value) : null;
  }

  private get requestedProvider(): ProviderName | null {
    return PROVIDERS.find((name) => name === this.provider?.trim()) ?? null;
  }

  /** What the page wants to be sold, or what the shopper chose. */
  private get productRef(): ProductRef | null {
    const product = this.product?.trim() ?? '';
    const provider = this.requestedProvider;
    return product && provider ? { provider, product } : this.chosen;
  }

  /** The page named what there cannot be. */
  private get hasInvalidAttributes(): boolean {
    const isUnknown = Boolean(this.provider?.trim()) && this.requestedProvider === null;
    return isUnknown || (Boolean(this.product?.trim()) && this.requestedProvider === null);
  }

  private get isPinRequired(): boolean {
    if (this.pin !== null) return this.pin === 'required';
    for (let node = composedParentOf(this); node; node = composedParentOf(node)) {
      if (node instanceof Element && node.getAttribute('pin') === 'required') return true;
    }
    return false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('provider') || changed.has('product')) this.chosen = null;
    const { purchase } = this;
    if (purchase !== this.currentClient) this.switchClient(purchase);
    if (!purchase) return;
    const { memory, productRef } = this;
    this.panel?.start(purchase, memory);
    if (productRef) {
      const { provider, product } = productRef;
      const key = JSON.stringify([provider, product]);
      this.details.run(key, (signal) => purchase.product(provider, product, signal));
    } else if (!this.hasInvalidAttributes) {
      this.catalog.run('all', (signal) => purchase.catalog(signal));
    }
    if (this.details.state.status === 'ready') {
      this.form.setProduct(this.details.state.value, { purchase, memory });
      this.applyRepeat();
    }
  }

  /** Another proxy, or another shopper: nothing of before counts. */
  private switchClient(purchase: PurchaseClient | null): void {
    this.currentClient = purchase;
    this.chosen = this.orderToRepeat = this.pendingRequest = null;
    this.catalog.reset();
    this.details.reset();
    this.panel?.reset();
    const order = this.memory?.order();
    this.isPanelRequired =
      (this.memory && purchase?.hasOpenIntent()) === true ||
      (order ? this.isSoldHere(order) : false);
    if (this.isPanelRequired) void this.loadPanel();
  }

  private isSoldHere({ provider, product }: { provider: string; product: string }): boolean {
    const isProvider = !this.requestedProvider || this.requestedProvider === provider;
    return isProvider && (!this.product?.trim() || this.product.trim() === product);
  }

  /** Whoever touches it may be about to buy: the till is there before it is needed. */
  private readonly onFocusIn = () => {
    if (this.memory && !this.hasPanelFailed) void this.loadPanel();
  };

  private async loadPanel(): Promise<void> {
    this.purchase?.preload();
    this.loading ??= import('./checkout-panel.js').then(
      ({ CheckoutPanel }) => this.attachPanel(CheckoutPanel),
      () => {
        this.loading = null;
        this.hasPanelFailed = true;
        this.requestUpdate();
      },
    );
    await this.loading;
  }

  private attachPanel(Panel: typeof CheckoutPanel): void {
    this.panel = new Panel(this, {
      form: this.form,
      isSoldHere: (order) => this.isSoldHere(order),
      onRepeatOrder: (order) => this.selectForRepeat(order),
      moveFocus: (selector) => void this.moveFocus(selector),
      explain: this.explain,
      renderProblem: (code, retry) => this.renderProblem(code, retry),
      renderSkeleton: (shape) => this.renderSkeleton(shape),
    });
    this.panelTexts = Panel.texts;
    if (this.renderRoot instanceof ShadowRoot) {
      adoptStyles(this.renderRoot, [...EtalaseTopup.elementStyles, ...Panel.styles]);
    }
    this.requestUpdate();
  }

  private openCheckout(product: Product, item: Item, fields: Fields): void {
    this.pendingRequest = { product, item, fields };
    this.requestUpdate();
    void this.continueToCheckout();
  }

  /** To the confirmation, if something is to be confirmed. */
  private readonly continueToCheckout = async (): Promise<void> => {
    await this.loadPanel();
    const { panel, pendingRequest, purchase } = this;
    if (!panel || !pendingRequest || !purchase) return;
    this.pendingRequest = null;
    panel.confirm({ purchase, ...pendingRequest });
  };

  /** To what has just come in the place of what had the focus. */
  private async moveFocus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private readonly onChoose = (tile: ProductTile) => {
    this.chosen = tile;
    this.requestUpdate();
    void this.moveFocus('.title');
  };

  private readonly onBack = () => {
    this.chosen = null;
    this.requestUpdate();
    void this.moveFocus('.title');
  };

  private selectForRepeat(order: Order): void {
    this.orderToRepeat = order;
    if (!this.product?.trim()) this.chosen = { ...order };
  }

  private applyRepeat(): void {
    const { orderToRepeat } = this;
    if (!orderToRepeat) return;
    this.orderToRepeat = null;
    if (this.form.repeat(orderToRepeat) && this.panel?.wasPinWrong) this.form.submit();
  }

  protected override renderContent(): unknown {
    if (!this.settings.purchase.ok) return this.renderFailed('settings', null);
    if (this.hasInvalidAttributes) return this.renderEmpty(this.say('topupOff'));
    return html`${this.renderPanel() ?? this.renderChoice()}
    ${this.panel?.renderSheet(this.say, (purchase) => this.balanceOf(purchase), this.isPinRequired)}`;
  }

  /** An order, or the failure to load what would show it, in the place of all else. */
  private renderPanel(): unknown {
    if (this.panel) return this.panel.render(this.say);
    if (!this.isPanelRequired && !this.pendingRequest) return null;
    if (this.hasPanelFailed) return this.renderProblem('offline', this.onPanelRetry);
    return this.pendingRequest ? null : this.renderSkeleton(formSkeleton);
  }

  private readonly onPanelRetry = () => {
    this.hasPanelFailed = false;
    this.requestUpdate();
    void this.continueToCheckout();
  };

  private renderChoice(): unknown {
    return this.productRef ? this.renderProduct() : this.renderProducts();
  }

  private renderProducts() {
    const { catalog, say } = this;
    const { state } = catalog;
    const title = html`<h2 class="heading title" part="heading" tabindex="-1">
      ${say('topups')}
    </h2>`;
    if (state.status === 'failed') return this.renderProblem(state.code, catalog.reset);
    if (state.status !== 'ready') return html`${title}${this.renderSkeleton(tilesSkeleton)}`;
    const tiles = tilesOf(state.value, this.requestedProvider);
    if (tiles.length === 0) {
      return this.renderEmpty(say(this.requestedProvider ? 'topupOff' : 'topupNone'));
    }
    return html`${title}${this.products.render(tiles, say, this.onChoose)}`;
  }

  private renderProduct() {
    const { details, say } = this;
    const { state } = details;
    const title = state.status === 'ready' ? state.value.title : (this.chosen?.title ?? '');
    const onBack = this.chosen && this.onBack;
    const head = renderHeader(title, say, onBack);
    if (state.status === 'failed') {
      return html`${onBack && head}${this.renderProblem(state.code, details.reset)}`;
    }
    if (state.status !== 'ready') return html`${head}${this.renderSkeleton(formSkeleton)}`;
    if (state.value.items.length === 0) {
      return html`${head}${this.renderEmpty(say('topupNoItems'))}`;
    }
    return html`${head}${this.form.render(state.value, say, this.isGuest ? this.renderLogInLink() : null, this.pendingRequest !== null)}`;
  }

  /** A guest may look at prices, but not go on. */
  private renderLogInLink() {
    return html`<a class="button primary on" part="button login" href="/akun/">
      ${this.say('topupLogIn')}
    </a>`;
  }

  /** What the session told is exact; what the shop's own list says may be some minutes old. */
  private balanceOf(purchase: PurchaseClient): number | null {
    const users = this.shop && userFeed(this.shop).$feed.get();
    const [user] = users?.status === 'ready' ? users.rows : [];
    return purchase.sessionBalance() ?? user?.jumlah_saldo ?? null;
  }

  private readonly explain = (code: PurchaseError): string =>
    this.say(problemText(code) ?? this.errorText(errorCodeOf(code)));

  private renderProblem(code: PurchaseError, retry: () => void) {
    const text = problemText(code);
    if (text === null || text === 'errorUser') return this.renderFailed(errorCodeOf(code), retry);
    return renderError(this.say(text), this.say('retry'), retry);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { state } = this.productRef ? this.details : this.catalog;
    const code = state.status === 'failed' ? state.code : null;
    if (code !== null && code !== this.lastReportedCode) {
      this.dispatchEvent(new EtalaseErrorEvent(errorCodeOf(code), this));
    }
    this.lastReportedCode = code;
  }
}
