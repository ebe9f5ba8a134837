/**
 * From a wish to an order: a price that the shopper has seen and agreed to, then one purchase of it.
 * What cannot be pressed twice is decided here, by the step, and not by how a button looks.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FieldFault, Item, Order, Product, Quote } from '../../proxy/contract.js';
import { isUnclear } from '../../purchase/orders/certainty.js';
import { createIntent } from '../../purchase/orders/intent-store.js';
import type {
  Fields,
  Intent,
  Outcome,
  PurchaseClient,
  PurchaseError,
} from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';

export interface PurchaseRequest {
  readonly purchase: PurchaseClient;
  readonly product: Product;
  readonly item: Item;
  readonly fields: Fields;
}

export type CheckoutStep =
  /** there is no price yet */
  | { readonly name: 'quoting' }
  | { readonly name: 'failed'; readonly code: PurchaseError }
  /** the price is not the one that was shown before: the shopper has to agree first */
  | { readonly name: 'moved'; readonly quote: Quote; readonly before: number | null }
  | { readonly name: 'ready'; readonly quote: Quote; readonly problem: PurchaseError | null }
  | { readonly name: 'paying'; readonly quote: Quote }
  /** sent, but nobody knows whether it arrived */
  | { readonly name: 'unclear'; readonly quote: Quote };

/** A quote is renewed so long before it ends, ms. */
const RENEWAL_MARGIN_MS = 10_000;
/** ms: however wrong the phone's clock is, a quote is kept at least so long, and not longer than … */
const MIN_RENEWAL_MS = 60_000;
/** … this: the proxy's quotes live for 5 minutes. */
const MAX_RENEWAL_MS = 5 * 60_000 - RENEWAL_MARGIN_MS;

/** The quote's own fault, and certainly no order: with a new one it goes on. */
const QUOTE_EXPIRED: readonly PurchaseError[] = ['quote_expired', 'invalid_quote'];

type FieldErrors = readonly { readonly field: string; readonly fault: FieldFault }[];

export interface CheckoutEvents {
  readonly onOrder: (order: Order) => void;
  /** The proxy finds something wrong with the fields: the sheet is closed, they are to be mended. */
  readonly onFieldErrors: (faults: FieldErrors) => void;
}

export class Checkout implements ReactiveController {
  request: PurchaseRequest | null = null;
  step: CheckoutStep = { name: 'quoting' };
  /** the sheet is shown */
  isOpen = false;

  /** what the shopper was shown last, whole rupiah */
  private shownPrice: number | null = null;
  private intent: Intent | null = null;
  /** kept while an order is unclear, and nowhere but here */
  private pin: string | null = null;
  private abortController = new AbortController();
  private isHostConnected = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly events: CheckoutEvents,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.isHostConnected = true;
  }

  /** A purchase that was sent goes on by itself; all else ends with the element. */
  hostDisconnected(): void {
    this.isHostConnected = false;
    if (this.isSubmitted) this.isOpen = false;
    else this.reset();
  }

  /** An order is on its way, or may be. */
  get isSubmitted(): boolean {
    return this.step.name === 'paying' || this.step.name === 'unclear';
  }

  open(request: PurchaseRequest): void {
    if (this.isSubmitted) return;
    this.reset();
    this.request = request;
    this.isOpen = true;
    this.shownPrice = request.item.price;
    void this.quote(request);
  }

  /** The shopper closed the sheet: what was sent stays sent. */
  readonly close = (): void => {
    if (this.isSubmitted) this.isOpen = false;
    else this.reset();
    this.host.requestUpdate();
  };

  reset(): void {
    this.abort();
    this.request = this.intent = this.pin = null;
    this.isOpen = false;
    this.setStep({ name: 'quoting' });
  }

  readonly retry = (): void => {
    const { request, step } = this;
    if (!request) return;
    if (step.name === 'unclear') void this.submit(request, step.quote, false);
    if (step.name === 'failed') void this.quote(request);
  };

  /** The shopper takes the new price. */
  readonly agree = (): void => {
    if (this.step.name !== 'moved') return;
    const { quote } = this.step;
    this.makeReady(quote, null);
  };

  /** Only what stands ready is bought, so a second press finds nothing to buy. */
  pay(pin: string | null): void {
    const { request, step } = this;
    if (!request || step.name !== 'ready') return;
    this.abort();
    this.pin = pin;
    this.intent = createIntent(step.quote.quote, request.fields);
    void this.submit(request, step.quote, true);
  }

  private setStep(step: CheckoutStep): void {
    this.step = step;
    this.host.requestUpdate();
  }

  private abort(): void {
    this.abortController.abort();
    this.abortController = new AbortController();
  }

  /** @param isSilent what stands there stays until the answer has come */
  private async quote(request: PurchaseRequest, isSilent = false): Promise<void> {
    this.abort();
    if (!isSilent) this.setStep({ name: 'quoting' });
    const { signal } = this.abortController;
    const outcome = await requestQuote(request, signal);
    if (!signal.aborted) this.applyQuote(outcome, null);
  }

  private applyQuote(outcome: Outcome<Quote>, problem: PurchaseError | null): void {
    if (!outcome.ok && outcome.errors?.length) {
      this.reset();
      this.events.onFieldErrors(outcome.errors);
    } else if (!outcome.ok) this.setStep({ name: 'failed', code: outcome.code });
    else if (outcome.value.price === this.shownPrice) this.makeReady(outcome.value, problem);
    else {
      this.setStep({ name: 'moved', quote: outcome.value, before: this.shownPrice });
      void this.scheduleRenewal(outcome.value);
    }
  }

  private makeReady(quote: Quote, problem: PurchaseError | null): void {
    this.shownPrice = quote.price;
    this.setStep({ name: 'ready', quote, problem });
    void this.scheduleRenewal(quote);
  }

  private async scheduleRenewal({ expires_at }: Quote, { request } = this): Promise<void> {
    this.abort();
    const { signal } = this.abortController;
    const leftMs = Date.parse(expires_at) - platform().now() - RENEWAL_MARGIN_MS;
    await platform().wait(Math.min(Math.max(leftMs || 0, MIN_RENEWAL_MS), MAX_RENEWAL_MS));
    if (!signal.aborted && request) await this.quote(request, true);
  }

  /** @param mayRequote an expired quote may be renewed once without asking, at the same price */
  private async submit(request: PurchaseRequest, quote: Quote, mayRequote: boolean): Promise<void> {
    const { intent, pin } = this;
    if (!intent) return;
    this.setStep({ name: 'paying', quote });
    const { signal } = this.abortController;
    const outcome = await request.purchase.placeOrder(intent, pin);
    if (signal.aborted) return;
    if (outcome.ok) {
      this.finish(outcome.value);
      return;
    }
    const { code } = outcome;
    if (!this.isHostConnected && !isUnclear(outcome)) this.reset();
    else if (QUOTE_EXPIRED.includes(code)) await this.requote(request, mayRequote);
    else if (isUnclear(outcome)) this.setStep({ name: 'unclear', quote });
    else this.reject(quote, code);
  }

  private finish(order: Order): void {
    this.step = { name: 'quoting' };
    this.reset();
    this.events.onOrder(order);
  }

  private reject(quote: Quote, code: PurchaseError): void {
    this.intent = this.pin = null;
    this.isOpen = true;
    if (code === 'invalid_pin') this.makeReady(quote, code);
    else this.setStep({ name: 'failed', code });
  }

  private async requote(request: PurchaseRequest, mayRequote: boolean): Promise<void> {
    const { signal } = this.abortController;
    const { pin } = this;
    const outcome = await requestQuote(request, signal);
    if (signal.aborted) return;
    if (mayRequote && outcome.ok && outcome.value.price === this.shownPrice) {
      this.pin = pin;
      this.intent = createIntent(outcome.value.quote, request.fields);
      await this.submit(request, outcome.value, false);
      return;
    }
    this.intent = this.pin = null;
    this.isOpen = true;
    this.applyQuote(outcome, null);
  }
}

const requestQuote = ({ purchase, product, item, fields }: PurchaseRequest, signal: AbortSignal) =>
  purchase.quote(product.provider, product.product, item.code, fields, signal);
