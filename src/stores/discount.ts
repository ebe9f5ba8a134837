import type { Product } from '../open-api/products.js';

/** From 0 to 1; 0 where there is no discount, or a price is unknown. */
export const discountShareOf = ({ harga_produk, harga_produk_asli }: Product) =>
  harga_produk && harga_produk_asli ? Math.max(0, 1 - harga_produk / harga_produk_asli) : 0;
