/**
 * Renders a checkout: the sheet over the page, first the confirmation and then the receipt, and the
 * order in place of the choice once the sheet is closed. Decides nothing: the store holds the state,
 * and every button sends it a command.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { Checkout } from '../../purchase/checkout/checkout.js';
import type {
  CheckoutState,
  PurchaseRequest,
  SentState,
  TrackingState,
} from '../../purchase/checkout/state.js';
import { isSent, isSheetOpen } from '../../purchase/checkout/state.js';
import type { AccountNames } from '../../purchase/orders/account-names.js';
import { openAccountNames } from '../../purchase/orders/account-names.js';
import { hasEnded } from '../../purchase/orders/order-status.js';
import { noteShown } from '../../purchase/orders/seen-vouchers.js';
import type { PurchaseClient } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { purchaseIndonesian } from '../../texts/id/purchase/purchase.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { KeepFocus } from '../controllers/keep-focus.js';
import { OrderProgress } from '../orders/order-progress.js';
import type { ProgressWords } from '../orders/order-progress.js';
import type { ShownOrder } from '../orders/order-texts.js';
import { orderProgressStyles } from '../orders/order-progress.styles.js';
import { Receipt } from '../orders/receipt.js';
import { receiptStyles } from '../orders/receipt.styles.js';
import { renderDialogFrame } from '../ui/dialog-frame.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { factListStyles } from '../ui/fact-list.styles.js';
import type { ConfirmContext } from './confirm-sheet.js';
import { ConfirmSheet } from './confirm-sheet.js';
import { topupSheetStyles } from './confirm-sheet.styles.js';
import { focusAfterUpdate } from '../controllers/focus-after-update.js';
import type { OrderAction } from './order-summary.js';
import { renderAction, renderOrderState, renderOrderSummary } from './order-summary.js';
import { pinEntryStyles } from './pin-entry.styles.js';
import type { ChoiceContext, TopupChoice } from './topup-choice.js';
import { formSkeleton } from './form-loader.js';
import { inheritedAttribute } from './inherited-attribute.js';
import { supplierId } from './tiles/product-tiles.js';
import type { TopupMemory } from './topup-memory.js';

const PANEL_STYLES = [
  dialogFrameStyles,
  factListStyles,
  orderProgressStyles,
  receiptStyles,
  topupSheetStyles,
  pinEntryStyles,
];

export interface PanelContext extends Omit<ConfirmContext, 'isPinRequired'>, ChoiceContext {
  /** the element's own attribute */
  readonly pin: string | null;
  readonly language: string;
  /** the shop's https address for questions */
  readonly help: string | null;
}

const SENT_WORDS: Readonly<Record<SentState['status'], ProgressWords>> = {
  paying: { sentence: 'confirmPaying', hint: null },
  unclear: { sentence: 'unclear', hint: 'unclearHint' },
};

export class CheckoutPanel implements ReactiveController {
  static readonly texts = purchaseIndonesian;

  private readonly sheet: ConfirmSheet;
  private readonly dialog: DialogController;
  private readonly progress: OrderProgress;
  private readonly receipt: Receipt;
  /** One for each purchase client. */
  private checkout: Checkout | null = null;
  private settings: PurchaseSettings | null = null;
  private accountNames: AccountNames | null = null;
  private memory: TopupMemory | null = null;
  /** What the shopper has chosen in the sheet, which closes first. */
  private onClosed: (() => void) | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly choice: TopupChoice,
  ) {
    this.sheet = new ConfirmSheet(host);
    this.dialog = new DialogController(host, () => this.closeSheet());
    this.progress = new OrderProgress(host);
    this.receipt = new Receipt(host);
    new KeepFocus(host);
    host.addController(this);
    if (host.renderRoot instanceof ShadowRoot) {
      const sheets = PANEL_STYLES.flatMap(({ styleSheet }) => styleSheet ?? []);
      host.renderRoot.adoptedStyleSheets = [...host.renderRoot.adoptedStyleSheets, ...sheets];
    }
  }

  /** A voucher that was shown is no news any more. */
  hostUpdated(): void {
    const state = this.checkout?.$state.get();
    if (state?.status === 'tracking' && state.order && this.settings) {
      noteShown(this.settings, state.order);
    }
  }

  hostDisconnected(): void {
    this.onClosed = null;
    this.checkout?.detach();
  }

  get isSheetOpen(): boolean {
    return this.checkout?.isSheetOpen === true;
  }

  /** Whether an order is sent whose outcome is not certain yet. */
  get isSending(): boolean {
    return this.checkout !== null && isSent(this.checkout.$state.get());
  }

  private readonly onChange = (state: CheckoutState, previous: CheckoutState | undefined) => {
    this.host.requestUpdate();
    if (state.status === 'idle' && state.fieldErrors) {
      this.choice.showFieldErrors(state.fieldErrors);
    }
    if (state.status === 'tracking' && previous?.status === 'paying') this.noteBought(state);
    if (state.status === 'ready' && previous?.status !== 'ready') this.askForPin(state);
    if (previous && isSheetOpen(previous) && !isSheetOpen(state) && state.status !== 'idle') {
      void focusAfterUpdate(this.host, '.order, .state');
    }
  };

  private onLeave(checkout: Checkout): void {
    checkout.dismiss();
    void focusAfterUpdate(this.host, '.title');
  }

  private onRepeat(checkout: Checkout, order: Order): void {
    checkout.dismiss();
    this.choice.repeat(order, checkout.pinFailure !== null);
    void focusAfterUpdate(this.host, '.title');
  }

  /** Called with every update of the element. */
  start(client: PurchaseClient, settings: PurchaseSettings, memory: TopupMemory): void {
    this.settings = settings;
    this.memory = memory;
    this.accountNames = openAccountNames(settings);
    this.checkout ??= this.createCheckout(client, memory);
    this.checkout.resume();
  }

  open(request: PurchaseRequest): void {
    this.checkout?.open(request);
  }

  /** The shopper chooses again: an order that is shown is no longer. */
  dismiss(): void {
    this.checkout?.dismiss();
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

  private closeSheet(): void {
    const { onClosed } = this;
    this.onClosed = null;
    this.checkout?.closeSheet();
    onClosed?.();
  }

  private noteBought({ order, details }: TrackingState): void {
    const { account } = this.choice;
    if (!order || !details) return;
    const { product, item } = details.request;
    this.memory?.saveBought({ id: product.id, item: item.name, soldAs: supplierId(order) });
    if (account.status === 'found') this.accountNames?.save(order, account.name);
  }

  /** A PIN that was refused is asked for again where the shopper looks. */
  private askForPin(state: Extract<CheckoutState, { status: 'ready' }>): void {
    if (state.pinFailure || state.problem === 'invalid_pin')
      void focusAfterUpdate(this.host, '#pin');
  }

  private closeFor({ onClick }: OrderAction): void {
    this.onClosed = onClick;
    this.dialog.close();
  }

  /** What stands below an order: the same purchase once more, or another one. */
  private repeatAction(checkout: Checkout, order: Order, { say }: PanelContext): OrderAction {
    const isRepeatable = hasEnded(order) && this.choice.isSoldHere(order);
    const text = order.status === 'failed' && isRepeatable ? 'retry' : 'orderAgain';
    return {
      text: say(hasEnded(order) ? text : 'lookUpLeave'),
      onClick: () => (isRepeatable ? this.onRepeat(checkout, order) : this.onLeave(checkout)),
    };
  }

  /** Replaces the choice; `null` while the shopper can choose, and while the sheet shows the order. */
  renderOrder(context: PanelContext): unknown {
    const { checkout } = this;
    return checkout && this.renderState(checkout, checkout.$state.get(), context);
  }

  /** The sheet while it is open. */
  renderSheet(context: PanelContext): unknown {
    const { checkout } = this;
    const state = checkout?.$state.get();
    if (!checkout || !state || !isSheetOpen(state)) return null;
    if (isSent(state)) return this.renderSent(checkout, state, context);
    if (state.status === 'tracking') return this.renderTrackedReceipt(checkout, state, context);
    if (!('request' in state) || state.request === null) return null;
    const { account } = this.choice;
    const isPinRequired = inheritedAttribute(this.host, 'pin', context.pin) === 'required';
    const details = { ...context, account, isPinRequired };
    return this.sheet.render(state, checkout, details, this.dialog.close);
  }

  private renderSent(checkout: Checkout, state: SentState, context: PanelContext) {
    const retry = {
      text: context.say('retry'),
      isPrimary: true,
      onClick: () => checkout.retry(),
    };
    const action = state.status === 'unclear' ? retry : null;
    const words = SENT_WORDS[state.status];
    const { account } = this.choice;
    const accountName = account.status === 'found' ? account.name : null;
    const more = { words, isInTrouble: false, action, accountName };
    return this.renderReceipt(orderOf(state), context, more);
  }

  private renderTrackedReceipt(checkout: Checkout, state: TrackingState, context: PanelContext) {
    const { order, problem } = state;
    if (!order) return null;
    const again = this.repeatAction(checkout, order, context);
    const action = hasEnded(order) ? { ...again, onClick: () => this.closeFor(again) } : null;
    const isInTrouble = problem !== null;
    const accountName = this.accountNames?.nameOf(order) ?? null;
    return this.renderReceipt(order, context, { words: null, isInTrouble, action, accountName });
  }

  private renderReceipt(
    order: ShownOrder,
    context: PanelContext,
    more: {
      readonly words: ProgressWords | null;
      readonly isInTrouble: boolean;
      readonly action: OrderAction | null;
      readonly accountName: string | null;
    },
  ) {
    const { say, language, help } = context;
    const { words, isInTrouble, action, accountName } = more;
    const details = { say, language, help, accountName, words, isInTrouble };
    return renderDialogFrame(
      {
        label: say('receipt'),
        heading: html`<h2 class="heading" part="dialog-heading">${say('receipt')}</h2>`,
        content: this.receipt.render(order, details),
        footer: action && html`<div class="bar" part="confirm-bar">${renderAction(action)}</div>`,
        onClose: this.dialog.close,
      },
      say,
    );
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
      return renderOrderState(say('lookUpNone'), '', [action]);
    }
    const open = { text: say('receiptOpen'), onClick: () => checkout.openReceipt() };
    if (state.status === 'paying') return renderOrderState(say('confirmPaying'), '', [open]);
    if (!state.request) {
      const onClick = () => checkout.dismiss();
      const action = { text: say('lookUpLeave'), isSecondary: true, onClick };
      return renderOrderState(say('lookUp'), say('lookUpHint'), [action]);
    }
    const action = { text: say('retry'), onClick: () => checkout.retry() };
    return renderOrderState(say('unclear'), say('unclearHint'), [action]);
  }

  private renderTracked(checkout: Checkout, order: Order, context: PanelContext) {
    const { say } = context;
    const open = { text: say('receiptOpen'), onClick: () => checkout.openReceipt() };
    const progress = this.progress.render(order, context);
    return renderOrderSummary(order, progress, open, this.repeatAction(checkout, order, context));
  }
}

/** The order that is being sent, as far as it is known without an answer. */
const orderOf = ({ request, quote }: SentState): ShownOrder => ({
  id: '',
  number: '',
  status: 'received',
  fields: request.fields,
  price: quote.price,
  message: null,
  reason: null,
  title: request.product.title,
  name: request.item.name,
  invoice_url: null,
  voucher: null,
  created_at: '',
  updated_at: '',
});
