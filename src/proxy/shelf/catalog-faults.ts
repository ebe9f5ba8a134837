/** What of the catalogue file is left out, because the suppliers' lists say otherwise. Pure functions. */
import type { ProviderList } from '../catalog/catalog.js';
import type { CatalogFile } from '../config/catalog-file.js';
import type { JsonPath } from '../config/json-places.js';
import type { OpenProduct } from './shelf.js';

export interface CatalogFault {
  /** in the file */
  readonly path: JsonPath;
  /** the file's words: a supplier and its code, or an item's name */
  readonly what: string;
  readonly reason:
    | 'unlisted'
    /** the field without a counterpart */
    | { readonly field: string }
    /** where it stands already */
    | { readonly first: JsonPath }
    | 'taken'
    | 'regions';
}

/** What the file alone shows: it says something twice. */
export const findRepeatedParts = ({
  repeats,
}: Pick<CatalogFile, 'repeats'>): readonly CatalogFault[] =>
  repeats.map(({ path, what, first }) => ({ path, what, reason: { first } }));

/** Products of the file that their suppliers, whose lists could be read, do not list. */
export function findUnlistedProducts(
  { products }: Pick<CatalogFile, 'products'>,
  lists: readonly ProviderList[],
): readonly CatalogFault[] {
  return products.flatMap(({ suppliers }, index) =>
    suppliers.flatMap(({ provider, product }, number): CatalogFault[] => {
      const list = lists.find((each) => each.provider === provider)?.products;
      const isKnown = list?.kind === 'failed' || list?.value.some(({ code }) => code === product);
      return isKnown
        ? []
        : [
            {
              path: ['products', index, 'suppliers', number, 'product'],
              what: `${provider} ${product}`,
              reason: 'unlisted',
            },
          ];
    }),
  );
}

/** What is left out of one product of the file. */
export function findProductFaults(
  { products }: Pick<CatalogFile, 'products'>,
  { entry: { index }, leftOut }: OpenProduct,
): readonly CatalogFault[] {
  const written = index === null ? undefined : products[index];
  if (index === null || !written) return [];
  const suppliers = leftOut.suppliers.flatMap(({ provider, product, field }): CatalogFault[] => {
    const number = written.suppliers.findIndex(
      (each) => each.provider === provider && each.product === product,
    );
    const path = ['products', index, 'suppliers', number];
    return field === null ? [] : [{ path, what: `${provider} ${product}`, reason: { field } }];
  });
  const items = leftOut.items.flatMap(({ index: number, provider, reason }): CatalogFault[] => {
    const item = written.items[number];
    if (!item) return [];
    const path = ['products', index, 'items', number];
    const code = provider && item.suppliers[provider];
    return provider && code
      ? [{ path: [...path, 'suppliers', provider], what: `${provider} ${code}`, reason }]
      : [{ path, what: item.name, reason }];
  });
  return [...suppliers, ...items];
}
