/** The discount in whole percent, as a chip. */
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import type { Say } from '../../texts/texts.js';
import { discountOf } from './price.js';

export function renderDiscountChip(product: Product, say: Say): unknown {
  const discount = discountOf(product);
  return discount > 0
    ? html`<span class="chip" part="discount">
        <span aria-hidden="true">-${discount}%</span>
        <span class="visually-hidden">${say('discount', { n: discount })}</span>
      </span>`
    : nothing;
}
