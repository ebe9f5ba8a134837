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
 * account, a confirmation, and the order's progress. It needs `proxy`.
 *
 * Shows the choice and the checkout, and decides nothing about either.
 *
 * @tag etalase-topup
 * @attr {'lapakgaming' | 'snapcart' | 'leuwongrr'} provider - one supplier; without it, all that the proxy has
 *   switched on
 * @attr {string} product - the `id` of one product in the proxy's `/v1/shelf`; beside `provider`, its code there;
 *   without it the shopper chooses
 * @attr {string} category - the `code` of one category in the proxy's `/v1/shelf`: only its products are shown
 * @attr {'required'} pin - asks for the PIN before every payment; without it only after bukaOlshop has demanded
 *   one; also on the `<etalase-shop>` around it
 * @attr {'saldo' | 'checkout' | 'both'} [pay=both] - saldo: from the balance alone; checkout: at the shop's own
 *   checkout alone, which sells only what has a product there; both: as the shopper likes; also on the
 *   `<etalase-shop>` around it
 * @fires etalase-buy - the shopper leaves for the shop's own checkout; cancel it to stay
 * @fires etalase-order - an order was placed, or changed
 * @fires etalase-error - something could not be shown
 * @csspart heading - choice: the heading, or the name of what is topped up
 * @csspart search - choice: the filter over the products
 * @csspart categories - choice: the chips of the categories
 * @csspart category - choice: one category's chip
 * @csspart products - choice: a list of products
 * @csspart recent - choice: the list of those that were bought last
 * @csspart popular - choice: the list of the popular ones
 * @csspart product - choice: one product
 * @csspart image - choice: a product's picture
 * @csspart back - choice: the button back to the products
 * @csspart more - choice: the button that shows more products
 * @csspart note - form: the shop's hint
 * @csspart details - form: the supplier's words, folded
 * @csspart items - form: the list of items
 * @csspart item-heading - form: the heading over items of one group
 * @csspart duration - form: how long an item usually takes
 * @csspart item - form: one item
 * @csspart chosen - form: the chosen item
 * @csspart price - form: an item's price
 * @csspart accounts - form: the remembered accounts
 * @csspart account-use - form: the button that fills one in
 * @csspart account-remove - form: the button that forgets one
 * @csspart account - form: the fields for the account
 * @csspart field - form: one field with its label
 * @csspart input - form: a field's input
 * @csspart nickname - form: the account's name
 * @csspart doubts - form: what is doubtful about the account
 * @csspart proceed - form: the button that goes on all the same
 * @csspart operator - form: the operator of a phone number
 * @csspart operators - form: the operators of pulsa or data
 * @csspart operator-choice - form: the button of one operator
 * @csspart step-number - form: the number before a step's heading
 * @csspart remember - form: the checkbox that remembers the account
 * @csspart bar - form: total and button at the bottom
 * @csspart total - form: the total
 * @csspart moved - form: the line that says that the price has changed
 * @csspart next - form: the button to the confirmation
 * @csspart checkout - form: the button to the shop's own checkout
 * @csspart layer - confirmation: the `<dialog>` over the page; `::part(layer)::backdrop` dims the page
 * @csspart dialog - confirmation: the confirmation, then the receipt
 * @csspart dialog-heading - confirmation: the heading
 * @csspart close - confirmation: the button that closes it
 * @csspart what - confirmation: the bought item
 * @csspart facts - confirmation: account, price and saldo
 * @csspart cost - confirmation: the price in the confirmation
 * @csspart balance - confirmation: the saldo before
 * @csspart balance-after - confirmation: the saldo after
 * @csspart notice - confirmation: a problem, a changed price, or why the shop sells nothing now
 * @csspart pin - confirmation: the input for the PIN
 * @csspart confirm-bar - confirmation: the bar of the confirmation
 * @csspart pay - confirmation: the button that pays
 * @csspart topup - confirmation: the link to the top-up of the saldo
 * @csspart topped-up - confirmation: the button for a shopper who has topped up
 * @csspart unchecked - form: the line that says that the account's name cannot be checked now
 * @csspart receipt - order: what the sheet becomes by paying
 * @csspart trouble - order: the line that says that the status could not be updated
 * @csspart bought - order: what was bought, in the receipt
 * @csspart date - order: when it was bought
 * @csspart number - order: the order's number
 * @csspart share - order: the button that shares the receipt
 * @csspart help - order: the link to the seller
 * @csspart order - order: the tracked order, once its sheet is closed
 * @csspart open - order: the button that opens its receipt
 * @csspart again - order: the button under an order
 * @csspart progress - order: the order's progress
 * @csspart steps - order: the list of steps
 * @csspart step - order: one step
 * @csspart sentence - order: the order's status
 * @csspart reason - order: why the order failed
 * @csspart hint - order: what the shopper can do
 * @csspart voucher - order: the voucher with its code
 * @csspart code - order: one part of the voucher
 * @csspart copy - order: the button that copies a part, or the order's number
 * @csspart invoice-panel - order: the invoice's amount, time and link
 * @csspart amount - order: the amount to be paid
 * @csspart invoice - order: the link to the invoice
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
