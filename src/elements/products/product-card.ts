/** A product's card, which is one link. */
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import type { Say } from '../../texts/texts.js';
import { renderDiscountChip } from '../ui/discount-chip.js';
import { hindranceOf, lowStockOf, priceText, renderOldPrice } from '../ui/price.js';

export interface CardContext {
  readonly say: Say;
  readonly isEager: boolean;
  readonly isOpening: boolean;
  /** over the picture, beside its discount */
  readonly badge: unknown;
  select(event: Event): void;
}

/** Uses as few nested templates as possible: it renders many cards before the first paint. */
export function renderCard(product: Product, options: CardContext): unknown {
  const { say, isEager, isOpening, badge, select } = options;
  const hindrance = hindranceOf(product);
  const stockLeft = lowStockOf(product);
  const metaText = stockLeft === null ? product.kondisi_produk : say('lowStock', { n: stockLeft });
  return html`<a
    class="card"
    part="card"
    href=${product.url_produk ?? '#'}
    aria-busy=${isOpening ? 'true' : nothing}
    @click=${select}
  >
    <span class="picture" part="image">
      <img
        alt=""
        decoding="async"
        loading=${isEager ? nothing : 'lazy'}
        src=${product.gambar_utama ?? nothing}
      />
      ${renderDiscountChip(product, say)}${badge}
      ${hindrance ? html`<span class="overlay" part="sold-out"><b>${say(hindrance)}</b></span>` : nothing}
    </span>
    <span class="words">
      <span class="name" part="name" dir="auto">${product.nama_produk}</span>
      <span class="price" part="price">${priceText(product, say)}</span>
      ${renderOldPrice(product)}
      <span class=${stockLeft === null ? 'meta' : 'meta low'} part="meta" dir="auto"
        >${metaText}</span
      >
    </span>
  </a>`;
}
