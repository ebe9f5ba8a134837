/** Which order is shown: the one just bought, or one that an earlier page began. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Order } from '../proxy/contract.js';
import { backoffMs } from '../purchase/follow.js';
import type { PurchaseClient, PurchaseError } from '../purchase/purchase.js';
import { platform } from '../stores/outside.js';
import type { KnownOrder, Memory } from './topup-memory.js';

export type Track =
  | { readonly name: 'none' }
  /** an order without a certain answer is looked for */
  | { readonly name: 'looking' }
  /** it did not arrive */
  | { readonly name: 'lost' }
  /** its id is known, and it has not come yet */
  | { readonly name: 'coming'; readonly id: string; readonly problem: PurchaseError | null }
  | { readonly name: 'order'; readonly order: Order };

export class Tracking implements ReactiveController {
  track: Track = { name: 'none' };

  private purchase: PurchaseClient | null = null;
  private memory: Memory | null = null;
  private control = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leave();
  }

  /** In another page, another tab or for another shopper: nothing of before counts. */
  leave(): void {
    this.stop();
    this.purchase = null;
    this.track = { name: 'none' };
  }

  /**
   * Finds again what an earlier page began; once for each purchase.
   * @param isSoldHere whether a remembered order belongs to what this element sells
   */
  begin(
    purchase: PurchaseClient,
    memory: Memory,
    isSoldHere: (order: KnownOrder) => boolean,
  ): void {
    if (purchase === this.purchase) return;
    this.stop();
    this.purchase = purchase;
    this.memory = memory;
    const known = memory.order();
    if (known && isSoldHere(known)) this.follow(known.id);
    else {
      this.track = { name: 'none' };
      void this.look(purchase, this.control.signal);
    }
  }

  show(purchase: PurchaseClient, memory: Memory | null, order: Order): void {
    this.purchase = purchase;
    this.memory = memory;
    memory?.keepOrder(order);
    this.go({ name: 'order', order });
    this.follow(order.id);
  }

  readonly dismiss = (): void => {
    this.stop();
    this.memory?.keepOrder(null);
    this.go({ name: 'none' });
  };

  /** Asks again for an order that could not be read. */
  readonly retry = (): void => {
    if (this.track.name === 'coming') this.follow(this.track.id);
  };

  private go(track: Track): void {
    this.track = track;
    this.host.requestUpdate();
  }

  private stop(): void {
    this.control.abort();
    this.control = new AbortController();
  }

  private follow(id: string): void {
    this.stop();
    if (this.track.name !== 'order') this.go({ name: 'coming', id, problem: null });
    this.purchase?.followOrder(id, this.control.signal, (outcome) => {
      if (outcome.ok) this.go({ name: 'order', order: outcome.value });
      else if (outcome.code === 'unknown_order') this.dismiss();
      else if (this.track.name !== 'order') {
        this.go({ name: 'coming', id, problem: outcome.code });
      }
    });
  }

  private async look(purchase: PurchaseClient, signal: AbortSignal): Promise<void> {
    const isLeft = () => signal.aborted;
    for (let tries = 1; ; tries++) {
      const found = await purchase.resolveIntents();
      if (isLeft() || !found) return;
      if (found.ok) {
        this.show(purchase, this.memory, found.value);
        return;
      }
      if (found.code === 'unknown_order' && found.retryAfterMs === undefined) {
        this.go({ name: 'lost' });
        return;
      }
      this.go({ name: 'looking' });
      await platform().wait(Math.min(found.retryAfterMs ?? Infinity, backoffMs(tries)));
      if (isLeft()) return;
    }
  }
}
