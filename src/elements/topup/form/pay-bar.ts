/** The bar at the bottom: the total, and a button for each way to pay. */
import { html, nothing } from 'lit';
import type { ShelfItem } from '../../../proxy/contract.js';
import type { Say } from '../../../texts/texts.js';
import { renderLogInLink } from '../../ui/account-links.js';
import { renderStep } from '../../ui/step-number.js';
import { priceOf } from './item-list.js';
import type { Way } from './ways-to-pay.js';

interface PayBar {
  /** the number of this step of the form */
  readonly step: number;
  readonly item: ShelfItem | null;
  /** what the item cost before its price changed */
  readonly formerPrice: number | null;
  readonly ways: readonly Way[];
  /** the way that the shopper has chosen, and waits for */
  readonly waitingWay: Way | null;
  readonly isGuest: boolean;
  readonly onWay: (way: Way) => void;
}

export function renderPayBar(bar: PayBar, say: Say) {
  const { step, item, formerPrice, ways } = bar;
  return html`<div class=${ways.length > 1 ? 'bar two-ways' : 'bar'} part="bar">
    <span class="total-line">
      <span class="muted">${renderStep(step)}${say('topupPay')}</span>
      <span class="total" part="total">${item ? priceOf(item.price, say) : '–'}</span>
      <span class="moved" part="moved" role="status"
        >${formerPrice === null ? nothing : say('topupMoved', { before: priceOf(formerPrice, say) })}</span
      >
    </span>
    ${ways.map((way) => (way === 'saldo' ? renderSaldo(bar, say) : renderCheckout(bar, say)))}
  </div>`;
}

function renderSaldo({ ways, isGuest, ...bar }: PayBar, say: Say) {
  const isOnly = ways.length === 1;
  if (isGuest) {
    return renderLogInLink(say('topupLogIn'), isOnly ? 'button primary next' : 'button');
  }
  return renderButton('saldo', true, say(isOnly ? 'topupNext' : 'topupBySaldo'), bar, say);
}

/** What a guest can do comes first to the eye. */
function renderCheckout({ ways, isGuest, ...bar }: PayBar, say: Say) {
  const isMain = ways.length === 1 || isGuest;
  const text = say('topupByCheckout');
  return renderButton('checkout', isMain, text, bar, say);
}

function renderButton(
  way: Way,
  isMain: boolean,
  text: string,
  { waitingWay, onWay }: Pick<PayBar, 'waitingWay' | 'onWay'>,
  say: Say,
) {
  return html`<button
    class=${isMain ? 'button primary next' : 'button'}
    part="button ${way === 'saldo' ? 'next' : 'checkout'}"
    type=${isMain ? 'submit' : 'button'}
    aria-disabled=${waitingWay === null ? nothing : 'true'}
    @click=${(event: Event) => {
      event.preventDefault();
      onWay(way);
    }}
  >
    ${waitingWay === way ? say('loading') : text}
  </button>`;
}
