/**
 * The form of one product: account, amount, and the way to pay. Ends with a purchase request, or leaves
 * for the shop's own checkout; sends nothing itself.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html, nothing } from 'lit';
import { products } from '../../open-api/products.js';
import type { Order, ShelfItem, ShelfProduct } from '../../proxy/contract.js';
import type { AccountCheck, PurchaseRequest } from '../../purchase/checkout/state.js';
import { expectCheckout } from '../../purchase/orders/expect-checkout.js';
import type { FieldError } from '../../purchase/purchase-client.js';
import { topupFormIndonesian } from '../../texts/id/purchase/topup-form.js';
import type { Say } from '../../texts/texts.js';
import { focusAfterUpdate } from '../controllers/focus-after-update.js';
import { accountFieldStyles } from '../fields/account-fields.styles.js';
import { AccountForm, renderNote } from '../fields/account-form.js';
import { accountFormStyles } from '../fields/account-form.styles.js';
import { orderNoteOf, ShopCheckout } from '../fields/shop-checkout.js';
import type { FormContext, FormState, FormSubject } from './form/form-state.js';
import { topupFormStyles } from './form/form.styles.js';
import { onlyItemOf, renderItems } from './form/item-list.js';
import { movePhone, OperatorChoice } from './form/operator-choice.js';
import { renderPayBar } from './form/pay-bar.js';
import { PriceAge } from './form/price-age.js';
import { renderNotice, renderSupplierWords } from './form/product-words.js';
import type { Way } from './form/ways-to-pay.js';
import { WaysToPay } from './form/ways-to-pay.js';
import { inheritedAttribute } from './inherited-attribute.js';

export class TopupForm implements ReactiveController {
  static readonly texts = topupFormIndonesian;
  static readonly styles = [accountFieldStyles, accountFormStyles, topupFormStyles];

  private product: ShelfProduct | null = null;
  private context: FormContext | null = null;
  private readonly account: AccountForm;
  private readonly age: PriceAge;
  private readonly operators: OperatorChoice;
  private readonly checkout: ShopCheckout;
  private item: ShelfItem | null = null;
  /** What the chosen item cost before its price changed. */
  private formerPrice: number | null = null;
  private isItemMissing = false;
  private ways = new WaysToPay(null);
  /** How the shopper wanted to pay, while a name is waited for or a doubt is open. */
  private way: Way | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly onNext: (request: PurchaseRequest) => void,
    /** asks for the product again */
    refresh: () => void,
  ) {
    host.addController(this);
    this.age = new PriceAge(refresh);
    this.operators = new OperatorChoice(host);
    this.checkout = new ShopCheckout(host);
    this.account = new AccountForm(host, () => this.submit(this.way), '.next', this.operators);
  }

  hostDisconnected(): void {
    this.way = null;
  }

  /** The product that was chosen among those of the operators. */
  get pickedId(): string | null {
    return this.operators.pickedId;
  }

  /** What the provider says about the account. */
  get accountCheck(): AccountCheck {
    return this.account.check;
  }

  /** How the chosen item can be paid; before one is chosen, any of them. */
  private get currentWays(): readonly Way[] {
    const { item, product, ways } = this;
    return ways.of(...(item ? [item] : (product?.items ?? [])));
  }

  /** A guest has no saldo here. */
  private get usableWays(): readonly Way[] {
    return this.currentWays.filter((way) => way === 'checkout' || this.context?.memory);
  }

  private readonly onChoose = (item: ShelfItem) => {
    this.item = item;
    this.formerPrice = null;
    this.isItemMissing = false;
    this.host.requestUpdate();
  };

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    this.submit(null);
  };

  /** A new product or a new shopper starts with the account that was used last. */
  setSubject({ product, group }: FormSubject, context: FormContext, say: Say): void {
    const { product: former, operators } = this;
    this.ways = new WaysToPay(inheritedAttribute(this.host, 'pay', context.pay));
    const isSameClient = context.client === this.context?.client;
    const isSameGroup = isSameClient && (group?.id ?? null) === operators.id;
    if (!isSameGroup) operators.setGroup(group, say);
    if (product) this.age.check(product);
    const shown = product ? this.ways.sold(product) : operators.placeholder;
    if (!shown) return;
    this.product = shown;
    this.account.setProduct(shown);
    if (isSameClient && shown.id === former?.id) {
      this.updateItem(shown);
      return;
    }
    this.context = context;
    this.account.setContext(context);
    this.item = onlyItemOf(shown);
    this.formerPrice = null;
    this.isItemMissing = false;
    if (group && isSameGroup && former) {
      this.account.fill(movePhone(this.account.typed, former, shown));
    } else this.account.fillRemembered();
  }

  /** Fills in a failed order. @returns whether its item is still available */
  repeat({ name, fields }: Order): boolean {
    this.item = this.product?.items.find((item) => item.name === name && item.available) ?? null;
    this.account.fill(fields);
    return this.item !== null;
  }

  showFieldErrors(errors: readonly FieldError[]): void {
    this.account.showErrors(errors);
  }

  /** Passes the request on, or focuses what is missing. @param chosenWay `null` for the first one */
  submit(chosenWay: Way | null): void {
    const { product, item, account, usableWays } = this;
    const way = usableWays.find((each) => each === chosenWay) ?? usableWays[0];
    if (!product || !way || this.checkout.isLeaving) return;
    const hasErrors = account.hasErrors(product);
    this.way = way;
    this.isItemMissing = item === null && !hasErrors;
    this.host.requestUpdate();
    if (hasErrors) account.showFirstError(product);
    else if (!item) void focusAfterUpdate(this.host, '[name=item]:enabled');
    else if (account.isSettled(product)) this.goOn(way, product, item);
  }

  private goOn(way: Way, product: ShelfProduct, item: ShelfItem): void {
    this.way = null;
    this.formerPrice = null;
    if (way === 'checkout') {
      this.leave(product, item);
      return;
    }
    this.account.save();
    this.onNext({ product, item, fields: this.account.values(product) });
  }

  /** Nothing is paid here, so there is no intent: the proxy learns of the purchase from bukaOlshop. */
  private leave(product: ShelfProduct, item: ShelfItem): void {
    const sold = products.row.parse({
      id_produk: item.id,
      nama_produk: `${product.title} ${item.name}`,
      harga_produk: item.price,
      gambar_utama: product.image,
      url_produk: item.checkout_url,
    });
    const note = orderNoteOf(product, this.account.values(product));
    this.checkout.leave({ ...sold, id_produk: '' }, note, () => {
      this.account.save();
      this.context?.memory?.saveBought({ id: product.id, item: item.name, soldAs: product.id });
      if (this.context) expectCheckout(this.context.settings);
    });
  }

  /** The same item with today's price, if it can still be bought. */
  private updateItem({ items }: ShelfProduct): void {
    const { item } = this;
    if (!item) return;
    const now = items.find(({ id, available }) => id === item.id && available) ?? null;
    if (now && now.price !== item.price) this.formerPrice = item.price;
    this.item = now;
  }

  private renderItems(product: ShelfProduct, step: number, say: Say, { isOld }: FormState) {
    const bought = this.context?.memory?.bought().find(({ id }) => id === product.id);
    return renderItems(
      {
        items: product.items,
        chosen: this.item,
        boughtName: bought?.item ?? null,
        step,
        isMissing: this.isItemMissing,
        isOld: isOld || this.age.isWaiting,
      },
      say,
      this.onChoose,
    );
  }

  render(say: Say, state: FormState) {
    const { product, item, formerPrice } = this;
    if (!product) return nothing;
    if (product !== this.operators.placeholder && product.items.length === 0) {
      return state.renderEmpty(say('topupNoItems'));
    }
    const { isLeaving } = this.checkout;
    const isAwaited = this.account.isAwaited || isLeaving;
    const waitingWay = state.isLoading
      ? 'saldo'
      : isAwaited
        ? isLeaving
          ? 'checkout'
          : this.way
        : null;
    const ways = this.currentWays;
    const hasAccount = product.fields.length > 0;
    const itemsStep = hasAccount ? 2 : 1;
    const isBill = product.kind === 'bill' && item !== null;
    return html`<form class="form" novalidate @submit=${this.onSubmit}>
      ${renderNotice(product)}
      ${hasAccount ? this.account.render(product, 1, say) : renderNote(product)}
      ${
        state.instead ??
        html`${isBill ? nothing : this.renderItems(product, itemsStep, say, state)}
        ${renderSupplierWords(product, say)}
        ${renderPayBar(
          {
            ...{ step: isBill ? itemsStep : itemsStep + 1, item, formerPrice, ways, waitingWay },
            ...{ isGuest: state.isGuest, onWay: (way: Way) => this.submit(way) },
          },
          say,
        )}`
      }
    </form>`;
  }
}
