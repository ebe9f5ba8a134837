/** Shows one order: three steps, a sentence, its voucher or invoice, and what to do next. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import { httpUrl } from '../../open-api/lenient-fields.js';
import type { Order } from '../../proxy/contract.js';
import type { Say } from '../../texts/texts.js';
import { badIcon, copyIcon, doneIcon } from './order-icons.js';
import type { ProgressStep } from './order-texts.js';
import { hintOf, reasonOf, sentenceOf, STEP_TEXTS, stepsOf, toneOf } from './order-texts.js';
import { isInApp } from './purchase-element.js';
import { renderTopUpLink } from '../ui/account-links.js';
import { copy } from '../ui/share.js';

/**
 * For any element that shows an order, with `orderProgressStyles`. The host documents the parts:
 * progress, steps, step, sentence, reason, hint, voucher, code, copy, invoice.
 */
export class OrderProgress {
  private copied: { readonly code: string; readonly isDone: boolean } | null = null;

  constructor(private readonly host: LitElement) {}

  private async copy(code: string, { currentTarget }: Event): Promise<void> {
    if (!(currentTarget instanceof HTMLElement)) return;
    const isDone = await copy(code, currentTarget.parentElement ?? currentTarget);
    currentTarget.focus();
    this.copied = { code, isDone };
    this.host.requestUpdate();
  }

  /** Lapakgaming's codes are one line with tabs, `PIN : x<TAB>Serial : y`; each part gets a line. */
  private renderVoucher(code: string, say: Say) {
    const copied = this.copied?.code === code ? this.copied : null;
    const status = copied && say(copied.isDone ? 'codeCopied' : 'codeCopyFailed');
    return html`<div class="voucher" part="voucher">
      <span class="hint">${say('voucher')}</span>
      <code part="code">${code.replace(/\t/g, '\n')}</code>
      <button
        class="button"
        part="button copy"
        @click=${(event: Event) => void this.copy(code, event)}
      >
        ${copied?.isDone ? doneIcon : copyIcon}<span>${status ?? say('copy')}</span>
      </button>
      <span class="visually-hidden" role="status">${status ?? nothing}</span>
    </div>`;
  }

  render(order: Order, say: Say) {
    const reason = reasonOf(order);
    const hint = hintOf(order);
    return html`<div class="progress" part="progress">
      ${renderSteps(stepsOf(order), say)}
      <div class="message" role="status">
        <strong class="sentence ${toneOf(order.status)}" part="sentence">
          ${say(sentenceOf(order))}
        </strong>
        ${reason && html`<span part="reason">${say(reason)}</span>`}
        ${hint && html`<span class="hint" part="hint">${say(hint)}</span>`}
      </div>
      ${order.voucher ? this.renderVoucher(order.voucher, say) : nothing}
      ${renderNextAction(order, say)}
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

/** The link to the invoice or to the top-up of the saldo, if either is needed. */
function renderNextAction({ status, reason, invoice_url }: Order, say: Say) {
  const invoice = status === 'awaiting_payment' ? httpUrl.parse(invoice_url) : null;
  if (invoice !== null) {
    return html`<a
      class="button primary"
      part="button invoice"
      href=${outOfApp(invoice)}
      target=${isInApp() ? nothing : '_blank'}
      rel="noopener noreferrer"
    >
      ${say('payInvoice')}
    </a>`;
  }
  if (status !== 'failed' || reason !== 'insufficient_balance') return nothing;
  return renderTopUpLink(say);
}

/**
 * Payment pages open other apps, which the WebView of bukaOlshop's app cannot do. This parameter makes
 * the app open the page in the phone's browser.
 */
function outOfApp(link: string): string {
  if (!isInApp()) return link;
  const url = new URL(link);
  url.searchParams.set('bukaolshop_open_browser', 'true');
  return url.href;
}
