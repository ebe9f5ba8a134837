/** The bar at the bottom: the total, and the button to the confirmation. */
import { html, nothing } from 'lit';
import type { ShelfItem } from '../../../proxy/contract.js';
import type { Say } from '../../../texts/texts.js';
import { renderStep } from '../../ui/step-number.js';
import { priceOf } from './item-list.js';

interface PayBar {
  /** the number of this step of the form */
  readonly step: number;
  readonly item: ShelfItem | null;
  /** what the item cost before its price changed */
  readonly formerPrice: number | null;
  /** replaces the button for a guest */
  readonly logIn: unknown;
  readonly isWaiting: boolean;
}

export const renderPayBar = ({ step, item, formerPrice, logIn, isWaiting }: PayBar, say: Say) =>
  html`<div class="bar" part="bar">
    <span class="total-line">
      <span class="muted">${renderStep(step)}${say('topupPay')}</span>
      <span class="total" part="total">${item ? priceOf(item.price, say) : '–'}</span>
      <span class="moved" part="moved" role="status"
        >${formerPrice === null ? nothing : say('topupMoved', { before: priceOf(formerPrice, say) })}</span
      >
    </span>
    ${
      logIn ??
      html`<button
        class="button primary next"
        part="button next"
        aria-disabled=${isWaiting ? 'true' : nothing}
      >
        ${say(isWaiting ? 'loading' : 'topupNext')}
      </button>`
    }
  </div>`;
