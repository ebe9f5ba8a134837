/**
 * Renders a checkout: the sheet over the page, and the order in place of the choice. Decides nothing:
 * the store holds the state, and every button sends it a command.
 */
import type { CSSResultOrNative, LitElement, ReactiveController } from 'lit';
import { adoptStyles } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { Checkout } from '../../purchase/checkout/checkout.js';
import type { CheckoutState, PurchaseRequest } from '../../purchase/checkout/state.js';
import { isSheetOpen, isSheetState } from '../../purchase/checkout/state.js';
import { hasEnded } from '../../purchase/orders/order-status.js';
import type { PurchaseClient } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import { purchaseIndonesian } from '../../texts/id/purchase/purchase.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { OrderProgress } from '../orders/order-progress.js';
import { orderProgressStyles } from '../orders/order-progress.styles.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { factListStyles } from '../ui/fact-list.styles.js';
import type { ConfirmContext } from './confirm-sheet.js';
import { ConfirmSheet } from './confirm-sheet.js';
import { topupSheetStyles } from './confirm-sheet.styles.js';
import { focusAfterUpdate } from './focus-after-update.js';
import { renderOrderState, renderOrderSummary } from './order-summary.js';
import type { ChoiceContext, TopupChoice } from './topup-choice.js';
import { formSkeleton } from './form-loader.js';
import type { TopupMemory } from './topup-memory.js';

const PANEL_STYLES = [dialogFrameStyles, factListStyles, orderProgressStyles, topupSheetStyles];

export type PanelContext = ConfirmContext & ChoiceContext;

export class CheckoutPanel implements ReactiveController {
  static readonly texts = purchaseIndonesian;

  private readonly sheet: ConfirmSheet;
  private readonly dialog: DialogController;
  private readonly progress: OrderProgress;
  /** One for each purchase client. */
  private checkout: Checkout | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly choice: TopupChoice,
    styles: readonly CSSResultOrNative[],
  ) {
    this.sheet = new ConfirmSheet(host);
    this.dialog = new DialogController(host, () => this.checkout?.closeSheet());
    this.progress = new OrderProgress(host);
    host.addController(this);
    if (host.renderRoot instanceof ShadowRoot) {
      adoptStyles(host.renderRoot, [...styles, ...PANEL_STYLES]);
    }
  }

  hostDisconnected(): void {
    this.checkout?.detach();
  }

  get isSheetOpen(): boolean {
    return this.checkout?.isSheetOpen === true;
  }

  private readonly onChange = (state: CheckoutState, previous: CheckoutState | undefined) => {
    this.host.requestUpdate();
    if (state.status === 'idle' && state.fieldErrors) {
      this.choice.showFieldErrors(state.fieldErrors);
    }
    if (state.status === 'tracking' && previous?.status === 'paying') {
      void focusAfterUpdate(this.host, '.order');
    }
  };

  private onLeave(checkout: Checkout): void {
    checkout.dismiss();
    void focusAfterUpdate(this.host, '.title');
  }

  private onRepeat(checkout: Checkout, order: Order): void {
    checkout.dismiss();
    this.choice.repeat(order, checkout.wasPinWrong);
  }

  /** Called with every update of the element. */
  start(client: PurchaseClient, memory: TopupMemory): void {
    this.checkout ??= this.createCheckout(client, memory);
    this.checkout.resume();
  }

  open(request: PurchaseRequest): void {
    this.checkout?.open(request);
  }

  /** Another proxy or another shopper. */
  reset(): void {
    this.checkout?.reset();
    this.checkout = null;
  }

  private createCheckout(client: PurchaseClient, memory: TopupMemory): Checkout {
    const isSoldHere = this.choice.isSoldHere.bind(this.choice);
    const checkout = new Checkout({ client, platform, memory, isSoldHere });
    checkout.$state.listen(this.onChange);
    return checkout;
  }

  /** Replaces the choice; `null` while the shopper can choose. */
  renderOrder(context: PanelContext): unknown {
    const { checkout } = this;
    return checkout && this.renderState(checkout, checkout.$state.get(), context);
  }

  /** The sheet while it is open. */
  renderSheet(context: PanelContext): unknown {
    const { checkout } = this;
    const state = checkout?.$state.get();
    if (!checkout || !state || !isSheetState(state) || !isSheetOpen(state)) return null;
    const { account } = this.choice;
    const nickname = account.status === 'found' ? account.name : null;
    return this.sheet.render(state, checkout, { ...context, nickname }, this.dialog.close);
  }

  private renderState(checkout: Checkout, state: CheckoutState, context: PanelContext): unknown {
    const { say, renderProblem, renderSkeleton } = context;
    if (isSheetOpen(state) || state.status === 'idle') return null;
    if (state.status === 'tracking') {
      if (state.order) return this.renderTracked(checkout, state.order, context);
      return state.problem
        ? renderProblem(state.problem, () => checkout.retry())
        : renderSkeleton(formSkeleton);
    }
    if (state.status === 'lost') {
      const action = { text: say('orderAgain'), onClick: () => checkout.dismiss() };
      return renderOrderState(say('lookUpNone'), '', action);
    }
    if (state.status === 'paying') return renderOrderState(say('confirmPaying'), '', null);
    if (!state.request) {
      const onClick = () => checkout.dismiss();
      const action = { text: say('lookUpLeave'), isSecondary: true, onClick };
      return renderOrderState(say('lookUp'), say('lookUpHint'), action);
    }
    const action = { text: say('retry'), onClick: () => checkout.retry() };
    return renderOrderState(say('unclear'), say('unclearHint'), action);
  }

  private renderTracked(checkout: Checkout, order: Order, { say }: PanelContext) {
    const isRepeatable = order.status === 'failed' && this.choice.isSoldHere(order);
    const action = {
      text: say(hasEnded(order) ? (isRepeatable ? 'retry' : 'orderAgain') : 'lookUpLeave'),
      isSecondary: !hasEnded(order),
      onClick: () => (isRepeatable ? this.onRepeat(checkout, order) : this.onLeave(checkout)),
    };
    return renderOrderSummary(order, this.progress.render(order, say), action);
  }
}
