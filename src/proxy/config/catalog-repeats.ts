/**
 * What the catalogue file says twice. The first place counts; the later one is left out and told of, and the
 * rest is sold. Of a product of the shop that two items name, neither counts: a payment would buy one of two
 * things. Pure functions.
 */
import type { ProviderName } from '../contract.js';
import type { JsonPath } from './json-places.js';

export interface CatalogRepeat {
  readonly path: JsonPath;
  /** where it stands first */
  readonly first: JsonPath;
  /** what stands there: an id, an item's name, or a supplier and its code */
  readonly what: string;
}

const SHOP_PRODUCT = 'shop_product';

interface WrittenProduct {
  readonly id?: string | undefined;
  readonly suppliers: readonly { readonly provider: ProviderName; readonly product: string }[];
  readonly items: readonly {
    readonly name: string;
    readonly suppliers: Partial<Record<ProviderName, string>>;
    readonly shop_product?: string | undefined;
  }[];
}

interface WrittenFile<Product extends WrittenProduct> {
  readonly categories: readonly { readonly code: string; readonly title: string }[];
  readonly products: readonly Product[];
}

/** What may stand in the file, or in a product, only once; in the order of the file. */
export function findRepeats({
  categories,
  products,
}: WrittenFile<WrittenProduct>): readonly CatalogRepeat[] {
  const repeats: CatalogRepeat[] = [];
  const firstByKey = new Map<string, JsonPath>();
  const expectFirst = (kind: readonly (string | number)[], what: string, path: JsonPath): void => {
    const key = JSON.stringify([...kind, what]);
    const first = firstByKey.get(key);
    if (first) repeats.push({ path, first, what });
    else firstByKey.set(key, path);
  };
  categories.forEach(({ code }, index) => {
    expectFirst(['category'], code, ['categories', index, 'code']);
  });
  products.forEach((product, index) => {
    const place = ['products', index];
    if (product.id !== undefined) expectFirst(['id'], product.id, [...place, 'id']);
    product.suppliers.forEach(({ provider, product: code }, number) => {
      const path = [...place, 'suppliers', number, 'product'];
      expectFirst(['product'], `${provider} ${code}`, path);
    });
    product.items.forEach(({ name, suppliers, shop_product: shopProduct }, number) => {
      const itemPlace = [...place, 'items', number];
      expectFirst(['name', index], name, [...itemPlace, 'name']);
      for (const [provider, code] of Object.entries(suppliers)) {
        const path = [...itemPlace, 'suppliers', provider];
        expectFirst(['item', index], `${provider} ${code}`, path);
      }
      if (shopProduct !== undefined)
        expectFirst([SHOP_PRODUCT], shopProduct, [...itemPlace, SHOP_PRODUCT]);
    });
  });
  return repeats;
}

/**
 * The file without its repeats. Products, suppliers and items keep their places; a supplier's product that
 * stands in two products is given to the first one by the shelf itself.
 */
export function leaveOutRepeats<Product extends WrittenProduct>(
  { categories, products }: WrittenFile<Product>,
  repeats: readonly CatalogRepeat[],
): WrittenFile<Product> {
  const repeated = new Set(repeats.map(({ path }) => JSON.stringify(path)));
  const isRepeat = (...path: JsonPath): boolean => repeated.has(JSON.stringify(path));
  const ambiguous = new Set(
    repeats.flatMap(({ path, what }) => (path.at(-1) === SHOP_PRODUCT ? [what] : [])),
  );
  return {
    categories: categories.filter((_, index) => !isRepeat('categories', index, 'code')),
    products: products.map((product, index): Product => ({
      ...product,
      id: isRepeat('products', index, 'id') ? undefined : product.id,
      items: product.items.map((item, number) => {
        const place = ['products', index, 'items', number];
        const kept = Object.entries(item.suppliers).filter(
          ([provider]) => !isRepeat(...place, 'name') && !isRepeat(...place, 'suppliers', provider),
        );
        const { shop_product: shopProduct } = item;
        const isAmbiguous = shopProduct !== undefined && ambiguous.has(shopProduct);
        return {
          ...item,
          suppliers: Object.fromEntries(kept),
          ...(isAmbiguous && { shop_product: undefined }),
        };
      }),
    })),
  };
}
