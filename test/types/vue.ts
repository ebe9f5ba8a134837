/** What Vue's template checker must take, and what it must refuse: it reads these types. */
import 'etalase/vue';
import type { GlobalComponents } from 'vue';

type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];

export const shop: Props<'etalase-shop'> = {
  class: 'shop',
  token: 'demo',
  'id-user': 130173,
  tokenUser: null,
  texts: { products: 'Barang' },
  'onEtalase-buy': (event) => event.product.nama_produk.trim(),
};
export const products: Props<'etalase-products'> = { sort: 'price-asc', perPage: 20, columns: '3' };

export function emits(emit: InstanceType<GlobalComponents['etalase-topup']>['$emit']): void {
  // @ts-expect-error another event's class
  emit('etalase-order', new Event('etalase-order'));
  // @ts-expect-error no event
  emit('etalase-bought', new Event('etalase-bought'));
}

// @ts-expect-error no order of the products
export const sort: Props<'etalase-products'> = { sort: 'newest' };
// @ts-expect-error a misspelt attribute
export const columns: Props<'etalase-products'> = { column: 3 };
// @ts-expect-error another element's attribute
export const pages: Props<'etalase-balance'> = { perPage: 20 };
// @ts-expect-error no element
export type Unknown = Props<'etalase-prodcuts'>;
