/** Base of the purchase's elements: the client, the shopper, and events for changed orders. */
import type { PropertyValues } from 'lit';
import type { ErrorCode } from '../../open-api/result.js';
import type { Order } from '../../proxy/contract.js';
import { openPurchaseClient } from '../../purchase/open-purchase-client.js';
import type { OrderChange, PurchaseClient } from '../../purchase/purchase-client.js';
import { userFeed } from '../../stores/account.js';
import { platform } from '../../stores/platform.js';
import type { TextKey } from '../../texts/texts.js';
import { PersonalElement } from '../base/personal-element.js';
import { isInApp } from './in-app.js';
import { EtalaseOrderEvent } from './order-event.js';

/** Several elements may hear the same change; the page gets one event for it. */
const dispatched = new WeakSet<OrderChange>();

/** @fires etalase-order - an order was placed, or changed */
export abstract class PurchaseElement extends PersonalElement {
  private observedClient: PurchaseClient | null = null;
  private unsubscribe: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.observe(this.client);
  }

  /** `null` where the settings name no proxy. */
  protected get client(): PurchaseClient | null {
    const { purchase } = this.settings;
    return purchase.ok ? openPurchaseClient(purchase.value) : null;
  }

  /** The shopper of the purchase settings counts here, not the one of the Open API. */
  protected override get isGuest(): boolean {
    const { purchase } = this.settings;
    return purchase.ok && purchase.value.shopper === null;
  }

  private onOrderChange(change: OrderChange | null): void {
    if (!change || dispatched.has(change)) return;
    dispatched.add(change);
    this.dispatchEvent(new EtalaseOrderEvent(change.order));
    if (isCharged(change.order) !== (change.previous !== null && isCharged(change.previous))) {
      this.refreshBalance();
    }
  }

  protected override errorText(code: ErrorCode): TextKey {
    return code === 'settings' ? 'errorProxy' : super.errorText(code);
  }

  private observe(client: PurchaseClient | null): void {
    if (client === this.observedClient) return;
    this.observedClient = client;
    this.unsubscribe?.();
    this.unsubscribe = client?.$orderChange.listen((change) => this.onOrderChange(change)) ?? null;
  }

  /** Refreshes a balance only while it is shown: each request counts in the shop's daily quota. */
  private refreshBalance(): void {
    const feed = this.shop && userFeed(this.shop);
    if (feed && feed.$feed.lc > 0) feed.refresh();
    // bukaOlshop's app shows its own balance, and renews it when this path is requested.
    if (isInApp())
      platform()
        .fetch('/refresh_saldo')
        .catch(() => {});
  }
}

/** The order's price is currently taken from the shopper's saldo. */
const isCharged = ({ status, price, invoice_url }: Order): boolean =>
  price !== null &&
  invoice_url === null &&
  ['placing', 'processing', 'completed', 'refunding'].includes(status);
