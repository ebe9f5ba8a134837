/** Which order is shown: the one just bought, or one that an earlier page began. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { backoffMs } from '../../purchase/backoff.js';
import type { PurchaseClient, PurchaseError } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import type { OrderRef, TopupMemory } from './topup-memory.js';

export type TrackingState =
  | { readonly name: 'none' }
  /** an order without a certain answer is looked for */
  | { readonly name: 'looking' }
  /** it did not arrive */
  | { readonly name: 'lost' }
  /** its id is known, and it has not come yet */
  | { readonly name: 'coming'; readonly id: string; readonly problem: PurchaseError | null }
  | { readonly name: 'order'; readonly order: Order };

export class OrderTracking implements ReactiveController {
  state: TrackingState = { name: 'none' };

  private purchase: PurchaseClient | null = null;
  private memory: TopupMemory | null = null;
  private abortController = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** In another page, another tab or for another shopper: nothing of before counts. */
  reset(): void {
    this.abort();
    this.purchase = null;
    this.state = { name: 'none' };
  }

  /**
   * Finds again what an earlier page began; once for each purchase.
   * @param isSoldHere whether a remembered order belongs to what this element sells
   */
  start(
    purchase: PurchaseClient,
    memory: TopupMemory,
    isSoldHere: (order: OrderRef) => boolean,
  ): void {
    if (purchase === this.purchase) return;
    this.abort();
    this.purchase = purchase;
    this.memory = memory;
    const remembered = memory.order();
    if (remembered && isSoldHere(remembered)) this.follow(remembered.id);
    else {
      this.state = { name: 'none' };
      void this.resolvePending(purchase, this.abortController.signal);
    }
  }

  show(purchase: PurchaseClient, memory: TopupMemory | null, order: Order): void {
    this.purchase = purchase;
    this.memory = memory;
    memory?.saveOrder(order);
    this.setState({ name: 'order', order });
    this.follow(order.id);
  }

  readonly dismiss = (): void => {
    this.abort();
    this.memory?.saveOrder(null);
    this.setState({ name: 'none' });
  };

  /** Asks again for an order that could not be read. */
  readonly retry = (): void => {
    if (this.state.name === 'coming') this.follow(this.state.id);
  };

  private setState(next: TrackingState): void {
    this.state = next;
    this.host.requestUpdate();
  }

  private abort(): void {
    this.abortController.abort();
    this.abortController = new AbortController();
  }

  private follow(id: string): void {
    this.abort();
    if (this.state.name !== 'order') this.setState({ name: 'coming', id, problem: null });
    this.purchase?.followOrder(id, this.abortController.signal, (outcome) => {
      if (outcome.ok) this.setState({ name: 'order', order: outcome.value });
      else if (outcome.code === 'unknown_order') this.dismiss();
      else if (this.state.name !== 'order') {
        this.setState({ name: 'coming', id, problem: outcome.code });
      }
    });
  }

  private async resolvePending(purchase: PurchaseClient, signal: AbortSignal): Promise<void> {
    const isAborted = () => signal.aborted;
    for (let attempt = 1; ; attempt++) {
      const found = await purchase.resolveIntents();
      if (isAborted() || !found) return;
      if (found.ok) {
        this.show(purchase, this.memory, found.value);
        return;
      }
      if (found.code === 'unknown_order' && found.retryAfterMs === undefined) {
        this.setState({ name: 'lost' });
        return;
      }
      this.setState({ name: 'looking' });
      await platform().wait(Math.min(found.retryAfterMs ?? Infinity, backoffMs(attempt)));
      if (isAborted()) return;
    }
  }
}
