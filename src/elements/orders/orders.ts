import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Order } from '../../proxy/contract.js';
import { watchForCheckout } from '../../purchase/orders/expect-checkout.js';
import { orderFeed } from '../../purchase/orders/order-feed.js';
import { hasEnded } from '../../purchase/orders/order-status.js';
import { noteShown, seenVouchers } from '../../purchase/orders/seen-vouchers.js';
import type { PurchaseClient } from '../../purchase/purchase-client.js';
import type { FeedStore } from '../../stores/feed.js';
import { parseIsoDate } from '../../texts/dates.js';
import { openAccountNames } from '../../purchase/orders/account-names.js';
import { formatRupiah } from '../../texts/format.js';
import { purchaseIndonesian } from '../../texts/id/purchase/purchase.js';
import { renderDialogFrame } from '../ui/dialog-frame.js';
import { renderSkeletonRows, renderDate } from '../ui/paged-list.js';
import { renderStatusChip } from '../ui/status-chip.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { KeepFocus } from '../controllers/keep-focus.js';
import type { RepeatTaker } from '../base/repeat-takers.js';
import { $repeatTakers, findRepeatTaker } from '../base/repeat-takers.js';
import { accountOf, statusTextOf, toneOf } from './order-texts.js';
import { Receipt } from './receipt.js';
import { receiptStyles } from './receipt.styles.js';
import { PurchaseElement } from './purchase-element.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { factListStyles } from '../ui/fact-list.styles.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { loadMoreStyles } from '../ui/load-more.styles.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { rowCardStyles } from '../ui/row-card.styles.js';
import { statusChipStyles } from '../ui/status-chip.styles.js';
import { orderProgressStyles } from './order-progress.styles.js';
import { ordersStyles } from './orders.styles.js';

/**
 * The shopper's orders at the proxy, newest first, updated live. Each opens with its progress.
 *
 * @tag etalase-orders
 * @slot header - replaces the heading
 * @fires etalase-order - an order changed
 * @fires etalase-error - something could not be shown
 * @csspart heading - list: the heading
 * @csspart list - list: the orders together
 * @csspart row - list: one order, a button
 * @csspart title - list: what was bought
 * @csspart product - list: the product it belongs to, and for whom
 * @csspart price - list: the price
 * @csspart status - list: how far it is
 * @csspart date - list: when
 * @csspart more - list: the button that loads more
 * @csspart layer - receipt: the dialog's layer over the page
 * @csspart dialog - receipt: the sheet with one order
 * @csspart close - receipt: the button that closes it
 * @csspart receipt - receipt: the order's receipt
 * @csspart trouble - receipt: the sentence that the status could not be updated
 * @csspart progress - receipt: steps, sentence, voucher and invoice together
 * @csspart steps - receipt: the three steps
 * @csspart step - receipt: one step
 * @csspart sentence - receipt: where the order is
 * @csspart reason - receipt: why it failed
 * @csspart hint - receipt: what to do
 * @csspart voucher - receipt: the voucher's box
 * @csspart code - receipt: one part of the voucher
 * @csspart copy - receipt: the button that copies a part, or the order's number
 * @csspart invoice-panel - receipt: the invoice's amount, time and link
 * @csspart amount - receipt: the amount to be paid
 * @csspart invoice - receipt: the link to the invoice
 * @csspart topup - receipt: the link to the top-up of the saldo
 * @csspart bought - receipt: the item and the product
 * @csspart what - receipt: the item that was bought
 * @csspart facts - receipt: for whom, price, time and number
 * @csspart nickname - receipt: the account's name
 * @csspart account - receipt: the account
 * @csspart cost - receipt: the price
 * @csspart number - receipt: the order's number
 * @csspart share - receipt: the button that shares the receipt
 * @csspart help - receipt: the link to the seller
 * @csspart again - receipt: the button that buys the same again
 */
export class EtalaseOrders extends PurchaseElement {
  static override styles: CSSResult[] = [
    ...PurchaseElement.styles,
    pagedListStyles,
    loadMoreStyles,
    rowCardStyles,
    factListStyles,
    dialogFrameStyles,
    orderProgressStyles,
    receiptStyles,
    iconButtonStyles,
    statusChipStyles,
    ordersStyles,
  ];

  static override properties: PropertyDeclarations = {
    openOrder: { state: true },
    isInTrouble: { state: true },
  };

  /** The order in the dialog. */
  declare protected openOrder: Order | null;
  /** The last update of its status failed. */
  declare protected isInTrouble: boolean;

  private readonly dialog = new DialogController(this, () => this.onClosed());
  private readonly receipt = new Receipt(this);
  private followController: AbortController | null = null;
  private watchedClient: PurchaseClient | null = null;
  private stopWatching: (() => void) | undefined;
  /** "Beli lagi" was pressed; the sheet closes first. */
  private repeated: (() => void) | null = null;

  constructor() {
    super();
    new KeepFocus(this);
    this.openOrder = null;
    this.isInTrouble = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.repeated = null;
    this.close();
    this.watch(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { openOrder, settings } = this;
    if (openOrder && settings.purchase.ok) noteShown(settings.purchase.value, openOrder);
    this.watch(this.client);
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...purchaseIndonesian };
  }

  protected override get feed(): FeedStore<Order> | null {
    return this.client && orderFeed(this.client);
  }

  private onClosed(): void {
    const { repeated } = this;
    this.repeated = null;
    this.close();
    repeated?.();
  }

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return [$repeatTakers, ...super.watchedStores()];
  }

  private accountNameOf(order: Order): string | null {
    const { purchase } = this.settings;
    return purchase.ok ? openAccountNames(purchase.value).nameOf(order) : null;
  }

  private takerOf(order: Order): RepeatTaker | null {
    const { purchase } = this.settings;
    return purchase.ok ? findRepeatTaker(order, purchase.value.proxy) : null;
  }

  private open(order: Order): void {
    this.close();
    this.openOrder = order;
    if (hasEnded(order)) return;
    this.followController = new AbortController();
    this.client?.followOrder(order.id, this.followController.signal, (outcome) => {
      this.isInTrouble = !outcome.ok;
      if (outcome.ok) this.openOrder = outcome.value;
    });
  }

  /** The shopper may be back from the shop's own checkout. */
  private watch(client: PurchaseClient | null): void {
    if (client === this.watchedClient) return;
    this.watchedClient = client;
    this.stopWatching?.();
    const { purchase } = this.settings;
    this.stopWatching =
      client && purchase.ok
        ? watchForCheckout(purchase.value, orderFeed(client), document)
        : undefined;
  }

  private close(): void {
    this.followController?.abort();
    this.followController = this.openOrder = null;
    this.isInTrouble = false;
  }

  /** It holds a voucher code that this device has not shown. */
  private isUnread(order: Order): boolean {
    const { purchase } = this.settings;
    if (!purchase.ok || !purchase.value.shopper) return false;
    return seenVouchers(purchase.value.proxy, purchase.value.shopper.id).isUnread(order);
  }

  private priceOf({ price }: Order): string {
    return price === null ? this.say('priceInInvoice') : formatRupiah(price);
  }

  private renderOrder(order: Order) {
    const { status, title, name } = order;
    const about = [title, accountOf(order)].filter(Boolean).join(' · ');
    return html`<button
      class="row tap"
      part="row"
      aria-haspopup="dialog"
      @click=${() => this.open(order)}
    >
      <span class="line">
        <span class="title" part="title" dir="auto">${name}</span>
        <span class="price" part="price">${this.priceOf(order)}</span>
      </span>
      <span class="muted about" part="product" dir="auto">${about}</span>
      <span class="line foot-line">
        ${
          this.isUnread(order)
            ? renderStatusChip(this.say('voucherUnread'), 'good', true)
            : renderStatusChip(this.say(statusTextOf(order)), toneOf(status), !hasEnded(order))
        }
        ${this.renderTime(order)}
      </span>
    </button>`;
  }

  private renderTime({ created_at }: Order) {
    return renderDate(created_at, parseIsoDate(created_at, this.settings.language));
  }

  private renderDialog(order: Order) {
    const label = this.say('orderDetail');
    const taker = hasEnded(order) ? this.takerOf(order) : null;
    return renderDialogFrame(
      {
        label,
        heading: html`<span class="heading">${label}</span>`,
        content: this.receipt.render(order, {
          ...{ say: this.say, language: this.settings.language, help: this.settings.help },
          ...{ accountName: this.accountNameOf(order), isInTrouble: this.isInTrouble },
        }),
        footer: taker && this.renderRepeat(taker, order),
        onClose: this.dialog.close,
      },
      this.say,
    );
  }

  private renderRepeat(taker: RepeatTaker, order: Order) {
    const onClick = () => {
      this.repeated = () => taker.repeat(order);
      this.dialog.close();
    };
    return html`<div class="bar">
      <button class="button" type="button" part="button again" @click=${onClick}>
        ${this.say('orderAgain')}
      </button>
    </div>`;
  }

  protected override renderContent(): unknown {
    return html`${this.renderPagedList(this.feed, {
      heading: 'orders',
      guest: 'guestOrders',
      empty: 'noOrders',
      emptyHint: 'noOrdersHint',
      skeleton: () => html`<div class="list">${renderSkeletonRows(rowSkeleton)}</div>`,
      rows: (rows) =>
        html`<ul class="list" part="list">
          ${rows.map((order) => html`<li>${this.renderOrder(order)}</li>`)}
        </ul>`,
    })}
    ${this.openOrder && this.renderDialog(this.openOrder)}`;
  }
}

const rowSkeleton = html`<div class="row">
  <span class="line"
    ><span class="skeleton-shape"></span><span class="skeleton-shape short"></span
  ></span>
  <span class="skeleton-shape mid"></span>
  <span class="line foot-line"
    ><span class="skeleton-shape tag"></span><span class="skeleton-shape short"></span
  ></span>
</div>`;
