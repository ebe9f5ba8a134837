/** Holds the catalogue file, which may be replaced while the proxy runs. */
import type { CatalogFile } from '../config/catalog-file.js';
import type { ProviderName } from '../contract.js';
import { supplierId } from './entries.js';

export interface CatalogHolder {
  current(this: void): CatalogFile;
  replace(this: void, file: CatalogFile): void;
  /** The file's id of what a supplier's product is sold as; `null` without one. */
  idOf(this: void, provider: ProviderName, product: string): string | null;
}

export function createCatalogHolder(initial: CatalogFile): CatalogHolder {
  let file = initial;
  let ids = indexIds(initial);
  return {
    current: () => file,
    replace(newFile) {
      file = newFile;
      ids = indexIds(newFile);
    },
    idOf: (provider, product) => ids.get(supplierId(provider, product)) ?? null,
  };
}

/** As on the shelf, the first entry that names a supplier's product sells it. */
function indexIds({ products }: CatalogFile): ReadonlyMap<string, string | null> {
  const ids = new Map<string, string | null>();
  for (const { id = null, suppliers } of products) {
    for (const { provider, product } of suppliers) {
      const key = supplierId(provider, product);
      if (!ids.has(key)) ids.set(key, id);
    }
  }
  return ids;
}
