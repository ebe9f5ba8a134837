/** The confirmation sheet: item, account, price, balance, PIN, and one button. */
import { html, nothing } from 'lit';
import type { LitElement } from 'lit';
import type { Field } from '../../proxy/contract.js';
import type { Checkout } from '../../purchase/checkout/checkout.js';
import type { AccountCheck, ConfirmState, PurchaseRequest } from '../../purchase/checkout/state.js';
import { quotedPrice } from '../../purchase/checkout/state.js';
import type { PurchaseError } from '../../purchase/purchase-client.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say, TextKey } from '../../texts/texts.js';
import { renderTopUpLink } from '../ui/account-links.js';
import { renderDialogFrame } from '../ui/dialog-frame.js';
import type { Fact } from '../ui/fact-list.js';
import { renderFactList } from '../ui/fact-list.js';
import { priceOf } from './form/item-list.js';
import { renderItemSummary } from './item-summary.js';
import { PinEntry } from './pin-entry.js';

/** What the element knows besides the checkout. */
export interface ConfirmContext {
  readonly say: Say;
  /** whole rupiah; `null` while unknown */
  readonly balance: number | null;
  /** The page asks for a PIN with every order. */
  readonly isPinRequired: boolean;
  readonly explain: (code: PurchaseError) => string;
}

type ConfirmDetails = ConfirmContext & { readonly account: AccountCheck };

const PROBLEM_TEXTS: Partial<Record<PurchaseError, TextKey>> = {
  pin_locked: 'problemPinLocked',
  session_locked: 'problemLocked',
  proof_time: 'problemClock',
  unknown_item: 'problemItem',
  item_unavailable: 'problemItem',
  invalid_pin: 'confirmPinFault',
  invalid_fields: 'faultOther',
  quote_used: 'problemQuote',
  quote_expired: 'problemQuote',
  invalid_quote: 'problemQuote',
};

export class ConfirmSheet {
  private readonly pin: PinEntry;
  /** The request that the flag below belongs to. */
  private request: PurchaseRequest | null = null;
  /** The balance known here is older than the shopper's top-up. */
  private hasToppedUp = false;

  constructor(private readonly host: LitElement) {
    this.pin = new PinEntry(host);
  }

  private readonly onToppedUp = () => {
    this.hasToppedUp = true;
    this.host.requestUpdate();
  };

  /** Agrees, pays or retries, by the current state and not the one that was rendered last. */
  private onSubmit(event: Event, checkout: Checkout): void {
    event.preventDefault();
    const { status } = checkout.$state.get();
    if (status === 'price_changed') checkout.agree();
    else if (status === 'ready') this.pay(checkout);
    else checkout.retry();
  }

  private pay(checkout: Checkout): void {
    const pin = this.pin.read();
    if (pin !== undefined) checkout.pay(pin);
  }

  /** Whole rupiah by which the balance is too low for the quote that is ready. */
  private shortfall(state: ConfirmState, { balance }: ConfirmDetails): number {
    const price = quotedPrice(state);
    if (this.hasToppedUp || state.status !== 'ready') return 0;
    return balance === null || price === null ? 0 : Math.max(0, price - balance);
  }

  private needsPin(state: ConfirmState, details: ConfirmDetails): boolean {
    return (
      (details.isPinRequired || state.isPinDemanded || state.pinFailure !== null) &&
      quotedPrice(state) !== null &&
      this.shortfall(state, details) === 0
    );
  }

  private renderTopupActions(say: Say) {
    return html`<button class="link" type="button" part="topped-up" @click=${this.onToppedUp}>
        ${say('confirmHasToppedUp')}
      </button>
      ${renderTopUpLink(say)}`;
  }

  render(state: ConfirmState, checkout: Checkout, details: ConfirmDetails, onClose: () => void) {
    const { request } = state;
    if (request !== this.request) {
      this.hasToppedUp = false;
      this.pin.reset();
    }
    this.request = request;
    const { say } = details;
    const shortfall = this.shortfall(state, details);
    const notice = renderNotice(state, details, shortfall);
    const content = html`${renderItemSummary(request.item.name, request.product)}
      ${renderFactList(factsOf(state, details))}
      ${
        details.account.status === 'unavailable'
          ? html`<p class="unchecked muted" part="unchecked">${say('topupUnchecked')}</p>`
          : nothing
      }
      <div class="notice" part="notice" role="alert">${notice}</div>
      ${this.needsPin(state, details) ? this.pin.render(say) : nothing}`;
    const actions = shortfall > 0 ? this.renderTopupActions(say) : renderSubmit(state, say);
    return renderDialogFrame(
      {
        label: say('confirm'),
        heading: html`<h2 class="heading" part="dialog-heading">${say('confirm')}</h2>`,
        content,
        footer: html`<div class="bar" part="confirm-bar">${actions}</div>`,
        onClose,
        onSubmit: (event) => this.onSubmit(event, checkout),
      },
      say,
    );
  }
}

function factsOf(state: ConfirmState, { say, account, balance }: ConfirmDetails): Fact[] {
  const { product, fields } = state.request;
  const price = quotedPrice(state);
  const isWaiting = state.status === 'quoting' && state.request.item.price !== null;
  const facts: Fact[] = product.fields.flatMap((field) => {
    const value = displayValue(field, fields[field.name]);
    return value ? [{ name: field.label, value, part: 'account' }] : [];
  });
  const name = accountNameOf(account, say);
  if (name !== null) facts.push({ name: say('accountName'), value: name, part: 'nickname' });
  facts.push({ name: say('price'), value: renderPrice(state, say), part: 'cost' });
  if (balance !== null && (price !== null || isWaiting)) {
    facts.push({ name: say('confirmNow'), value: formatRupiah(balance), part: 'balance' });
  }
  if (balance !== null && (isWaiting || (price !== null && balance >= price))) {
    // While the price is loading, its line keeps the place: the sheet does not grow.
    const value = price === null ? skeletonFact : formatRupiah(balance - price);
    facts.push({ name: say('confirmAfter'), value, part: 'balance-after' });
  }
  return facts;
}

/** `null` where the provider says nothing about the account. */
function accountNameOf(account: AccountCheck, say: Say): unknown {
  if (account.status === 'found') return account.name;
  if (account.status !== 'not_found') return null;
  return html`<span class="not-found">${say('confirmNotFound')}</span>`;
}

const skeletonFact = html`<span class="skeleton-shape skeleton-fact"></span>`;

function renderPrice(state: ConfirmState, say: Say) {
  if (state.status === 'quoting') {
    return html`${skeletonFact}<span class="visually-hidden">${say('loading')}</span>`;
  }
  return state.status === 'failed' ? '–' : priceOf(state.quote.price, say);
}

const PIN_TEXTS = { wrong_pin: 'confirmPinWrong', pin_lost: 'confirmPinLost' } as const;

function renderNotice(
  state: ConfirmState,
  { say, explain }: ConfirmDetails,
  shortfall: number,
): unknown {
  const explainProblem = (code: PurchaseError) => {
    const text = PROBLEM_TEXTS[code];
    return text ? say(text) : explain(code);
  };
  if (state.status === 'failed') return explainProblem(state.code);
  if (state.status === 'price_changed') {
    const before = priceOf(state.previousPrice, say);
    return say('confirmMoved', { before, after: priceOf(state.quote.price, say) });
  }
  if (state.status !== 'ready') return nothing;
  if (shortfall > 0) return say('confirmShort', { amount: formatRupiah(shortfall) });
  if (state.problem) return explainProblem(state.problem);
  if (state.pinFailure) return say(PIN_TEXTS[state.pinFailure]);
  return state.quote.price === null
    ? html`<span class="calm">${say('confirmInvoice')}</span>`
    : nothing;
}

function renderSubmit(state: ConfirmState, say: Say) {
  return html`<button
    class="button primary"
    part="button pay"
    type="submit"
    aria-disabled=${state.status === 'quoting' ? 'true' : nothing}
    @click=${ignoreDoubleClick}
  >
    ${submitText(state, say)}
  </button>`;
}

/** The second click of a double click was meant for the button's previous action. */
function ignoreDoubleClick(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

function submitText(state: ConfirmState, say: Say): string {
  if (state.status === 'quoting') return say('loading');
  if (state.status === 'failed') return say('retry');
  const { price } = state.quote;
  if (state.status === 'price_changed') return say('confirmAgree', { price: priceOf(price, say) });
  return price === null ? say('confirmOrder') : say('confirmPay', { price: formatRupiah(price) });
}

/** The label of the chosen option, not the value for the provider. */
const displayValue = ({ options }: Field, value: string | undefined) =>
  options?.find((option) => option.value === value)?.label ?? value;
