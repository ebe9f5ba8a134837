/**
 * Loads the checkout's chunk on first use: when a shopper focuses the top-up, or an earlier page left
 * an order. Tries again by itself while the element waits for it. Renders nothing, and does not know
 * the checkout's state.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { Order } from '../../proxy/contract.js';
import type { PurchaseRequest } from '../../purchase/checkout/state.js';
import type { Outcome, PurchaseClient } from '../../purchase/purchase-client.js';
import { $pageReturn, reportNetwork } from '../../stores/page-return.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import type * as panelModule from './checkout-panel.js';
import { focusAfterUpdate } from '../controllers/focus-after-update.js';
import { LatestTask } from '../controllers/latest-task.js';
import type { TopupChoice } from './topup-choice.js';
import type { TopupMemory } from './topup-memory.js';

type PanelModule = typeof panelModule;

export class CheckoutLoader implements ReactiveController {
  panel: panelModule.CheckoutPanel | null = null;

  private readonly module: LatestTask<PanelModule>;
  private client: PurchaseClient | null = null;
  /** An earlier page left an order or an intent. */
  private isRequired = false;
  /** The sheet opens for it as soon as the chunk is loaded. */
  private request: PurchaseRequest | null = null;
  private unlisten: (() => void) | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly choice: TopupChoice,
  ) {
    this.module = new LatestTask(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.request = null;
    this.stopRetrying();
  }

  hostUpdated(): void {
    if (this.status !== 'failed') this.stopRetrying();
    else if (!this.unlisten) {
      this.unlisten = $pageReturn.listen(this.retry);
      reportNetwork(false);
      if (this.request) void focusAfterUpdate(this.host, '[part~=retry]');
    }
  }

  /** Starts the checkout once its chunk is loaded; called with every update of the element. */
  update(settings: PurchaseSettings, memory: TopupMemory): void {
    if (this.status === 'pending') this.load();
    const { client, request } = this;
    const { value: module } = this.module;
    if (!module || !client) return;
    this.panel ??= new module.CheckoutPanel(this.host, this.choice);
    this.panel.start(client, settings, memory);
    if (request) this.panel.open(request);
    this.request = null;
  }

  /** The panel's Indonesian texts, once they are loaded. */
  get texts(): PanelModule['CheckoutPanel']['texts'] | null {
    return this.module.value?.CheckoutPanel.texts ?? null;
  }

  /** The shopper waits for the sheet. */
  get isOpening(): boolean {
    return this.request !== null;
  }

  /** The state of the chunk; `idle` while the element does not wait for it. */
  get status(): 'idle' | 'pending' | 'failed' {
    if (this.panel || !(this.isRequired || this.request)) return 'idle';
    return this.module.state.status === 'failed' ? 'failed' : 'pending';
  }

  /** An order of the list is bought again. Not while another one is being sent. */
  get canRepeat(): boolean {
    return this.panel?.isSending !== true;
  }

  /** Another proxy or another shopper: nothing is carried over. */
  switchClient(client: PurchaseClient | null, memory: TopupMemory | null): void {
    this.panel?.reset();
    this.client = client;
    this.request = null;
    const order = memory?.order();
    const isOrderShown = order ? this.choice.isSoldHere(order) : false;
    this.isRequired = memory !== null && (isOrderShown || client?.hasOpenIntent() === true);
    if (this.isRequired) this.load();
  }

  /** Loads the chunk, unless that has been tried. */
  load(): void {
    this.client?.preload();
    this.module.run('', importPanel);
  }

  /** The shopper goes back to all products. An order that is being sent stays. */
  leaveOrder(): void {
    if (this.canRepeat) this.panel?.dismiss();
  }

  repeat(order: Order): void {
    this.panel?.dismiss();
    this.choice.repeat(order, false);
    void focusAfterUpdate(this.host, '.title');
  }

  readonly retry = (): void => this.module.reset();

  open(request: PurchaseRequest): void {
    this.request = request;
    if (this.status === 'failed') this.retry();
    this.host.requestUpdate();
  }

  private stopRetrying(): void {
    this.unlisten?.();
    this.unlisten = null;
  }
}

const importPanel = (): Promise<Outcome<PanelModule>> =>
  import('./checkout-panel.js').then(
    (value) => ({ ok: true, value }),
    () => ({ ok: false, code: 'offline' }),
  );
