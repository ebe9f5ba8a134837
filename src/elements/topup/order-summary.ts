/** What a shopper is told of an order: the one that is followed, or that it is waited for. */
import { html, nothing } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { boxIcon } from '../ui/icons.js';
import { renderAvatar } from './product-tiles.js';

/** The one button under what is told. */
export interface OrderAction {
  readonly text: string;
  /** beside something more important */
  readonly isSecondary: boolean;
  readonly onClick: () => void;
}

const renderAction = ({ text, isSecondary, onClick }: OrderAction) =>
  html`<button
    class=${isSecondary ? 'link' : 'button'}
    type="button"
    part="button again"
    @click=${onClick}
  >
    ${text}
  </button>`;

export const renderOrderSummary = (order: Order, progress: unknown, action: OrderAction) =>
  html`<section class="order" part="order" tabindex="-1" aria-label=${order.name}>
    <div class="what" part="what">
      ${renderAvatar(order.title)}
      <span class="what-words">
        <strong dir="auto">${order.name}</strong
        ><span class="muted" dir="auto">${order.title}</span>
      </span>
    </div>
    ${progress}
    <div class="foot">${renderAction(action)}</div>
  </section>`;

export const renderOrderState = (text: string, hint: string, action: OrderAction | null) =>
  html`<div class="state" part="state">
    ${boxIcon}
    <div class="told" role="status">
      <strong>${text}</strong>${hint && html`<span>${hint}</span>`}
    </div>
    ${action ? renderAction(action) : nothing}
  </div>`;
