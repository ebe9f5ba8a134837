/** Templates for a tracked order, and for an order whose outcome is not known yet. */
import { html, nothing } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { boxIcon } from '../ui/icons/icons.js';
import { renderItemSummary } from './item-summary.js';

export interface OrderAction {
  readonly text: string;
  /** Shown as a link, because something more important stands beside it. */
  readonly isSecondary?: boolean;
  readonly onClick: () => void;
}

const renderAction = ({ text, isSecondary = false, onClick }: OrderAction) =>
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
    ${renderItemSummary(order.name, order.title)} ${progress}
    <div class="foot">${renderAction(action)}</div>
  </section>`;

export const renderOrderState = (text: string, hint: string, action: OrderAction | null) =>
  html`<div class="state" part="state">
    ${boxIcon}
    <div class="message" role="status">
      <strong>${text}</strong>${hint && html`<span>${hint}</span>`}
    </div>
    ${action ? renderAction(action) : nothing}
  </div>`;
