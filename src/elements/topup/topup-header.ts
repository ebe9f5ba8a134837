/** The header above a product: its name, and the way back to the others. */
import { html } from 'lit';
import type { Say } from '../../texts/texts.js';
import { previousIcon } from '../ui/icons/action-icons.js';
import type { ProductTile } from './tiles/product-tiles.js';
import { renderArt } from './tiles/product-tiles.js';

/** @param onBack `null` where the page named the product */
export function renderHeader(
  tile: Pick<ProductTile, 'title' | 'kind' | 'image'> | null,
  say: Say,
  onBack: (() => void) | null,
) {
  return html`<header class="head">
    ${
      onBack &&
      html`<button class="round" part="back" aria-label=${say('topupOther')} @click=${onBack}>
        ${previousIcon}
      </button>`
    }
    ${tile ? renderArt(tile) : html`<span class="avatar skeleton-shape"></span>`}
    <h2 class="heading title" part="heading" tabindex="-1" dir="auto">
      ${tile?.title ?? html`<span class="skeleton-shape skeleton-title"></span><span class="visually-hidden">${say('loading')}</span>`}
    </h2>
  </header>`;
}
