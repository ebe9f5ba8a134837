/** Sorts loaded products. The Open API has no sort parameter; it returns the newest first. */
import type { Product } from '../open-api/products.js';
import { discountShareOf } from './discount.js';

export const SORTS = ['', 'price-asc', 'price-desc', 'name', 'discount'] as const;
export type Sort = (typeof SORTS)[number];

const readSort = (name: string): Sort => SORTS.find((sort) => sort === name.trim()) ?? '';

/** Products without a price come last in both directions. */
const priceOr = (product: Product, none: number) => product.harga_produk ?? none;

const compare: Record<Exclude<Sort, ''>, (a: Product, b: Product) => number> = {
  'price-asc': (a, b) => priceOr(a, Infinity) - priceOr(b, Infinity) || 0,
  'price-desc': (a, b) => priceOr(b, -1) - priceOr(a, -1),
  name: (a, b) => a.nama_produk.localeCompare(b.nama_produk, 'id'),
  discount: (a, b) => discountShareOf(b) - discountShareOf(a),
};

/** @param name of one of `SORTS`; any other leaves the order as it is */
export function sortProducts(rows: readonly Product[], name: string): readonly Product[] {
  const sort = readSort(name);
  return sort === '' ? rows : [...rows].sort(compare[sort]);
}
