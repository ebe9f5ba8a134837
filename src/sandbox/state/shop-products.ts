/** What was changed of a product since the shop opened: the parameters of `PATCH /produk/id`. */
export interface ProductChange {
  readonly nama_barang?: string | undefined;
  readonly deskripsi_panjang?: string | undefined;
  readonly deskripsi_singkat?: string | undefined;
  /** Grams. */
  readonly berat?: number | undefined;
  readonly jumlah_stok?: number | undefined;
  readonly kondisi?: string | undefined;
  readonly merek?: string | undefined;
  readonly dalam_kotak?: string | undefined;
  readonly garansi?: string | undefined;
  /** Whole rupiah. */
  readonly harga_barang?: number | undefined;
  readonly harga_barang_asli?: number | undefined;
  readonly sku?: string | undefined;
}

/** The changes by product id; null: the product was deleted. */
export type ProductChanges = ReadonlyMap<string, ProductChange | null>;

/** A `PATCH /produk/id` that took effect, as `/books` reports it. */
export interface ProductEdit {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly id_barang: string;
  readonly fields: ProductChange;
}

export interface ShopProductsState {
  readonly changes: Map<string, ProductChange | null>;
  /** Oldest first. */
  readonly edits: ProductEdit[];
  /** The ids, oldest first. */
  readonly deletions: string[];
}

/** Adds to the changes of a product. */
export const changeProduct = (
  { changes }: ShopProductsState,
  id: string,
  change: ProductChange,
): void => {
  changes.set(id, { ...changes.get(id), ...change });
};
