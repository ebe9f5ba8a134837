/** Which items of the shelf the shop's own checkout sells, by the catalogue file alone. Pure functions. */
import type { CatalogEntry, CatalogFile } from '../config/catalog-file.js';
import { supplierId } from '../shelf/entries.js';

/** An item of the shelf that the shop's own checkout sells as one of its products. */
export interface MappedProduct {
  /** `id_barang` and `id_produk` at bukaOlshop */
  readonly id: string;
  /** the entry's id on the shelf */
  readonly product: string;
  /** the row's id on the shelf, which is the item's name in the file */
  readonly item: string;
  readonly notePattern: string | null;
}

type ProductsOfFile = Pick<CatalogFile, 'products'>;
export type ShopProductMap = ReadonlyMap<string, MappedProduct>;

/** Both the orders and the pages look things up in it, many times for one file. */
const mapsByFile = new WeakMap<ProductsOfFile, ShopProductMap>();

/**
 * The mapped products by their id. One that the file maps twice is in neither place (`catalog-repeats.ts`).
 * Hidden entries are mapped too: hiding takes them off the counter, and the shop's own product still sells.
 */
export function mapShopProducts(file: ProductsOfFile): ShopProductMap {
  const known = mapsByFile.get(file);
  if (known) return known;
  const mapped = file.products.flatMap((entry) =>
    entry.items.flatMap((item): [string, MappedProduct][] =>
      // An item without suppliers is a repeat, which is no row of its own.
      item.shop_product === undefined || Object.keys(item.suppliers).length === 0
        ? []
        : [
            [
              item.shop_product,
              {
                id: item.shop_product,
                product: shelfIdOf(entry),
                item: item.name,
                notePattern: item.note_pattern ?? null,
              },
            ],
          ],
    ),
  );
  const map = new Map(mapped);
  mapsByFile.set(file, map);
  return map;
}

/** Of a product without an id, the id by its first supplier, which the shelf answers to while it is listed. */
export function shelfIdOf({ id, suppliers: [first] }: CatalogEntry): string {
  return id ?? (first ? supplierId(first.provider, first.product) : '');
}
