/** What the search box and the categories say, and the products beside them listen to. */
import type { WritableAtom } from 'nanostores';
import { atom } from 'nanostores';

export interface ProductFilter {
  /** `id_kategori`; `''` for all */
  readonly category: string;
  /** the chosen category's name, for a heading */
  readonly categoryName: string;
  /** letters, digits and spaces, as `cari_nama_produk` takes them */
  readonly search: string;
}

export type FilterStore = WritableAtom<ProductFilter>;

export const createFilter = (): FilterStore => atom({ category: '', categoryName: '', search: '' });
