/**
 * Loads the checkout's chunk on first use, and holds one checkout for each purchase client. Renders
 * nothing, and sends no command but those that follow the element's life.
 */
import type { CSSResultOrNative, LitElement, ReactiveController } from 'lit';
import { adoptStyles } from 'lit';
import type { Checkout } from '../../purchase/checkout/checkout.js';
import type { CheckoutState, OrderRef, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { Outcome, PurchaseClient } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import type * as panelModule from './checkout-panel.js';
import { LatestTask } from './latest-task.js';
import type { TopupMemory } from './topup-memory.js';

type PanelModule = typeof panelModule;

export interface CheckoutLoaderOptions {
  /** The element's own styles; the panel's are added to them. */
  readonly styles: () => readonly CSSResultOrNative[];
  readonly isSoldHere: (order: Pick<OrderRef, 'provider' | 'product'>) => boolean;
  readonly onChange: (state: CheckoutState, previous: CheckoutState | undefined) => void;
}

export class CheckoutLoader implements ReactiveController {
  checkout: Checkout | null = null;
  panel: panelModule.CheckoutPanel | null = null;

  private readonly module: LatestTask<PanelModule>;
  private client: PurchaseClient | null = null;
  /** An order of an earlier page is to be found again. */
  private isRequired = false;
  /** The sheet opens for it as soon as the chunk is loaded. */
  private request: PurchaseRequest | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly options: CheckoutLoaderOptions,
  ) {
    this.module = new LatestTask(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.request = null;
    this.checkout?.detach();
  }

  get texts(): typeof panelModule.panelTexts | null {
    return this.module.value?.panelTexts ?? null;
  }

  /** The shopper waits for the sheet. */
  get isOpening(): boolean {
    return this.request !== null;
  }

  /** How far the chunk is that the element waits for; `idle` while it waits for none. */
  get status(): 'idle' | 'pending' | 'failed' {
    if (this.checkout || !(this.isRequired || this.request)) return 'idle';
    return this.module.state.status === 'failed' ? 'failed' : 'pending';
  }

  /** Another proxy or another shopper: nothing is carried over. */
  switchClient(client: PurchaseClient | null, memory: TopupMemory | null): void {
    this.checkout?.reset();
    this.checkout = this.request = null;
    this.client = client;
    const order = memory?.order();
    const isOrderShown = order ? this.options.isSoldHere(order) : false;
    this.isRequired = memory !== null && (isOrderShown || client?.hasOpenIntent() === true);
    if (this.isRequired) this.load();
  }

  /** Starts the checkout once its chunk is loaded; called with every update of the element. */
  update(memory: TopupMemory): void {
    if (this.status === 'pending') this.load();
    const { client, request } = this;
    const { value: module } = this.module;
    if (!module || !client) return;
    this.panel ??= this.createPanel(module);
    this.checkout ??= this.createCheckout(module, client, memory);
    this.checkout.resume();
    if (request) this.checkout.open(request);
    this.request = null;
  }

  /** Loads the chunk, unless it is loaded, on its way, or failed. */
  load(): void {
    this.client?.preload();
    this.module.run('', importPanel);
  }

  readonly retry = (): void => this.module.reset();

  open(request: PurchaseRequest): void {
    this.request = request;
    if (this.module.state.status === 'failed') this.retry();
    this.host.requestUpdate();
  }

  private createPanel({ CheckoutPanel, panelStyles }: PanelModule): panelModule.CheckoutPanel {
    const { renderRoot } = this.host;
    if (renderRoot instanceof ShadowRoot) {
      adoptStyles(renderRoot, [...this.options.styles(), ...panelStyles]);
    }
    return new CheckoutPanel(this.host, () => this.checkout?.closeSheet());
  }

  private createCheckout(module: PanelModule, client: PurchaseClient, memory: TopupMemory) {
    const { isSoldHere, onChange } = this.options;
    const checkout = new module.Checkout({ client, platform, memory, isSoldHere });
    checkout.$state.listen(onChange);
    return checkout;
  }
}

const importPanel = (): Promise<Outcome<PanelModule>> =>
  import('./checkout-panel.js').then(
    (value) => ({ ok: true, value }),
    () => ({ ok: false, code: 'offline' }),
  );
