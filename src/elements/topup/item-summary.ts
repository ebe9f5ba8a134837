/** The bought item above a confirmation or an order. */
import { html } from 'lit';
import type { ProductTile } from './tiles/product-tiles.js';
import { renderArt } from './tiles/product-tiles.js';

export const renderItemSummary = (
  item: string,
  product: Pick<ProductTile, 'title' | 'kind' | 'image'>,
) =>
  html`<div class="summary" part="what">
    ${renderArt(product)}
    <span class="item-words">
      <strong dir="auto">${item}</strong><span class="muted" dir="auto">${product.title}</span>
    </span>
  </div>`;
