/**
 * The checkout store: from a purchase request to its order, and orders of earlier pages. It must not
 * know how it is shown, and must not put the PIN into its state, a storage or a log.
 *
 * A command that does not fit the current state does nothing, so nothing is bought by a second press.
 */
import type { ReadableAtom } from 'nanostores';
import { atom } from 'nanostores';
import type { Order, Quote } from '../../proxy/contract.js';
import type { BrowserPlatform } from '../../stores/platform.js';
import { isUnclear } from '../orders/certainty.js';
import { createIntent } from '../orders/intent-store.js';
import type {
  FieldError,
  Intent,
  Outcome,
  PurchaseClient,
  PurchaseError,
} from '../purchase-client.js';
import { lookUpIntents } from './intent-lookup.js';
import { renewalDelayMs } from './quote-renewal.js';
import type {
  CheckoutState,
  OrderRef,
  PinFailure,
  PurchaseRequest,
  RequestDetails,
  TrackingState,
} from './state.js';
import { isSent, isSheetOpen, isSheetState, pinFailureOf } from './state.js';

export interface CheckoutParts {
  readonly client: Pick<PurchaseClient, 'quote' | 'placeOrder' | 'resolveIntents' | 'followOrder'>;
  readonly platform: () => Pick<BrowserPlatform, 'now' | 'wait'>;
  readonly memory: OrderMemory;
  /** A remembered order is shown only where its product is sold. */
  readonly isSoldHere: (order: OrderRef) => boolean;
}

/** The order that was shown last, across page loads. */
export interface OrderMemory {
  order(): OrderRef | null;
  /** `null` forgets it. */
  saveOrder(order: OrderRef | null): void;
}

/** A retry repeats the same intent with the same PIN. */
interface Payment {
  readonly intent: Intent;
  readonly pin: string | null;
}

/** The quote is refused and no order exists: a new quote may be bought instead. */
const QUOTE_REFUSALS: readonly PurchaseError[] = ['quote_expired', 'invalid_quote'];

/** One checkout for one shopper at one proxy. */
export class Checkout {
  private readonly $current = atom<CheckoutState>({
    status: 'idle',
    fieldErrors: null,
    pinFailure: null,
  });
  readonly $state: ReadableAtom<CheckoutState> = this.$current;

  /** Aborts the requests and waits of the current state. */
  private controller = new AbortController();
  /** Held only while an order is sent or unclear. */
  private payment: Payment | null = null;
  /** The price that the shopper saw last, whole rupiah; any other one needs an agreement. */
  private shownPrice: number | null = null;
  /** An element shows this checkout. */
  private isAttached = false;
  /** The look-up of stored intents has no result yet; an open sheet interrupts it. */
  private isLookupOpen = false;

  constructor(private readonly parts: CheckoutParts) {}

  get isSheetOpen(): boolean {
    return isSheetOpen(this.state);
  }

  /** The order before this checkout failed for its PIN. */
  get pinFailure(): PinFailure | null {
    return pinFailureOf(this.state);
  }

  /** Opens the sheet and requests a quote; ignored while an order is sent, unclear or tracked. */
  open(request: PurchaseRequest): void {
    const { state } = this;
    if (isSent(state) || !(isSheetState(state) || state.status === 'idle')) return;
    this.shownPrice = request.item.price;
    const details = { request, isPinDemanded: false, pinFailure: pinFailureOf(state) };
    void this.requestQuote(details, false);
  }

  /** Agrees to a changed price; buys nothing yet. */
  agree(): void {
    const { state } = this;
    if (state.status === 'price_changed') this.makeReady(detailsOf(state), state.quote, null);
  }

  /** Buys what is `ready`, at the price that is shown. */
  pay(pin: string | null): void {
    const { state } = this;
    if (state.status !== 'ready') return;
    const intent = createIntent(state.quote.quote, state.request.fields);
    void this.submit(detailsOf(state), state.quote, { intent, pin }, true);
  }

  /** Sends an unclear order again, renews a failed quote, or reads a tracked order again. */
  retry(): void {
    const { state, payment } = this;
    if (state.status === 'failed') void this.requestQuote(detailsOf(state), false);
    else if (state.status === 'tracking' && state.problem !== null) this.follow(state);
    else if (state.status === 'unclear' && state.request && payment) {
      void this.submit(detailsOf(state), state.quote, payment, false);
    }
  }

  /** Ends the tracking of an order, or the look-up. Stored intents stay for the next page. */
  dismiss(): void {
    const { state } = this;
    if (isSheetState(state) || state.status === 'idle') return;
    const order = state.status === 'tracking' ? state.order : null;
    this.isLookupOpen = false;
    this.parts.memory.saveOrder(null);
    this.becomeIdle(order && this.parts.isSoldHere(order) ? orderPinFailure(order) : null);
  }

  /** The shopper closed the sheet; an order that was sent is still waited for, and then followed. */
  closeSheet(): void {
    const { state } = this;
    if ('isSheetOpen' in state) this.setSheetOpen(false);
    else if (isSheetState(state)) this.becomeIdle(state.pinFailure);
  }

  /** Opens the receipt of an order that was sent. */
  openReceipt(): void {
    const { state } = this;
    if (isSent(state) || (state.status === 'tracking' && state.order)) this.setSheetOpen(true);
  }

  /** An element shows this checkout from now on: finds the order of an earlier page. Idempotent. */
  resume(): void {
    if (this.isAttached) return;
    this.isAttached = true;
    const { status } = this.state;
    if (status === 'unclear') {
      this.setState({ status: 'unclear', request: null });
      void this.lookUp();
    }
    if (status !== 'idle') return;
    const remembered = this.parts.memory.order();
    if (remembered && this.parts.isSoldHere(remembered)) {
      this.follow({ id: remembered.id, order: null, details: null });
    } else void this.lookUp();
  }

  /** The element has left the page: ends everything but an order that was sent. */
  detach(): void {
    this.isAttached = this.isLookupOpen = false;
    const { state } = this;
    if (isSent(state)) this.setSheetOpen(false);
    else this.becomeIdle(pinFailureOf(state));
  }

  /** Another proxy or shopper: ignores the outcome of a sent order, whose intent is stored. */
  reset(): void {
    this.isAttached = this.isLookupOpen = false;
    this.becomeIdle(null);
  }

  private get state(): CheckoutState {
    return this.$state.get();
  }

  private setState(next: CheckoutState): void {
    if (!isSent(next)) this.payment = null;
    this.$current.set(next);
  }

  /** Aborts the requests and waits of the state before. */
  private restart(): AbortSignal {
    this.controller.abort();
    this.controller = new AbortController();
    return this.controller.signal;
  }

  private becomeIdle(
    pinFailure: PinFailure | null,
    fieldErrors: readonly FieldError[] | null = null,
  ): void {
    this.restart();
    this.setState({ status: 'idle', fieldErrors, pinFailure });
    if (this.isLookupOpen) void this.lookUp();
  }

  private setSheetOpen(isOpen: boolean): void {
    const { state } = this;
    if ('isSheetOpen' in state) this.setState({ ...state, isSheetOpen: isOpen });
  }

  private askForQuote({ request }: RequestDetails, signal: AbortSignal): Promise<Outcome<Quote>> {
    const { product, item, fields } = request;
    return this.parts.client.quote(product.id, item.id, fields, signal);
  }

  /** @param isRenewal the old quote stays visible until the answer */
  private async requestQuote(details: RequestDetails, isRenewal: boolean): Promise<void> {
    const signal = this.restart();
    if (!isRenewal) this.setState({ ...details, status: 'quoting' });
    const outcome = await this.askForQuote(details, signal);
    if (!signal.aborted) this.applyQuote(details, outcome);
  }

  private applyQuote(details: RequestDetails, outcome: Outcome<Quote>): void {
    if (!outcome.ok) {
      const { code, errors } = outcome;
      if (errors?.length) this.becomeIdle(details.pinFailure, errors);
      else this.setState({ ...details, status: 'failed', code });
      return;
    }
    const quote = outcome.value;
    const previousPrice = this.shownPrice;
    if (quote.price === previousPrice) this.makeReady(details, quote, null);
    else {
      this.setState({ ...details, status: 'price_changed', quote, previousPrice });
      void this.renewLater(details, quote);
    }
  }

  private makeReady(details: RequestDetails, quote: Quote, problem: PurchaseError | null): void {
    this.shownPrice = quote.price;
    this.setState({ ...details, status: 'ready', quote, problem });
    void this.renewLater(details, quote);
  }

  private async renewLater(details: RequestDetails, { expires_at }: Quote): Promise<void> {
    const signal = this.restart();
    const { now, wait } = this.parts.platform();
    await wait(renewalDelayMs(expires_at, now()));
    if (!signal.aborted) await this.requestQuote(details, true);
  }

  /** @param mayRequote a refused quote is replaced once without asking, at the same price */
  private async submit(
    details: RequestDetails,
    quote: Quote,
    payment: Payment,
    mayRequote: boolean,
  ): Promise<void> {
    const signal = this.restart();
    this.payment = payment;
    const sent = { ...details, quote };
    this.setState({ ...sent, status: 'paying', isSheetOpen: isSheetOpen(this.state) });
    const outcome = await this.parts.client.placeOrder(payment.intent, payment.pin);
    if (signal.aborted) return;
    if (outcome.ok) this.show(outcome.value, details);
    else if (isUnclear(outcome)) {
      this.setState({ ...sent, status: 'unclear', isSheetOpen: isSheetOpen(this.state) });
    } else if (!this.isAttached) this.becomeIdle(details.pinFailure);
    else if (QUOTE_REFUSALS.includes(outcome.code)) {
      await this.requote(details, payment.pin, mayRequote, signal);
    } else this.reject(details, quote, outcome.code);
  }

  private async requote(
    details: RequestDetails,
    pin: string | null,
    mayRequote: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const outcome = await this.askForQuote(details, signal);
    if (signal.aborted) return;
    if (mayRequote && outcome.ok && outcome.value.price === this.shownPrice) {
      const intent = createIntent(outcome.value.quote, details.request.fields);
      await this.submit(details, outcome.value, { intent, pin }, false);
    } else if (!this.isAttached) this.becomeIdle(details.pinFailure);
    else this.applyQuote(details, outcome);
  }

  private reject(details: RequestDetails, quote: Quote, code: PurchaseError): void {
    if (code === 'invalid_pin') this.makeReady({ ...details, isPinDemanded: true }, quote, code);
    else this.setState({ ...details, status: 'failed', code });
  }

  /** @param details of the request that this page has paid for */
  private show(order: Order, details: RequestDetails | null): void {
    if (details && this.askForPinAgain(order, details)) return;
    this.parts.memory.saveOrder(order);
    if (this.isAttached) this.follow({ id: order.id, order, details });
    else this.becomeIdle(null);
  }

  private follow(tracked: Pick<TrackingState, 'id' | 'order' | 'details'>): void {
    const signal = this.restart();
    const { id, order, details } = tracked;
    this.setState({
      status: 'tracking',
      id,
      order,
      problem: null,
      details,
      isSheetOpen: isSheetOpen(this.state),
    });
    this.parts.client.followOrder(id, signal, (outcome) => {
      const { state } = this;
      if (signal.aborted || state.status !== 'tracking') return;
      if (outcome.ok) {
        if (state.details && this.askForPinAgain(outcome.value, state.details)) return;
        this.setState({ ...state, order: outcome.value, problem: null });
      } else if (outcome.code === 'unknown_order') this.dismiss();
      else this.setState({ ...state, problem: outcome.code });
    });
  }

  /** A wrong PIN ends no purchase: the sheet that paid asks for it again, in place of a receipt. */
  private askForPinAgain(order: Order, details: RequestDetails): boolean {
    const pinFailure = orderPinFailure(order);
    if (!pinFailure || !this.isSheetOpen) return false;
    this.parts.memory.saveOrder(null);
    void this.requestQuote({ ...details, pinFailure }, false);
    return true;
  }

  private async lookUp(): Promise<void> {
    this.isLookupOpen = true;
    const signal = this.restart();
    const { client, platform } = this.parts;
    const setUnclear = () => this.setState({ status: 'unclear', request: null });
    const found = await lookUpIntents(client, platform, signal, setUnclear);
    if (signal.aborted) return;
    this.isLookupOpen = false;
    if (found === 'lost') this.setState({ status: 'lost' });
    else if (found) this.show(found, null);
    else if (this.state.status !== 'idle') this.becomeIdle(null);
  }
}

const detailsOf = ({ request, isPinDemanded, pinFailure }: RequestDetails): RequestDetails => ({
  request,
  isPinDemanded,
  pinFailure,
});

const orderPinFailure = ({ status, reason }: Order): PinFailure | null =>
  status === 'failed' && (reason === 'wrong_pin' || reason === 'pin_lost') ? reason : null;
