/**
 * From a wish to an order: a price that the shopper has seen and agreed to, then one purchase of it.
 * What cannot be pressed twice is decided here, by the step, and not by how a button looks.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FieldFault, Item, Order, Product, Quote } from '../proxy/contract.js';
import { isUnclear } from '../purchase/certainty.js';
import { createIntent } from '../purchase/intents.js';
import type {
  Fields,
  Intent,
  Outcome,
  PurchaseClient,
  PurchaseError,
} from '../purchase/purchase.js';
import { platform } from '../stores/outside.js';

export interface PurchaseRequest {
  readonly purchase: PurchaseClient;
  readonly product: Product;
  readonly item: Item;
  readonly fields: Fields;
}

export type Step =
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
const MARGIN = 10_000;
/** ms: however wrong the phone's clock is, a quote is kept at least so long, and not longer than … */
const SHORTEST = 60_000;
/** … this: the proxy's quotes live for 5 minutes. */
const LONGEST = 5 * 60_000 - MARGIN;

/** The quote's own fault, and certainly no order: with a new one it goes on. */
const EXPIRED: readonly PurchaseError[] = ['quote_expired', 'invalid_quote'];

type FieldErrors = readonly { readonly field: string; readonly fault: FieldFault }[];

export interface CheckoutEvents {
  readonly onOrder: (order: Order) => void;
  /** The proxy finds something wrong with the fields: the sheet is closed, they are to be mended. */
  readonly onFieldErrors: (faults: FieldErrors) => void;
}

export class Checkout implements ReactiveController {
  request: PurchaseRequest | null = null;
  step: Step = { name: 'quoting' };
  /** the sheet is shown */
  isOpen = false;

  /** what the shopper was shown last, whole rupiah */
  private shown: number | null = null;
  private intent: Intent | null = null;
  /** kept while an order is unclear, and nowhere but here */
  private pin: string | null = null;
  private control = new AbortController();
  private isHere = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly events: CheckoutEvents,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.isHere = true;
  }

  /** A purchase that was sent goes on by itself; all else ends with the element. */
  hostDisconnected(): void {
    this.isHere = false;
    if (this.isSent) this.isOpen = false;
    else this.reset();
  }

  /** An order is on its way, or may be. */
  get isSent(): boolean {
    return this.step.name === 'paying' || this.step.name === 'unclear';
  }

  open(request: PurchaseRequest): void {
    if (this.isSent) return;
    this.reset();
    this.request = request;
    this.isOpen = true;
    this.shown = request.item.price;
    void this.quote(request);
  }

  /** The shopper closed the sheet: what was sent stays sent. */
  readonly close = (): void => {
    if (this.isSent) this.isOpen = false;
    else this.reset();
    this.host.requestUpdate();
  };

  reset(): void {
    this.stop();
    this.request = this.intent = this.pin = null;
    this.isOpen = false;
    this.go({ name: 'quoting' });
  }

  readonly retry = (): void => {
    const { request, step } = this;
    if (!request) return;
    if (step.name === 'unclear') void this.send(request, step.quote, false);
    if (step.name === 'failed') void this.quote(request);
  };

  /** The shopper takes the new price. */
  readonly agree = (): void => {
    if (this.step.name !== 'moved') return;
    const { quote } = this.step;
    this.offer(quote, null);
  };

  /** Only what stands ready is bought, so a second press finds nothing to buy. */
  pay(pin: string | null): void {
    const { request, step } = this;
    if (!request || step.name !== 'ready') return;
    this.stop();
    this.pin = pin;
    this.intent = createIntent(step.quote.quote, request.fields);
    void this.send(request, step.quote, true);
  }

  private go(step: Step): void {
    this.step = step;
    this.host.requestUpdate();
  }

  private stop(): void {
    this.control.abort();
    this.control = new AbortController();
  }

  /** @param quietly what stands there stays until the answer has come */
  private async quote(request: PurchaseRequest, quietly = false): Promise<void> {
    this.stop();
    if (!quietly) this.go({ name: 'quoting' });
    const { signal } = this.control;
    const outcome = await requestQuote(request, signal);
    if (!signal.aborted) this.take(outcome, null);
  }

  private take(outcome: Outcome<Quote>, problem: PurchaseError | null): void {
    if (!outcome.ok && outcome.errors?.length) {
      this.reset();
      this.events.onFieldErrors(outcome.errors);
    } else if (!outcome.ok) this.go({ name: 'failed', code: outcome.code });
    else if (outcome.value.price === this.shown) this.offer(outcome.value, problem);
    else {
      this.go({ name: 'moved', quote: outcome.value, before: this.shown });
      void this.renewLater(outcome.value);
    }
  }

  private offer(quote: Quote, problem: PurchaseError | null): void {
    this.shown = quote.price;
    this.go({ name: 'ready', quote, problem });
    void this.renewLater(quote);
  }

  private async renewLater({ expires_at }: Quote, { request } = this): Promise<void> {
    this.stop();
    const { signal } = this.control;
    const left = Date.parse(expires_at) - platform().now() - MARGIN;
    await platform().wait(Math.min(Math.max(left || 0, SHORTEST), LONGEST));
    if (!signal.aborted && request) await this.quote(request, true);
  }

  /** @param mayRenew an expired quote may be renewed once without asking, at the same price */
  private async send(request: PurchaseRequest, quote: Quote, mayRenew: boolean): Promise<void> {
    const { intent, pin } = this;
    if (!intent) return;
    this.go({ name: 'paying', quote });
    const { signal } = this.control;
    const outcome = await request.purchase.placeOrder(intent, pin);
    if (signal.aborted) return;
    if (outcome.ok) {
      this.end(outcome.value);
      return;
    }
    const { code } = outcome;
    if (!this.isHere && !isUnclear(outcome)) this.reset();
    else if (EXPIRED.includes(code)) await this.renew(request, mayRenew);
    else if (isUnclear(outcome)) this.go({ name: 'unclear', quote });
    else this.refuse(quote, code);
  }

  private end(order: Order): void {
    this.step = { name: 'quoting' };
    this.reset();
    this.events.onOrder(order);
  }

  private refuse(quote: Quote, code: PurchaseError): void {
    this.intent = this.pin = null;
    this.isOpen = true;
    if (code === 'invalid_pin') this.offer(quote, code);
    else this.go({ name: 'failed', code });
  }

  private async renew(request: PurchaseRequest, mayRenew: boolean): Promise<void> {
    const { signal } = this.control;
    const { pin } = this;
    const outcome = await requestQuote(request, signal);
    if (signal.aborted) return;
    if (mayRenew && outcome.ok && outcome.value.price === this.shown) {
      this.pin = pin;
      this.intent = createIntent(outcome.value.quote, request.fields);
      await this.send(request, outcome.value, false);
      return;
    }
    this.intent = this.pin = null;
    this.isOpen = true;
    this.take(outcome, null);
  }
}

const requestQuote = ({ purchase, product, item, fields }: PurchaseRequest, signal: AbortSignal) =>
  purchase.quote(product.provider, product.product, item.code, fields, signal);
