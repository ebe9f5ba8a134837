/** The filter that search box and categories set, and products beside them apply. */
import type { WritableAtom } from 'nanostores';
import { atom } from 'nanostores';

export interface ProductFilter {
  /** `id_kategori`; `''` for all */
  readonly category: string;
  /** for the heading */
  readonly categoryName: string;
  /** letters, digits and spaces, as `cari_nama_produk` takes them */
  readonly search: string;
}

export type FilterStore = WritableAtom<ProductFilter>;

export const createFilter = (): FilterStore => atom({ category: '', categoryName: '', search: '' });
