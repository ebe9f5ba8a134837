/** The parts of the top-up that only show: the head, a followed order, and what is waited for. */
import { html, nothing } from 'lit';
import type { Order } from '../proxy/contract.js';
import type { Say } from '../texts/texts.js';
import { boxIcon } from './icons.js';
import { previousIcon } from './product-icons.js';
import { renderFaceOf } from './topup-products.js';

/** The one button under what is told. */
export interface WayOn {
  readonly text: string;
  /** beside something more important */
  readonly isQuiet: boolean;
  readonly act: () => void;
}

/** @param onBack `null` where the page chose the product */
export function renderHead(title: string, say: Say, onBack: (() => void) | null) {
  return html`<header class="head">
    ${
      onBack &&
      html`<button class="round" part="back" aria-label=${say('topupOther')} @click=${onBack}>
        ${previousIcon}
      </button>`
    }
    ${title ? renderFaceOf(title) : html`<span class="face bone"></span>`}
    <h2 class="heading title" part="heading" tabindex="-1" dir="auto">
      ${title || html`<span class="bone bone-title"></span><span class="hush">${say('loading')}</span>`}
    </h2>
  </header>`;
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

/** As any element's failure, in the purchase's own words. */
export const renderFault = (text: string, retryText: string, retry: () => void) =>
  html`<slot name="error">
    <div class="state" part="state error" role="alert">
      ${boxIcon}<strong>${text}</strong>
      <button class="button" part="button retry" @click=${retry}>${retryText}</button>
    </div>
  </slot>`;
