/** Price, discount and stock of a product, for its card and its details. */
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import { discountShareOf } from '../../stores/discount.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say, TextKey } from '../../texts/texts.js';

/** Whole percent; 0 without a discount. */
export const discountOf = (product: Product): number => Math.floor(discountShareOf(product) * 100);

export const isSoldOut = ({ stok }: Product): boolean => stok !== null && stok <= 0;

/** Why the product cannot be had now, by the name of its text; `null` where it can. */
export function hindranceOf(product: Product): TextKey | null {
  const { status_produk } = product;
  if (isSoldOut(product)) return 'soldOut';
  return status_produk === 'gangguan' || status_produk === 'closed' ? status_produk : null;
}

/** Pieces left if they are at most five, else `null`. */
export const lowStockOf = ({ stok }: Product): number | null =>
  stok !== null && stok > 0 && stok <= 5 ? stok : null;

export const priceText = ({ harga_produk }: Product, say: Say): string =>
  harga_produk === null ? say('noPrice') : formatRupiah(harga_produk);

export function renderOldPrice(product: Product): unknown {
  const { harga_produk_asli } = product;
  return harga_produk_asli && discountOf(product) > 0
    ? html`<s class="old-price" part="old-price">${formatRupiah(harga_produk_asli)}</s>`
    : nothing;
}
