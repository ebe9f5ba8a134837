/** The bought item above a confirmation or an order. */
import { html } from 'lit';
import { renderAvatar } from './tiles/product-tiles.js';

export const renderItemSummary = (item: string, product: string) =>
  html`<div class="summary" part="what">
    ${renderAvatar(product)}
    <span class="item-words">
      <strong dir="auto">${item}</strong><span class="muted" dir="auto">${product}</span>
    </span>
  </div>`;
