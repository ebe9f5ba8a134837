/**
 * The account of a mapped product, and the way to the checkout with it. Loaded once the proxy has said
 * that it delivers the product.
 */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import type { ShelfProduct } from '../../proxy/contract.js';
import type { MappedProduct } from '../../purchase/http/shop-product.js';
import { openPurchaseClient } from '../../purchase/open-purchase-client.js';
import { expectCheckout } from '../../purchase/orders/expect-checkout.js';
import type { Outcome } from '../../purchase/purchase-client.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { topupFormIndonesian } from '../../texts/id/purchase/topup-form.js';
import type { Say } from '../../texts/texts.js';
import { accountFieldStyles } from '../fields/account-fields.styles.js';
import { AccountForm, renderNote } from '../fields/account-form.js';
import { accountFormStyles } from '../fields/account-form.styles.js';
import { orderNoteOf, ShopCheckout } from '../fields/shop-checkout.js';
import { fieldShapeStyles } from '../ui/field-shapes.styles.js';

export class MappedForm {
  static readonly texts = topupFormIndonesian;
  static readonly styles = [fieldShapeStyles, accountFieldStyles, accountFormStyles];

  static read(
    { product }: MappedProduct,
    settings: PurchaseSettings,
    signal: AbortSignal,
  ): Promise<Outcome<ShelfProduct>> {
    return openPurchaseClient(settings).product(product, signal);
  }

  private readonly account: AccountForm;
  private readonly checkout: ShopCheckout;
  private item = '';
  private shown: ShelfProduct | null = null;
  private settings: PurchaseSettings | null = null;
  private product: Product | null = null;

  constructor(host: LitElement) {
    this.checkout = new ShopCheckout(host);
    this.account = new AccountForm(host, () => this.product && this.buy(this.product), '.buy');
  }

  /** The shopper has done their part. */
  get isBusy(): boolean {
    return this.account.isAwaited || this.checkout.isLeaving;
  }

  /** No supplier has the item now. */
  get isSoldOut(): boolean {
    const item = this.shown?.items.find(({ id }) => id === this.item);
    return item?.available === false;
  }

  /** Called with every update of the element. */
  setProduct(shown: ShelfProduct, item: string, settings: PurchaseSettings): void {
    if (shown === this.shown && settings.shopper?.id === this.settings?.shopper?.id) return;
    this.shown = shown;
    this.item = item;
    this.settings = settings;
    this.account.setProduct(shown);
    this.account.setContext({ client: openPurchaseClient(settings), settings });
    this.account.fillRemembered();
  }

  /** Leaves for the checkout, or focuses what is missing. */
  buy(product: Product): void {
    const { account, shown, settings } = this;
    if (!shown || !settings || this.checkout.isLeaving) return;
    this.product = product;
    if (account.hasErrors(shown)) account.showFirstError(shown);
    else if (account.isSettled(shown)) {
      const note = orderNoteOf(shown, account.values(shown));
      this.checkout.leave(product, note, () => {
        account.save();
        expectCheckout(settings);
      });
    }
  }

  render(say: Say): unknown {
    const { shown } = this;
    if (!shown) return nothing;
    if (shown.fields.length > 0) return this.account.render(shown, null, say);
    return html`<div class="block">${renderNote(shown)}</div>`;
  }
}
