/**
 * All that comes after the choice: the confirmation, the order, how far it is, and orders of earlier
 * pages. Loaded when a shopper first touches the top-up, or has such an order.
 */
import type { CSSResult, LitElement } from 'lit';
import { nothing } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { hasEnded } from '../../purchase/orders/order-status.js';
import type { PurchaseClient, PurchaseError } from '../../purchase/purchase-client.js';
import { purchaseIndonesian } from '../../texts/id/purchase/purchase.js';
import type { Say } from '../../texts/texts.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { OrderProgress } from '../orders/order-progress.js';
import { orderProgressStyles } from '../orders/order-progress.styles.js';
import type { PurchaseRequest } from './checkout.js';
import { Checkout } from './checkout.js';
import { ConfirmSheet } from './confirm-sheet.js';
import { formSkeleton } from './topup-form.js';
import type { TopupForm } from './topup-form.js';
import type { OrderRef, TopupMemory } from './topup-memory.js';
import { topupSheetStyles } from './confirm-sheet.styles.js';
import { renderOrderSummary, renderOrderState } from './order-summary.js';
import { OrderTracking } from './order-tracking.js';

/** What the till needs of the element that it stands in. */
export interface CheckoutPanelHost {
  readonly form: TopupForm;
  readonly isSoldHere: (order: Pick<OrderRef, 'provider' | 'product'>) => boolean;
  /** The same is to be chosen again. */
  readonly onRepeatOrder: (order: Order) => void;
  /** To what has just come in the place of what had the focus. */
  readonly moveFocus: (selector: string) => void;
  readonly explain: (code: PurchaseError) => string;
  readonly renderProblem: (code: PurchaseError, retry: () => void) => unknown;
  readonly renderSkeleton: (shape: unknown) => unknown;
}

export class CheckoutPanel {
  static readonly styles: readonly CSSResult[] = [
    dialogFrameStyles,
    orderProgressStyles,
    topupSheetStyles,
  ];
  static readonly texts = purchaseIndonesian;

  /** The last order failed for its PIN: it is asked for again. */
  wasPinWrong = false;

  private purchase: PurchaseClient | null = null;
  private memory: TopupMemory | null = null;
  private readonly checkout: Checkout;
  private readonly confirmSheet: ConfirmSheet;
  private readonly modal: DialogController;
  private readonly tracking: OrderTracking;
  private readonly progress: OrderProgress;

  constructor(
    private readonly host: LitElement,
    private readonly panelHost: CheckoutPanelHost,
  ) {
    this.checkout = new Checkout(host, {
      onOrder: (order) => this.showOrder(order),
      onFieldErrors: (errors) => panelHost.form.showFieldErrors(errors),
    });
    this.confirmSheet = new ConfirmSheet(host, this.checkout);
    this.modal = new DialogController(host, this.checkout.close);
    this.tracking = new OrderTracking(host);
    this.progress = new OrderProgress(host);
  }

  /** The confirmation is shown. */
  get isOpen(): boolean {
    return this.checkout.isOpen;
  }

  /** Finds again what an earlier page began; once for each purchase. */
  start(purchase: PurchaseClient, memory: TopupMemory | null): void {
    this.purchase = purchase;
    this.memory = memory;
    if (memory) this.tracking.start(purchase, memory, this.panelHost.isSoldHere);
  }

  /** Another proxy, or another shopper: nothing of before counts. */
  reset(): void {
    this.wasPinWrong = false;
    this.checkout.reset();
    this.tracking.reset();
  }

  confirm(request: PurchaseRequest): void {
    this.confirmSheet.reset();
    this.checkout.open(request);
  }

  private showOrder(order: Order): void {
    const { purchase, memory } = this;
    this.wasPinWrong = false;
    if (!this.host.isConnected || !purchase) memory?.saveOrder(order);
    else {
      this.tracking.show(purchase, memory, order);
      this.panelHost.moveFocus('.order');
    }
  }

  private readonly onAgain = () => {
    this.tracking.dismiss();
    this.panelHost.moveFocus('.title');
  };

  /** The same once more, because it failed for something that the shopper can mend. */
  private readonly onRepeat = () => {
    const { state } = this.tracking;
    if (state.name !== 'order') return;
    const { order } = state;
    this.wasPinWrong = order.reason === 'wrong_pin' || order.reason === 'pin_lost';
    this.panelHost.onRepeatOrder(order);
    this.tracking.dismiss();
  };

  /** What stands in the place of the choice; `null` where that is to be seen. */
  render(say: Say): unknown {
    return this.renderTracked(say) ?? this.renderSubmitted(say);
  }

  /** The order that is followed or looked for. */
  private renderTracked(say: Say): unknown {
    const { panelHost } = this;
    const { state, dismiss, retry } = this.tracking;
    if (state.name === 'order') {
      const { order } = state;
      const isMendable = order.status === 'failed' && panelHost.isSoldHere(order);
      const action = {
        text: say(hasEnded(order) ? (isMendable ? 'retry' : 'orderAgain') : 'lookUpLeave'),
        isSecondary: !hasEnded(order),
        onClick: isMendable ? this.onRepeat : this.onAgain,
      };
      return renderOrderSummary(order, this.progress.render(order, say), action);
    }
    if (state.name === 'looking') {
      const action = { text: say('lookUpLeave'), isSecondary: true, onClick: dismiss };
      return renderOrderState(say('lookUp'), say('lookUpHint'), action);
    }
    if (state.name === 'lost') {
      const action = { text: say('orderAgain'), isSecondary: false, onClick: dismiss };
      return renderOrderState(say('lookUpNone'), '', action);
    }
    if (state.name !== 'coming') return null;
    return state.problem
      ? panelHost.renderProblem(state.problem, retry)
      : panelHost.renderSkeleton(formSkeleton);
  }

  /** An order on its way whose sheet was closed. */
  private renderSubmitted(say: Say): unknown {
    const { checkout } = this;
    if (checkout.isOpen || !checkout.isSubmitted) return null;
    if (checkout.step.name === 'paying') return renderOrderState(say('confirmPaying'), '', null);
    const action = { text: say('retry'), isSecondary: false, onClick: checkout.retry };
    return renderOrderState(say('unclear'), say('unclearHint'), action);
  }

  /**
   * @param balanceOf whole rupiah that the shopper has; `null` where it is not known
   * @param isPinRequired the shop wants a PIN for every order
   */
  renderSheet(
    say: Say,
    balanceOf: (purchase: PurchaseClient) => number | null,
    isPinRequired: boolean,
  ): unknown {
    const { wasPinWrong, panelHost } = this;
    const { request, isOpen } = this.checkout;
    if (!isOpen || !request) return nothing;
    const details = {
      nickname: panelHost.form.nickname,
      balance: balanceOf(request.purchase),
      needsPin: isPinRequired || wasPinWrong,
      wasPinWrong,
      explain: panelHost.explain,
    };
    return this.confirmSheet.render(request, details, say, this.modal.close);
  }
}
