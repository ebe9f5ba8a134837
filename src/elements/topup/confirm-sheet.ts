/** The confirmation sheet: what, for whom, at what price, what is left, and one button. */
import { html, nothing } from 'lit';
import type { LitElement } from 'lit';
import type { Field } from '../../proxy/contract.js';
import type { PurchaseError } from '../../purchase/purchase-client.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say } from '../../texts/texts.js';
import { closeIcon } from '../ui/action-icons.js';
import type { Checkout, CheckoutStep, PurchaseRequest } from './checkout.js';
import { priceOf } from './item-list.js';
import { renderAvatar } from './product-tiles.js';

export interface ConfirmDetails {
  readonly nickname: string | null;
  /** whole rupiah; `null` where it is not known */
  readonly balance: number | null;
  readonly needsPin: boolean;
  /** the last order failed for its PIN */
  readonly wasPinWrong: boolean;
  readonly explain: (code: PurchaseError) => string;
}

/** Six digits of the bukaOlshop account (bukaOlshop Closed API, "pin_user"). */
const PIN_PATTERN = /^[0-9]{6}$/;

export class ConfirmSheet {
  private isPinInvalid = false;
  /** The shop did not say so, but its proxy wants a PIN. */
  private isPinDemanded = false;
  /** The balance known here is older than the shopper's top-up. */
  private hasToppedUp = false;

  constructor(
    private readonly host: LitElement,
    private readonly checkout: Checkout,
  ) {}

  /** For another purchase. */
  reset(): void {
    this.isPinInvalid = this.isPinDemanded = false;
    this.hasToppedUp = false;
  }

  render(request: PurchaseRequest, details: ConfirmDetails, say: Say, close: () => void) {
    const { step } = this.checkout;
    return html`<dialog part="layer" aria-label=${say('confirm')}>
      <form class="panel" part="dialog" novalidate @submit=${this.onSubmit}>
        <div class="panel-head">
          <h2 class="heading" part="dialog-heading">${say('confirm')}</h2>
          <button
            class="round"
            type="button"
            part="close"
            aria-label=${say('close')}
            @click=${close}
          >
            ${closeIcon}
          </button>
        </div>
        <div class="scroller" tabindex="-1">
          ${renderItemSummary(request)} ${this.renderFacts(request, details, say)}
          <div class="notice" part="notice" role="alert">${this.renderNotice(details, say)}</div>
          ${this.needsPin(details) ? this.renderPin(say) : nothing}
        </div>
        <div class="bar" part="confirm-bar">${this.renderActions(step, details, say)}</div>
      </form>
    </dialog>`;
  }

  private needsPin({ needsPin, balance }: ConfirmDetails): boolean {
    const { step } = this.checkout;
    if (step.name === 'ready' && step.problem === 'invalid_pin') this.isPinDemanded = true;
    const hasPayableStep = step.name === 'ready' || step.name === 'moved' || step.name === 'paying';
    return (
      (needsPin || this.isPinDemanded) &&
      hasPayableStep &&
      step.quote.price !== null &&
      !this.hasShortfall(balance)
    );
  }

  /** Whole rupiah that are missing. */
  private shortfall(balance: number | null): number {
    const price = priceOfStep(this.checkout.step);
    return balance === null || price === null ? 0 : Math.max(0, price - balance);
  }

  private hasShortfall(balance: number | null): boolean {
    return !this.hasToppedUp && this.checkout.step.name === 'ready' && this.shortfall(balance) > 0;
  }

  private renderFacts(
    { product, fields }: PurchaseRequest,
    { nickname, balance }: ConfirmDetails,
    say: Say,
  ) {
    const { step } = this.checkout;
    const price = priceOfStep(step);
    const isWaiting = step.name === 'quoting';
    const balanceAfter = balance !== null && price !== null ? balance - price : null;
    return html`<dl class="facts" part="facts">
      ${product.fields.map((field) => {
        const value = displayValue(field, fields[field.name]);
        return value ? renderFact(field.label, value, 'account') : nothing;
      })}
      ${nickname === null ? nothing : renderFact(say('orderFor'), nickname, 'nickname')}
      ${renderFact(
        say('price'),
        isWaiting
          ? html`<span class="skeleton-shape skeleton-fact"></span
              ><span class="visually-hidden">${say('loading')}</span>`
          : step.name === 'failed'
            ? '–'
            : priceOf(price, say),
        'cost',
      )}
      ${balance === null || (price === null && !isWaiting) ? nothing : renderFact(say('confirmNow'), formatRupiah(balance), 'balance')}
      ${balanceAfter === null || balanceAfter < 0 ? nothing : renderFact(say('confirmAfter'), formatRupiah(balanceAfter), 'balance-after')}
    </dl>`;
  }

  private renderNotice(details: ConfirmDetails, say: Say) {
    const { step } = this.checkout;
    if (step.name === 'failed') return details.explain(step.code);
    if (step.name === 'unclear') {
      return html`<strong>${say('unclear')}</strong> ${say('unclearHint')}`;
    }
    if (step.name === 'moved') {
      return say('confirmMoved', {
        before: priceOf(step.before, say),
        after: priceOf(step.quote.price, say),
      });
    }
    if (step.name !== 'ready') return nothing;
    if (this.hasShortfall(details.balance)) {
      return say('confirmShort', { amount: formatRupiah(this.shortfall(details.balance)) });
    }
    if (step.problem) return details.explain(step.problem);
    if (details.wasPinWrong) return say('confirmPinWrong');
    return step.quote.price === null
      ? html`<span class="calm">${say('confirmInvoice')}</span>`
      : nothing;
  }

  private renderPin(say: Say) {
    return html`<div class="field">
      <label class="field-label" for="pin">${say('confirmPin')}</label>
      <input
        id="pin"
        class="pin"
        part="input pin"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        maxlength="6"
        required
        aria-invalid=${this.isPinInvalid}
        aria-describedby="pin-hint"
        @input=${this.onPin}
      />
      <p class=${this.isPinInvalid ? 'fault' : 'muted'} id="pin-hint">
        ${say(this.isPinInvalid ? 'confirmPinFault' : 'confirmPinHint')}
      </p>
    </div>`;
  }

  private renderActions(step: CheckoutStep, details: ConfirmDetails, say: Say) {
    if (this.hasShortfall(details.balance)) {
      return html`<button class="link" type="button" part="topped-up" @click=${this.onToppedUp}>
          ${say('confirmHasToppedUp')}
        </button>
        <a class="button primary" part="button topup" href="/akun/?page=topup">${say('topUp')}</a>`;
    }
    const isBusy = step.name === 'quoting' || step.name === 'paying';
    return html`<button
      class="button primary"
      part="button pay"
      type="submit"
      aria-disabled=${isBusy ? 'true' : nothing}
      @click=${this.onPress}
    >
      ${actionText(step, say)}
    </button>`;
  }

  private readonly onToppedUp = () => {
    this.hasToppedUp = true;
    this.host.requestUpdate();
  };

  /** The second tap of a double one was meant for what stood there before. */
  private readonly onPress = (event: MouseEvent) => {
    if (event.detail > 1) event.preventDefault();
  };

  private readonly onPin = () => {
    if (!this.isPinInvalid) return;
    this.isPinInvalid = false;
    this.host.requestUpdate();
  };

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    const { checkout } = this;
    if (checkout.step.name === 'moved') checkout.agree();
    else if (checkout.step.name === 'ready') this.pay();
    else checkout.retry();
  };

  private pay(): void {
    const pinInput = this.host.renderRoot.querySelector<HTMLInputElement>('#pin');
    this.isPinInvalid = pinInput !== null && !PIN_PATTERN.test(pinInput.value);
    if (this.isPinInvalid) pinInput?.focus();
    else this.checkout.pay(pinInput?.value ?? null);
    this.host.requestUpdate();
  }
}

const priceOfStep = (step: CheckoutStep): number | null =>
  'quote' in step ? step.quote.price : null;

function actionText(step: CheckoutStep, say: Say): string {
  if (step.name === 'quoting') return say('loading');
  if (step.name === 'paying') return say('confirmPaying');
  if (step.name === 'moved') return say('confirmAgree', { price: priceOf(step.quote.price, say) });
  if (step.name !== 'ready') return say('retry');
  const { price } = step.quote;
  return price === null ? say('confirmOrder') : say('confirmPay', { price: formatRupiah(price) });
}

/** What the shopper chose by name, not the value that goes to the provider. */
const displayValue = ({ options }: Field, value: string | undefined) =>
  options?.find((option) => option.value === value)?.label ?? value;

const renderItemSummary = ({ product, item }: PurchaseRequest) =>
  html`<div class="what" part="what">
    ${renderAvatar(product.title)}
    <span class="what-words">
      <strong dir="auto">${item.name}</strong><span class="muted" dir="auto">${product.title}</span>
    </span>
  </div>`;

const renderFact = (name: string, value: unknown, part: string) =>
  html`<div>
    <dt dir="auto">${name}</dt>
    <dd part=${part} dir="auto">${value}</dd>
  </div>`;
