import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { isNetworkError } from '../../open-api/result.js';
import { errorCodeOf } from '../../purchase/problems.js';
import type { PurchaseClient, PurchaseError } from '../../purchase/purchase-client.js';
import { userFeed } from '../../stores/account.js';
import { $pageReturn, reportNetwork } from '../../stores/page-return.js';
import { topupIndonesian } from '../../texts/id/purchase/topup.js';
import { EtalaseErrorEvent } from '../base/events.js';
import type { RepeatTaker } from '../base/repeat-takers.js';
import { addRepeatTaker } from '../base/repeat-takers.js';
import { PurchaseElement } from '../orders/purchase-element.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { fieldShapeStyles } from '../ui/field-shapes.styles.js';
import { boxIcon } from '../ui/icons/icons.js';
import { renderRetryButton, renderState } from '../ui/states.js';
import { CheckoutLoader } from './checkout-loader.js';
import type { PanelContext } from './checkout-panel.js';
import { problemText } from './problem-texts.js';
import { topupProductStyles } from './tiles/product-tiles.styles.js';
import type { TopupStart } from './tiles/product-tiles.js';
import { readOffer } from './topup-attributes.js';
import { TopupChoice } from './topup-choice.js';
import { formSkeleton } from './form-loader.js';
import { openTopupMemory } from './topup-memory.js';
import { topupStyles } from './topup.styles.js';

const OFFER_ATTRIBUTES = ['provider', 'product', 'category'] as const;

/**
 * Top-ups paid from the shopper's saldo, or at the shop's own checkout in bukaOlshop: product, item and
 * account, a confirmation, and the order's progress. Shows the choice and the checkout, and decides
 * nothing about either.
 *
 * @tag etalase-topup
 * @attr provider - lapakgaming, snapcart or leuwongrr; without it, all of them
 * @attr product - a product's id on the shelf; beside `provider`, its code there; without it, the shopper
 * chooses
 * @attr category - the code of the one category whose products are shown
 * @attr pin - `required` where the shop asks for a PIN; also on the `<etalase-shop>` around it
 * @attr pay - `saldo`: from the saldo alone; `checkout`: at the shop's own checkout alone, which sells
 * only what has a product there; `both`, the default: as the shopper likes, where both can be; also on
 * the `<etalase-shop>` around it
 * @fires etalase-buy - the shopper leaves for the shop's own checkout; cancel it to stay
 * @fires etalase-order - an order was placed, or changed
 * @fires etalase-error - something could not be shown
 * @csspart heading - the heading, or the name of what is topped up
 * @csspart search - the filter over the products
 * @csspart categories - the chips of the categories
 * @csspart category - one category's chip
 * @csspart products - a list of products
 * @csspart recent - the list of those that were bought last
 * @csspart popular - the list of the popular ones
 * @csspart product - one product
 * @csspart image - a product's picture
 * @csspart back - the button back to the products
 * @csspart more - the button that shows more products
 * @csspart note - the shop's hint
 * @csspart details - the supplier's words, folded
 * @csspart items - the list of items
 * @csspart item-heading - the heading over items of one group
 * @csspart duration - how long an item usually takes
 * @csspart item - one item
 * @csspart chosen - the chosen item
 * @csspart price - an item's price
 * @csspart accounts - the remembered accounts
 * @csspart account-use - the button that fills one in
 * @csspart account-remove - the button that forgets one
 * @csspart account - the fields for the account
 * @csspart field - one field with its label
 * @csspart input - a field's input
 * @csspart nickname - the account's name
 * @csspart doubts - what is doubtful about the account
 * @csspart proceed - the button that goes on all the same
 * @csspart operator - the operator of a phone number
 * @csspart operators - the operators of pulsa or data
 * @csspart operator-choice - the button of one operator
 * @csspart step-number - the number before a step's heading
 * @csspart remember - the checkbox that remembers the account
 * @csspart bar - total and button at the bottom
 * @csspart total - the total
 * @csspart moved - the line that says that the price has changed
 * @csspart next - the button to the confirmation
 * @csspart checkout - the button to the shop's own checkout
 * @csspart layer - the `<dialog>` over the page; `::part(layer)::backdrop` dims the page
 * @csspart dialog - the confirmation, then the receipt
 * @csspart dialog-heading - its heading
 * @csspart close - the button that closes it
 * @csspart what - the bought item
 * @csspart facts - account, price and saldo
 * @csspart cost - the price in the confirmation
 * @csspart balance - the saldo before
 * @csspart balance-after - the saldo after
 * @csspart notice - a problem, a changed price, or why the shop sells nothing now
 * @csspart pin - the input for the PIN
 * @csspart confirm-bar - the bar of the confirmation
 * @csspart pay - the button that pays
 * @csspart topup - the link to the top-up of the saldo
 * @csspart topped-up - the button for a shopper who has topped up
 * @csspart unchecked - the line that says that the account's name cannot be checked now
 * @csspart receipt - what the sheet becomes by paying
 * @csspart trouble - the line that says that the status could not be updated
 * @csspart bought - what was bought, in the receipt
 * @csspart date - when it was bought
 * @csspart number - the order's number
 * @csspart share - the button that shares the receipt
 * @csspart help - the link to the seller
 * @csspart order - the tracked order, once its sheet is closed
 * @csspart open - the button that opens its receipt
 * @csspart again - the button under an order
 * @csspart progress - the order's progress
 * @csspart steps - the list of steps
 * @csspart step - one step
 * @csspart sentence - the order's status
 * @csspart reason - why the order failed
 * @csspart hint - what the shopper can do
 * @csspart voucher - the voucher with its code
 * @csspart code - one part of the voucher
 * @csspart copy - the button that copies a part, or the order's number
 * @csspart invoice-panel - the invoice's amount, time and link
 * @csspart amount - the amount to be paid
 * @csspart invoice - the link to the invoice
 */
export class EtalaseTopup extends PurchaseElement {
  static override styles: CSSResult[] = [
    ...PurchaseElement.styles,
    iconButtonStyles,
    fieldShapeStyles,
    topupStyles,
    topupProductStyles,
  ];

  static override properties: PropertyDeclarations = {
    provider: {},
    product: {},
    category: {},
    pin: {},
    pay: {},
    start: { attribute: false },
  };

  declare provider: string | null;
  declare product: string | null;
  declare category: string | null;
  declare pin: string | null;
  declare pay: string | null;
  /** What was chosen outside of this element, which then starts with it. */
  declare start: TopupStart | null;

  private readonly choice = new TopupChoice(
    this,
    (request) => this.loader.open(request),
    () => this.loader.leaveOrder(),
    EtalaseTopup.styles,
  );
  private readonly loader = new CheckoutLoader(this, this.choice);
  private currentClient: PurchaseClient | null = null;
  private lastReportedCode: PurchaseError | null = null;
  private seenReturn = $pageReturn.value;
  private stopTaking: (() => void) | undefined;
  private readonly repeatTaker: RepeatTaker = {
    canRepeat: (order, proxy) => {
      const { purchase } = this.settings;
      const isOurs = purchase.ok && purchase.value.proxy === proxy && !this.isGuest;
      return isOurs && this.loader.canRepeat && this.choice.isSoldHere(order);
    },
    repeat: (order) => this.loader.repeat(order),
  };

  constructor() {
    super();
    this.provider = this.product = this.category = this.pin = this.pay = this.start = null;
    this.addEventListener('focusin', this.onFocusIn);
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
    if (OFFER_ATTRIBUTES.some((name) => changed.has(name))) {
      this.choice.setOffer(readOffer(this.provider, this.product, this.category));
    }
    const { client, memory, settings } = this;
    // The order that was shown last stays in the list of orders; here the shopper wants another one.
    if (changed.has('start') && this.start) memory?.saveOrder(null);
    if (client !== this.currentClient) {
      this.currentClient = client;
      this.choice.reset();
      this.loader.switchClient(client, memory);
    }
    if (changed.has('start') && this.start) this.choice.start(this.start);
    if (client && settings.purchase.ok) {
      const { pay } = this;
      this.choice.update({ client, settings: settings.purchase.value, memory, pay }, this.say);
      if (memory) this.loader.update(settings.purchase.value, memory);
    }
    if (this.seenReturn === $pageReturn.value) return;
    this.seenReturn = $pageReturn.value;
    if (isNetworkError(this.choice.problem ?? '')) this.choice.retry();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const code = this.choice.problem;
    if (code !== null && code !== this.lastReportedCode) {
      this.dispatchEvent(new EtalaseErrorEvent(errorCodeOf(code), this));
      reportNetwork(!isNetworkError(code));
    }
    this.lastReportedCode = code;
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...topupIndonesian, ...this.choice.texts, ...this.loader.texts };
  }

  /** This element tracks single orders, no list. */
  protected override get feed(): null {
    return null;
  }

  /** `null` for a guest */
  private get memory() {
    const { purchase } = this.settings;
    return purchase.ok ? openTopupMemory(purchase.value) : null;
  }

  /** Whole rupiah. The session's balance is exact; the shop's own list may be some minutes old. */
  private get balance(): number | null {
    // `get` would count as a listener for a moment, and so start a request.
    const users = this.shop && userFeed(this.shop).$feed.value;
    const [user] = users?.status === 'ready' ? users.rows : [];
    return this.client?.sessionBalance() ?? user?.jumlah_saldo ?? null;
  }

  /** What the choice and the panel need to render. */
  private get context(): PanelContext {
    return {
      say: this.say,
      language: this.settings.language,
      help: this.settings.help,
      balance: this.balance,
      pin: this.pin,
      isGuest: this.isGuest,
      isOpening: this.loader.isOpening,
      explain: (code) => this.say(problemText(code) ?? this.errorText(errorCodeOf(code))),
      renderEmpty: (text) => this.renderEmpty(text),
      renderSkeleton: (shape) => this.renderSkeleton(shape),
      renderProblem: (code, retry) => this.renderProblem(code, retry),
    };
  }

  /** The checkout is loaded before the shopper needs it. What changes now is the shopper's doing. */
  private readonly onFocusIn = () => {
    this.heldHeight = 0;
    if (this.memory) this.loader.load();
  };

  /** The balance is requested only for a sheet: each request counts in the shop's quota. */
  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const { isOpening, panel } = this.loader;
    const isSheetDue = isOpening || panel?.isSheetOpen;
    return [$pageReturn, ...(this.shop && isSheetDue ? [userFeed(this.shop).$feed] : [])];
  }

  private renderProblem(code: PurchaseError, retry: () => void) {
    if (code === this.choice.problem && this.isQuiet(code)) return this.renderSkeleton(nothing);
    const text = problemText(code);
    if (text === null || text === 'errorUser') return this.renderFailed(errorCodeOf(code), retry);
    return renderState('error', boxIcon, this.say(text), renderRetryButton(this.say, retry));
  }

  protected override renderContent(): unknown {
    if (!this.settings.purchase.ok) return this.renderFailed('settings', null);
    const { context, choice, loader } = this;
    if (choice.hasInvalidOffer) return this.renderEmpty(this.say('topupOff'));
    const { status, isOpening, panel } = loader;
    if (status === 'failed') {
      const retry = renderRetryButton(this.say, loader.retry);
      return renderState('error', boxIcon, this.say('topupPartFailed'), retry);
    }
    if (status === 'pending' && !isOpening) return this.renderSkeleton(formSkeleton);
    return html`${panel?.renderOrder(context) ?? choice.render(context)}
    ${panel?.renderSheet(context)}`;
  }
}
