/**
 * Shows a checkout: the sheet over the page, and the order in the place of the choice. Decides nothing
 * itself: the store holds the state, and every button sends it a command.
 *
 * Loaded, with the store, when a shopper first touches the top-up or has an order to be found again.
 */
import type { CSSResult, LitElement } from 'lit';
import type { Order } from '../../proxy/contract.js';
import type { Checkout } from '../../purchase/checkout/checkout.js';
import type { CheckoutState } from '../../purchase/checkout/state.js';
import { isSheetOpen } from '../../purchase/checkout/state.js';
import { hasEnded } from '../../purchase/orders/follow-order.js';
import type { Say } from '../../texts/texts.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { OrderProgress } from '../orders/order-progress.js';
import { orderProgressStyles } from '../orders/order-progress.styles.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import type { ConfirmDetails } from './confirm-sheet.js';
import { ConfirmSheet } from './confirm-sheet.js';
import { topupSheetStyles } from './confirm-sheet.styles.js';
import { renderOrderState, renderOrderSummary } from './order-summary.js';

export { Checkout } from '../../purchase/checkout/checkout.js';
export { purchaseIndonesian as panelTexts } from '../../texts/id/purchase/purchase.js';

export const panelStyles: readonly CSSResult[] = [
  dialogFrameStyles,
  orderProgressStyles,
  topupSheetStyles,
];

/** What the element adds to an order. */
export interface OrderContext {
  readonly say: Say;
  readonly isSoldHere: (order: Order) => boolean;
  /** The shopper repeats a failed order. */
  readonly onRepeat: (order: Order) => void;
  /** The shopper leaves an order for the choice. */
  readonly onLeave: () => void;
}

export class CheckoutPanel {
  private readonly sheet: ConfirmSheet;
  private readonly dialog: DialogController;
  private readonly progress: OrderProgress;

  constructor(host: LitElement, onSheetClosed: () => void) {
    this.sheet = new ConfirmSheet(host);
    this.dialog = new DialogController(host, onSheetClosed);
    this.progress = new OrderProgress(host);
  }

  /** What stands in the place of the choice; `null` while the shopper can choose. */
  renderOrder(checkout: Checkout, context: OrderContext): unknown {
    const state = checkout.$state.get();
    const { say } = context;
    if (state.status === 'tracking') return state.order && this.renderTracked(state.order, context);
    if (state.status === 'lost') {
      const action = { text: say('orderAgain'), onClick: () => checkout.dismiss() };
      return renderOrderState(say('lookUpNone'), '', action);
    }
    return isSheetOpen(state) ? null : renderSent(state, checkout, say);
  }

  /** The sheet while it is open, else nothing. */
  renderSheet(checkout: Checkout, details: ConfirmDetails): unknown {
    const state = checkout.$state.get();
    return isSheetOpen(state)
      ? this.sheet.render(state, checkout, details, this.dialog.close)
      : null;
  }

  private renderTracked(order: Order, { say, isSoldHere, onRepeat, onLeave }: OrderContext) {
    const isRepeatable = order.status === 'failed' && isSoldHere(order);
    const action = {
      text: say(hasEnded(order) ? (isRepeatable ? 'retry' : 'orderAgain') : 'lookUpLeave'),
      isSecondary: !hasEnded(order),
      onClick: isRepeatable ? () => onRepeat(order) : onLeave,
    };
    return renderOrderSummary(order, this.progress.render(order, say), action);
  }
}

/** An order that was sent, without a sheet: of this page, or an earlier one. */
function renderSent(state: CheckoutState, checkout: Checkout, say: Say): unknown {
  if (state.status === 'paying') return renderOrderState(say('confirmPaying'), '', null);
  if (state.status !== 'unclear') return null;
  if (state.request) {
    const action = { text: say('retry'), onClick: () => checkout.retry() };
    return renderOrderState(say('unclear'), say('unclearHint'), action);
  }
  const action = { text: say('lookUpLeave'), isSecondary: true, onClick: () => checkout.dismiss() };
  return renderOrderState(say('lookUp'), say('lookUpHint'), action);
}
