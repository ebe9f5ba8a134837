import type { CSSResult, PropertyDeclarations } from 'lit';
import { html, nothing } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { hasEnded } from '../../purchase/orders/follow-order.js';
import { orderFeed } from '../../purchase/orders/order-feed.js';
import type { FeedStore, ReadyFeed } from '../../stores/feed.js';
import { parseIsoDate } from '../../texts/dates.js';
import { formatRupiah } from '../../texts/format.js';
import { purchaseIndonesian } from '../../texts/id/purchase/purchase.js';
import { renderSkeletonRows, renderDate, renderHeading, renderLoadMore } from '../ui/paged-list.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { OrderProgress } from './order-progress.js';
import { orderProgressStyles } from './order-progress.styles.js';
import { STATUS_TEXTS, toneOf } from './order-texts.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { statusChipStyles } from '../ui/status-chip.styles.js';
import { ordersStyles } from './orders.styles.js';
import { closeIcon } from '../ui/action-icons.js';
import { PurchaseElement } from './purchase-element.js';

/**
 * The shopper's orders at the proxy, the newest first and live; each opens with its progress.
 *
 * @tag etalase-orders
 * @slot header - replaces the heading
 * @fires etalase-order - an order changed
 * @fires etalase-error - something could not be shown
 * @csspart heading - the heading
 * @csspart list - the orders together
 * @csspart row - one order, a button
 * @csspart title - what was bought
 * @csspart product - the product it belongs to, and for whom
 * @csspart price - the price
 * @csspart status - how far it is
 * @csspart date - when
 * @csspart more - the button that loads more
 * @csspart layer - the dialog's layer over the page
 * @csspart dialog - the sheet with one order
 * @csspart close - the button that closes it
 * @csspart trouble - the sentence that the status could not be renewed
 * @csspart progress - steps, sentence, voucher and invoice together
 * @csspart steps - the three steps
 * @csspart step - one of them
 * @csspart sentence - where the order is
 * @csspart reason - why it failed
 * @csspart hint - what to do
 * @csspart voucher - the voucher's box
 * @csspart code - the voucher's code
 * @csspart copy - the button that copies it
 * @csspart invoice - the link to the invoice
 * @csspart topup - the link to the top-up of the saldo
 * @csspart facts - for whom, price, time and number
 */
export class EtalaseOrders extends PurchaseElement {
  static override styles: CSSResult[] = [
    ...PurchaseElement.styles,
    pagedListStyles,
    dialogFrameStyles,
    orderProgressStyles,
    iconButtonStyles,
    statusChipStyles,
    ordersStyles,
  ];

  static override properties: PropertyDeclarations = {
    opened: { state: true },
    isInTrouble: { state: true },
  };

  /** The order in the dialog. */
  declare protected opened: Order | null;
  /** Its status could not be renewed. */
  declare protected isInTrouble: boolean;

  private readonly dialog = new DialogController(this, () => this.close());
  private readonly progress = new OrderProgress(this);
  private followController: AbortController | null = null;

  constructor() {
    super();
    this.opened = null;
    this.isInTrouble = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...purchaseIndonesian };
  }

  protected override get feed(): FeedStore<Order> | null {
    return this.client && orderFeed(this.client);
  }

  private open(order: Order): void {
    this.close();
    this.opened = order;
    if (hasEnded(order)) return;
    this.followController = new AbortController();
    this.client?.followOrder(order.id, this.followController.signal, (outcome) => {
      this.isInTrouble = !outcome.ok;
      if (outcome.ok) this.opened = outcome.value;
    });
  }

  private close(): void {
    this.followController?.abort();
    this.followController = this.opened = null;
    this.isInTrouble = false;
  }

  protected override renderContent(): unknown {
    return html`<slot name="header">${renderHeading(this.say('orders'))}</slot> ${
        this.isGuest
          ? this.renderGuest(this.say('guestOrders'))
          : this.renderFeed(this.feed, {
              skeleton: () => html`<div class="list">${renderSkeletonRows(rowSkeleton)}</div>`,
              empty: () =>
                this.renderEmpty(
                  this.say('noOrders'),
                  html`<span>${this.say('noOrdersHint')}</span>`,
                ),
              ready: (feed) => this.renderOrders(feed),
            })
      }
      ${this.opened && this.renderDialog(this.opened)}`;
  }

  private renderOrders(feed: ReadyFeed<Order>) {
    return html`<ul class="list" part="list">
        ${feed.rows.map((order) => html`<li>${this.renderOrder(order)}</li>`)}
      </ul>
      ${this.feed && renderLoadMore(feed, this.feed, this.say)}`;
  }

  private renderOrder(order: Order) {
    const { status, title, name, created_at } = order;
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
      <span class="quiet about" part="product" dir="auto">${about}</span>
      <span class="line foot-line">
        <span class="status ${toneOf(status)} ${hasEnded(order) ? '' : 'live'}" part="status">
          ${this.say(STATUS_TEXTS[status])}
        </span>
        ${renderDate(created_at, parseIsoDate(created_at, this.settings.language))}
      </span>
    </button>`;
  }

  private priceOf({ price }: Order): string {
    return price === null ? this.say('priceInInvoice') : formatRupiah(price);
  }

  private renderDialog(order: Order) {
    return html`<dialog part="layer" aria-label=${this.say('orderDetail')}>
      <div class="panel" part="dialog">
        <div class="panel-head">
          <span class="heading">${this.say('orderDetail')}</span>
          <button
            class="round"
            part="close"
            aria-label=${this.say('close')}
            @click=${this.dialog.close}
          >
            ${closeIcon}
          </button>
        </div>
        <div class="scroller" tabindex="-1">
          ${
            this.isInTrouble
              ? html`<p class="trouble" part="trouble" role="status">
                  ${this.say('followFailed')}
                </p>`
              : nothing
          }
          <div class="what">
            <strong dir="auto">${order.name}</strong>
            <span class="quiet" dir="auto">${order.title}</span>
          </div>
          ${this.progress.render(order, this.say)} ${this.renderFacts(order)}
        </div>
      </div>
    </dialog>`;
  }

  private renderFacts(order: Order) {
    const { created_at } = order;
    const account = accountOf(order);
    return html`<dl class="facts" part="facts">
      ${account && renderFact(this.say('orderFor'), account)}
      ${renderFact(this.say('price'), this.priceOf(order))}
      ${renderFact(
        this.say('orderTime'),
        renderDate(created_at, parseIsoDate(created_at, this.settings.language)),
      )}
      ${renderFact(this.say('orderId'), order.id)}
    </dl>`;
  }
}

/** For whom it was bought, as far as the shopper wrote it. */
const accountOf = ({ fields }: Order): string =>
  Object.values(fields)
    .filter((value) => value !== '')
    .join(' · ');

const renderFact = (name: string, value: unknown) =>
  html`<div>
    <dt>${name}</dt>
    <dd dir="auto">${value}</dd>
  </div>`;

const rowSkeleton = html`<div class="row">
  <span class="line"><span class="bone"></span><span class="bone short"></span></span>
  <span class="bone mid"></span>
  <span class="line foot-line"><span class="bone tag"></span><span class="bone short"></span></span>
</div>`;
