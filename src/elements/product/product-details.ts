/** The parts of a product's details that have no state of their own. */
import { html, nothing } from 'lit';
import type { ProductDetail } from '../../open-api/product-detail.js';
import type { Product } from '../../open-api/products.js';
import { formatNumber, formatRupiah } from '../../texts/format.js';
import type { Say } from '../../texts/texts.js';
import { renderDiscountChip } from '../ui/discount-chip.js';
import type { Fact } from '../ui/fact-list.js';
import { renderFactList } from '../ui/fact-list.js';
import { plainText } from '../ui/plain-text.js';
import { hindranceOf, lowStockOf, priceText, renderOldPrice } from '../ui/price.js';

/** All pictures of a product without duplicates, the main one first. */
export const imagesOf = ({ gambar_utama, list_gambar }: Product): readonly string[] =>
  Array.from(new Set(gambar_utama === null ? list_gambar : [gambar_utama, ...list_gambar]));

/** The long description, or the short one: shops fill in either, or both with the same text. */
export const descriptionOf = ({ deskripsi_panjang, deskripsi_singkat }: Product): string =>
  plainText(deskripsi_panjang) || plainText(deskripsi_singkat);

export function renderPrice(product: Product, say: Say): unknown {
  const left = lowStockOf(product);
  const hindrance = hindranceOf(product);
  return html`<div class="cost">
    <span class="price" part="price">${priceText(product, say)}</span>
    ${renderOldPrice(product)} ${renderDiscountChip(product, say)}
    ${hindrance ? renderBadge(say(hindrance)) : nothing}
    ${left === null ? nothing : renderBadge(say('lowStock', { n: left }))}
  </div>`;
}

const renderBadge = (text: string) => html`<span class="badge" part="stock">${text}</span>`;

/** For example `800 g`, `1,2 kg`. */
const formatWeight = (gram: number): string =>
  gram < 1000 ? `${formatNumber(gram)} g` : `${formatNumber(Math.round(gram / 10) / 100)} kg`;

type Described = Product | ProductDetail;

/** What a piece costs when many are bought. */
export function renderTiers(product: Described, say: Say): unknown {
  const tiers = 'harga_grosir' in product ? product.harga_grosir : [];
  if (tiers.length === 0) return nothing;
  const sorted = [...tiers].sort((a, b) => a.jumlah - b.jumlah);
  return html`<section class="wholesale" part="wholesale">
    <h3 class="label">${say('wholesale')}</h3>
    <ul>
      ${sorted.map(({ jumlah, harga }) => {
        const values = { n: formatNumber(jumlah), price: formatRupiah(harga) };
        return html`<li>${say('wholesaleFrom', values)}</li>`;
      })}
    </ul>
  </section>`;
}

export function renderFacts(product: Described, say: Say): unknown {
  const { kondisi_produk, berat, stok } = product;
  const { merek = '', sku = '' } = 'sku' in product ? product : {};
  const known = (facts: readonly Fact[]) => facts.filter(({ value }) => value !== '');
  const facts = known([
    { name: say('condition'), value: kondisi_produk },
    { name: say('weight'), value: berat ? formatWeight(berat) : '' },
    { name: say('stock'), value: stok !== null && stok > 0 ? formatNumber(stok) : '' },
  ]);
  const maker = known([
    { name: say('brand'), value: merek },
    { name: say('sku'), value: sku },
  ]);
  return [facts, maker].map((each) => (each.length > 0 ? renderFactList(each) : nothing));
}

export const detailsSkeleton = html`<div class="detail">
  <div class="columns">
    <div class="gallery"><div class="picture skeleton-shape"></div></div>
    <div class="words">
      <div class="title"><div class="skeleton-shape skeleton-name"></div></div>
      <div class="cost"><div class="skeleton-shape skeleton-price"></div></div>
      <div class="skeleton-shape skeleton-facts"></div>
      <div class="skeleton-shape skeleton-line"></div>
      <div class="skeleton-shape skeleton-line"></div>
      <div class="skeleton-shape skeleton-note"></div>
    </div>
  </div>
  <div class="bar">
    <div class="skeleton-shape skeleton-total"></div>
    <div class="skeleton-shape skeleton-buy"></div>
  </div>
</div>`;
