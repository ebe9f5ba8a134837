/** What a shopper is told of an order: the one that is followed, or that it is waited for. */
import { html, nothing } from 'lit';
import type { Order } from '../proxy/contract.js';
import { boxIcon } from './icons.js';
import { renderFaceOf } from './topup-products.js';

/** The one button under what is told. */
export interface WayOn {
  readonly text: string;
  /** beside something more important */
  readonly isQuiet: boolean;
  readonly act: () => void;
}

const renderWayOn = ({ text, isQuiet, act }: WayOn) =>
  html`<button class=${isQuiet ? 'link' : 'button'} type="button" part="button again" @click=${act}>
    ${text}
  </button>`;

export const renderOrder = (order: Order, progress: unknown, wayOn: WayOn) =>
  html`<section class="order" part="order" tabindex="-1" aria-label=${order.name}>
    <div class="what" part="what">
      ${renderFaceOf(order.title)}
      <span class="what-words">
        <strong dir="auto">${order.name}</strong
        ><span class="quiet" dir="auto">${order.title}</span>
      </span>
    </div>
    ${progress}
    <div class="foot">${renderWayOn(wayOn)}</div>
  </section>`;

export const renderWaiting = (text: string, hint: string, wayOn: WayOn | null) =>
  html`<div class="state" part="state">
    ${boxIcon}
    <div class="told" role="status">
      <strong>${text}</strong>${hint && html`<span>${hint}</span>`}
    </div>
    ${wayOn ? renderWayOn(wayOn) : nothing}
  </div>`;
