/** Sorts loaded products. The Open API has no sort parameter; it returns the newest first. */
import type { Product } from '../open-api/products.js';

export const SORTS = ['', 'price-asc', 'price-desc', 'name', 'discount'] as const;
export type Sort = (typeof SORTS)[number];

export const readSort = (value: string | null): Sort =>
  SORTS.find((sort) => sort === value?.trim()) ?? '';

/** Products without a price come last in both directions. */
const priceOr = (product: Product, none: number) => product.harga_produk ?? none;

export const discountShareOf = ({ harga_produk, harga_produk_asli }: Product) =>
  harga_produk && harga_produk_asli ? Math.max(0, 1 - harga_produk / harga_produk_asli) : 0;

const compare: Record<Exclude<Sort, ''>, (a: Product, b: Product) => number> = {
  'price-asc': (a, b) => priceOr(a, Infinity) - priceOr(b, Infinity) || 0,
  'price-desc': (a, b) => priceOr(b, -1) - priceOr(a, -1),
  name: (a, b) => a.nama_produk.localeCompare(b.nama_produk, 'id'),
  discount: (a, b) => discountShareOf(b) - discountShareOf(a),
};

export const sortProducts = (rows: readonly Product[], sort: Sort): readonly Product[] =>
  sort === '' ? rows : [...rows].sort(compare[sort]);
