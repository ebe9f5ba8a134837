/** Templates for a tracked order, and for an order whose outcome is not known yet. */
import { html } from 'lit';
import type { Order } from '../../proxy/contract.js';
import { boxIcon } from '../ui/icons/icons.js';
import { renderItemSummary } from './item-summary.js';
import { tileOf } from './tiles/product-tiles.js';

export interface OrderAction {
  readonly text: string;
  /** The one thing to do now. */
  readonly isPrimary?: boolean;
  /** Shown as a link, because something more important stands beside it. */
  readonly isSecondary?: boolean;
  readonly onClick: () => void;
}

export const renderAction = ({ text, isPrimary, isSecondary, onClick }: OrderAction) =>
  html`<button
    class=${isSecondary ? 'link' : isPrimary ? 'button primary' : 'button'}
    type="button"
    part="button again"
    @click=${onClick}
  >
    ${text}
  </button>`;

/** @param open opens the order's receipt */
export const renderOrderSummary = (
  order: Order,
  progress: unknown,
  open: Pick<OrderAction, 'text' | 'onClick'>,
  action: OrderAction,
) =>
  html`<section class="order" part="order" tabindex="-1" aria-label=${order.name}>
    ${renderItemSummary(order.name, tileOf(order))} ${progress}
    <div class="actions">
      <button class="button" type="button" part="button open" @click=${open.onClick}>
        ${open.text}
      </button>
      ${renderAction({ ...action, isSecondary: true })}
    </div>
  </section>`;

export const renderOrderState = (text: string, hint: string, actions: readonly OrderAction[]) =>
  html`<div class="state" part="state" tabindex="-1">
    ${boxIcon}
    <div class="message" role="status">
      <strong>${text}</strong>${hint && html`<span>${hint}</span>`}
    </div>
    ${actions.map(renderAction)}
  </div>`;
