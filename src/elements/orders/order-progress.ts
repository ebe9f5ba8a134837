/** Shows how far an order is: three steps, a sentence, its voucher or invoice, and what to do next. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import { httpUrl } from '../../open-api/lenient-fields.js';
import { parseIsoDate } from '../../texts/dates.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say, TextKey } from '../../texts/texts.js';
import { renderTopUpLink } from '../ui/account-links.js';
import { CopyButtons } from './copy-button.js';
import { isInApp, leaveApp } from './in-app.js';
import { badIcon, doneIcon } from './order-icons.js';
import type { ProgressStep } from './order-texts.js';
import type { ShownOrder } from './order-texts.js';
import {
  hintOf,
  messageOf,
  reasonOf,
  sentenceOf,
  STEP_TEXTS,
  stepsOf,
  toneOf,
} from './order-texts.js';
import { voucherParts } from './voucher-parts.js';

/** The proxy gives an invoice up that is not paid after this time. */
const INVOICE_LIFE_MS = 24 * 60 * 60_000;

/** In place of what the order's status says: it is not known yet whether the order exists. */
export interface ProgressWords {
  readonly sentence: TextKey;
  readonly hint: TextKey | null;
}

export interface ProgressContext {
  readonly say: Say;
  readonly language: string;
  readonly words?: ProgressWords | null;
}

/**
 * For any element that shows an order, with `orderProgressStyles`. The host documents the parts:
 * progress, steps, step, sentence, reason, hint, voucher, code, copy, invoice.
 */
export class OrderProgress {
  private readonly copyButtons: CopyButtons;

  constructor(host: LitElement) {
    this.copyButtons = new CopyButtons(host);
  }

  private renderVoucher(voucher: string, say: Say) {
    return html`<div class="voucher" part="voucher">
      <span class="hint">${say('voucher')}</span>
      ${voucherParts(voucher).map(
        ({ label, value }) =>
          html`<div class="voucher-part">
            <span class="voucher-words">
              ${label && html`<span class="hint" dir="auto">${label}</span>`}
              <code part="code">${value}</code>
            </span>
            ${this.copyButtons.render(value, label || say('voucher'), say)}
          </div>`,
      )}
    </div>`;
  }

  render(order: ShownOrder, { say, language, words = null }: ProgressContext) {
    const reason = reasonOf(order);
    const message = words ? null : messageOf(order);
    const hint = words ? words.hint : hintOf(order);
    return html`<div class="progress" part="progress">
      ${renderSteps(stepsOf(order), say)}
      <div class="message" role="status">
        <strong class="sentence ${toneOf(order.status)}" part="sentence">
          ${say(words ? words.sentence : sentenceOf(order))}
        </strong>
        ${reason && html`<span part="reason">${say(reason)}</span>`}
        ${message === null ? nothing : html`<span part="reason" dir="auto">${message}</span>`}
        ${hint && html`<span class="hint" part="hint">${say(hint, { number: order.number })}</span>`}
      </div>
      ${order.voucher ? this.renderVoucher(order.voucher, say) : nothing}
      ${renderNextAction(order, say, language)}
    </div>`;
  }
}

function renderSteps(steps: readonly ProgressStep[], say: Say) {
  if (steps.length === 0) return nothing;
  return html`<ol class="steps" part="steps">
    ${steps.map(
      ([text, state]) =>
        html`<li
          class="step ${state}"
          part="step"
          aria-current=${state === 'now' ? 'step' : nothing}
        >
          <span class="dot">
            ${state === 'done' ? doneIcon : state === 'bad' ? badIcon : nothing}
          </span>
          <span>${say(text)}</span><span class="visually-hidden">, ${say(STEP_TEXTS[state])}</span>
        </li>`,
    )}
  </ol>`;
}

/** The invoice, or the link to the top-up of the saldo, if either is needed. */
function renderNextAction(order: ShownOrder, say: Say, language: string) {
  const { status, reason, invoice_url } = order;
  const invoice = status === 'awaiting_payment' ? httpUrl.parse(invoice_url) : null;
  if (invoice !== null) return renderInvoice(order, invoice, say, language);
  if (status !== 'failed' || reason !== 'insufficient_balance') return nothing;
  return renderTopUpLink(say);
}

/** The amount and the time that the invoice itself names may be unknown here. */
function renderInvoice(
  { price, created_at }: ShownOrder,
  link: string,
  say: Say,
  language: string,
) {
  const until = new Date(Date.parse(created_at) + INVOICE_LIFE_MS);
  const time = Number.isNaN(until.getTime()) ? null : parseIsoDate(until.toISOString(), language);
  return html`<div class="invoice" part="invoice-panel">
    <strong class="amount" part="amount">
      ${price === null ? say('invoiceUnknown') : formatRupiah(price)}
    </strong>
    ${time && html`<span class="hint">${say('invoiceUntil', { time: time.text })}</span>`}
    <a
      class="button primary"
      part="button invoice"
      href=${leaveApp(link)}
      target=${isInApp() ? nothing : '_blank'}
      rel="noopener noreferrer"
    >
      ${say('payInvoice')}
    </a>
  </div>`;
}
