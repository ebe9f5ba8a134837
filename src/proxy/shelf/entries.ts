/** What the shelf lists: the entries of the catalogue file, then the products without one. Pure functions. */
import type { ProviderList } from '../catalog/catalog.js';
import type { CatalogEntryItem, CatalogFile } from '../config/catalog-file.js';
import { PRODUCT_KINDS, type ProductKind, type ProviderName, type Shelf } from '../contract.js';
import type { ProviderProduct } from '../providers/provider.js';

export interface ShelfSupplier {
  readonly provider: ProviderName;
  readonly product: string;
  /** the supplier's name of a field, by the shelf's; others have the same name */
  readonly fields: Readonly<Record<string, string>>;
  /** Another product of the same supplier stands before it in the file: ids of its items hold its code. */
  readonly isFurther: boolean;
}

export interface ShelfEntry {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly kind: ProductKind;
  readonly image: string | null;
  readonly note: string | null;
  readonly aliases: readonly string[];
  readonly popular: boolean;
  readonly hidden: boolean;
  /** those that list it now; the first one's fields are asked for */
  readonly suppliers: readonly ShelfSupplier[];
  readonly items: readonly CatalogEntryItem[];
  /** its place in the file; `null` for a product without an entry */
  readonly index: number | null;
}

/** The id of a product without an entry; a product with one answers to it too. */
export const supplierId = (provider: ProviderName, product: string): string =>
  `${provider}:${product}`;

interface Listed extends ShelfSupplier {
  readonly listed: ProviderProduct;
}

export function toShelfEntries(
  file: Pick<CatalogFile, 'products'>,
  lists: readonly ProviderList[],
  imageUrl: (image: string) => string | null,
): readonly ShelfEntry[] {
  const listedById = new Map<string, Listed>();
  for (const { provider, products } of lists) {
    if (products.kind === 'failed') continue;
    for (const listed of products.value)
      listedById.set(supplierId(provider, listed.code), {
        provider,
        product: listed.code,
        fields: {},
        isFurther: false,
        listed,
      });
  }
  const named = file.products.flatMap((entry, index): ShelfEntry[] => {
    const suppliers = entry.suppliers.flatMap(({ provider, product, fields = {} }, place) => {
      const found = listedById.get(supplierId(provider, product));
      listedById.delete(supplierId(provider, product));
      const isFurther = entry.suppliers.slice(0, place).some((each) => each.provider === provider);
      return found ? [{ ...found, fields, isFurther }] : [];
    });
    const [first] = suppliers;
    if (!first) return [];
    const { id, title, category, image, note, ...others } = entry;
    return [
      {
        ...others,
        id: id ?? supplierId(first.provider, first.product),
        title: title ?? first.listed.title,
        category: category ?? first.listed.kind,
        kind: first.listed.kind,
        image: image === undefined ? null : imageUrl(image),
        note: note ?? null,
        suppliers,
        index,
      },
    ];
  });
  return [...named, ...Array.from(listedById, ([id, supplier]) => toOwnEntry(id, supplier))];
}

const toOwnEntry = (id: string, supplier: Listed): ShelfEntry => ({
  id,
  title: supplier.listed.title,
  category: supplier.listed.kind,
  kind: supplier.listed.kind,
  image: null,
  note: null,
  aliases: [],
  popular: false,
  hidden: false,
  suppliers: [supplier],
  items: [],
  index: null,
});

const KIND_TITLES: Readonly<Record<ProductKind, string>> = {
  game: 'Game',
  voucher: 'Voucher',
  pulsa: 'Pulsa',
  data: 'Paket data',
  pln: 'PLN',
  ewallet: 'E-wallet',
  robux: 'Robux',
  bill: 'Tagihan',
  other: 'Lainnya',
};

/** The list for shoppers: categories that hold something, those of the file first. */
export function toPublicShelf(
  { categories }: Pick<CatalogFile, 'categories'>,
  entries: readonly ShelfEntry[],
): Shelf {
  const shown = entries.filter(({ hidden }) => !hidden);
  const used = new Set(shown.map(({ category }) => category));
  const own = new Set(categories.map(({ code }) => code));
  const kinds = PRODUCT_KINDS.filter((kind) => !own.has(kind));
  return {
    categories: [
      ...categories,
      ...kinds.map((code) => ({ code, title: KIND_TITLES[code] })),
    ].filter(({ code }) => used.has(code)),
    products: shown.map(({ aliases, popular, ...entry }) => ({
      ...toTile(entry),
      aliases: [...aliases],
      popular,
    })),
  };
}

export const toTile = ({
  id,
  title,
  category,
  kind,
  image,
  note,
}: Pick<ShelfEntry, 'id' | 'title' | 'category' | 'kind' | 'image' | 'note'>) => ({
  id,
  title,
  category,
  kind,
  image,
  note,
});
