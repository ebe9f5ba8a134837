/**
 * The receipt of one order, from the moment of paying to its end: progress, what was bought and for
 * whom, and what the shopper can do with it. The same in the sheet that paid and in an order's detail.
 */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import { parseIsoDate } from '../../texts/dates.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say } from '../../texts/texts.js';
import type { Fact } from '../ui/fact-list.js';
import { renderFactList } from '../ui/fact-list.js';
import { shareIcon } from '../ui/icons/action-icons.js';
import { renderDate } from '../ui/paged-list.js';
import type { ShareOutcome } from '../ui/share.js';
import { share } from '../ui/share.js';
import { CopyButtons } from './copy-button.js';
import { helpLink } from './help-link.js';
import { isInApp } from './in-app.js';
import { chatIcon } from './order-icons.js';
import type { ProgressContext } from './order-progress.js';
import { OrderProgress } from './order-progress.js';
import type { ShownOrder } from './order-texts.js';
import { accountOf, statusTextOf } from './order-texts.js';

export interface ReceiptContext extends ProgressContext {
  /** the shop's https address for questions */
  readonly help: string | null;
  /** the account's name; `null` while unknown */
  readonly accountName: string | null;
  /** The status could not be read again. */
  readonly isInTrouble: boolean;
}

/** A fact that is shared too, as text. */
interface ReceiptFact extends Fact {
  readonly text: string;
}

const SHARE_WORDS = { copied: 'receiptCopied', failed: 'receiptShareFailed' } as const;

/**
 * With `receiptStyles` and those of `OrderProgress`. The host documents the parts of both: receipt,
 * trouble, bought, facts, account, nickname, cost, date, number, copy, share, help.
 */
export class Receipt {
  private readonly progress: OrderProgress;
  private readonly copyButtons: CopyButtons;
  /** Of the order that was shared last. */
  private shared: { readonly id: string; readonly outcome: ShareOutcome } | null = null;

  constructor(private readonly host: LitElement) {
    this.progress = new OrderProgress(host);
    this.copyButtons = new CopyButtons(host);
  }

  private async share(order: ShownOrder, context: ReceiptContext, event: Event): Promise<void> {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const text = this.textOf(order, context);
    const outcome = await share({ title: order.name, text }, currentTarget);
    currentTarget.focus({ preventScroll: true });
    this.shared = { id: order.id, outcome };
    this.host.requestUpdate();
  }

  private factsOf(
    order: ShownOrder,
    { say, language, accountName }: ReceiptContext,
  ): ReceiptFact[] {
    const { price, number, created_at } = order;
    const account = accountOf(order);
    const cost = price === null ? say('priceInInvoice') : formatRupiah(price);
    const time = parseIsoDate(created_at, language);
    const facts: ReceiptFact[] = [];
    const add = (name: string, text: string, value: unknown = text, part?: string) => {
      if (text !== '') facts.push({ name, text, value, ...(part && { part }) });
    };
    add(say('accountName'), accountName ?? '', accountName, 'nickname');
    add(say('orderFor'), account, account, 'account');
    add(say('price'), cost, cost, 'cost');
    add(say('orderTime'), time?.text ?? '', renderDate(created_at, time));
    add(say('orderId'), number, this.renderNumber(number, say));
    return facts;
  }

  /**
   * A voucher stays out: whoever reads its code first can use it. It has buttons of its own, which
   * the shopper presses for the code alone.
   */
  private textOf(order: ShownOrder, context: ReceiptContext): string {
    const { say } = context;
    const facts = this.factsOf(order, context).map(({ name, text }) => `${name}: ${text}`);
    const status = `${say('receiptStatus')}: ${say(statusTextOf(order))}`;
    return [order.name, order.title, ...facts, status].join('\n');
  }

  private renderNumber(number: string, say: Say) {
    return html`<span part="number">${number}</span> ${this.copyButtons.render(
        number,
        say('orderId'),
        say,
      )}`;
  }

  private renderHelp(help: string, order: ShownOrder, say: Say) {
    const { number, name, title } = order;
    const values = { number, name, title, status: say(statusTextOf(order)) };
    const link = helpLink(help, number === '' ? '' : say('helpText', values));
    return html`<a
      class="button"
      part="button help"
      href=${link}
      target=${isInApp() ? nothing : '_blank'}
      rel="noopener noreferrer"
    >
      ${chatIcon}<span>${say('help')}</span>
    </a>`;
  }

  private renderShare(order: ShownOrder, context: ReceiptContext) {
    const { say } = context;
    const outcome = this.shared?.id === order.id ? this.shared.outcome : null;
    const words =
      outcome === 'copied' || outcome === 'failed' ? say(SHARE_WORDS[outcome]) : nothing;
    return html`<button
        class="button"
        type="button"
        part="button share"
        @click=${(event: Event) => void this.share(order, context, event)}
      >
        ${shareIcon}<span>${say('share')}</span>
      </button>
      <p class="shared hint" role="status">${words}</p>`;
  }

  render(order: ShownOrder, context: ReceiptContext) {
    const { say, help } = context;
    return html`<div class="receipt" part="receipt">
      ${
        context.isInTrouble
          ? html`<p class="trouble" part="trouble" role="status">${say('followFailed')}</p>`
          : nothing
      }
      ${this.progress.render(order, context)}
      <div class="bought" part="bought what">
        <strong dir="auto">${order.name}</strong>
        <span class="muted" dir="auto">${order.title}</span>
      </div>
      ${renderFactList(this.factsOf(order, context))}
      <div class="receipt-actions">
        ${help === null ? nothing : this.renderHelp(help, order, say)}
        ${order.id === '' ? nothing : this.renderShare(order, context)}
      </div>
    </div>`;
  }
}
