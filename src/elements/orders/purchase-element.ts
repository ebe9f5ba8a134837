/** What the elements of the purchase share: the proxy, who buys, and news of orders for the page. */
import type { PropertyValues } from 'lit';
import type { ErrorCode } from '../../open-api/result.js';
import type { Order } from '../../proxy/contract.js';
import { openPurchaseClient } from '../../purchase/open-purchase-client.js';
import type { OrderChange, PurchaseClient } from '../../purchase/purchase-client.js';
import { userFeed } from '../../stores/account.js';
import { platform } from '../../stores/platform.js';
import type { TextKey } from '../../texts/texts.js';
import { EtalaseOrderEvent } from '../base/events.js';
import { PersonalElement } from '../base/personal-element.js';

/** Changes that the page was told of: several elements may show the same order. */
const dispatched = new WeakSet<OrderChange>();

/** @fires etalase-order - an order was placed, or changed */
export abstract class PurchaseElement extends PersonalElement {
  private observedClient: PurchaseClient | null = null;
  private unsubscribe: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(null);
  }

  /** `null` where the settings name no proxy. */
  protected get client(): PurchaseClient | null {
    const { purchase } = this.settings;
    return purchase.ok ? openPurchaseClient(purchase.value) : null;
  }

  /** Nobody is logged in; whether the shop can be asked does not matter here. */
  protected override get isGuest(): boolean {
    const { purchase } = this.settings;
    return purchase.ok && purchase.value.shopper === null;
  }

  protected override errorText(code: ErrorCode): TextKey {
    return code === 'settings' ? 'errorProxy' : super.errorText(code);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.observe(this.client);
  }

  private observe(client: PurchaseClient | null): void {
    if (client === this.observedClient) return;
    this.observedClient = client;
    this.unsubscribe?.();
    this.unsubscribe = client?.$orderChange.listen((change) => this.onOrderChange(change)) ?? null;
  }

  private onOrderChange(change: OrderChange | null): void {
    if (!change || dispatched.has(change)) return;
    dispatched.add(change);
    this.dispatchEvent(new EtalaseOrderEvent(change.order));
    if (isCharged(change.order) !== (change.previous !== null && isCharged(change.previous))) {
      this.refreshBalance();
    }
  }

  /** Only where a balance is shown: each request counts in the shop's daily quota. */
  private refreshBalance(): void {
    const feed = this.shop && userFeed(this.shop);
    if (feed && feed.$feed.lc > 0) feed.refresh();
    // The app shows a balance of its own, and renews it when this address is asked for.
    if (isInApp())
      platform()
        .fetch('/refresh_saldo')
        .catch(() => {});
  }
}

/** bukaOlshop's app: an Android WebView. */
export const isInApp = (): boolean => navigator.userAgent.includes('; wv)');

/** The shopper's saldo is less by this order's price now. */
const isCharged = ({ status, price, invoice_url }: Order): boolean =>
  price !== null &&
  invoice_url === null &&
  ['placing', 'processing', 'completed', 'refunding'].includes(status);
