/**
 * The shelf: one row for one thing, from whichever supplier has it cheapest. It reads the suppliers' lists
 * through the catalog, what is sold from the supply, and the catalogue file; it moves no money.
 */
import { LruMap } from '../cache/lru-map.js';
import type { Catalog, DatedProduct, ProviderList } from '../catalog/catalog.js';
import { unwrapRead, type Providers } from '../catalog/catalog-lookup.js';
import type { CatalogFile } from '../config/catalog-file.js';
import type { Field } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { ImageList, Images } from '../images/images.js';
import type { Provider } from '../providers/provider.js';
import type { Prices } from '../quote/margin.js';
import { reportShortProduct, type SupplySource } from '../supply/require-sold.js';
import type { SaleLimits } from '../supply/supply.js';
import type { ReadFailure } from '../upstream/read-result.js';
import { supplierId, toShelfEntries, type ShelfEntry, type ShelfSupplier } from './entries.js';
import { matchFields, toShelfFields } from './field-names.js';
import { toRows, type LeftOutItem, type ShelfRow, type ShelfSource } from './rows.js';

export interface ShelfParts {
  readonly catalog: Pick<Catalog, 'products' | 'currentProduct'>;
  readonly providers: Providers;
  readonly supply: SupplySource;
  readonly prices: Pick<Prices, 'priceItem' | 'version'>;
  /** the catalogue file, which may be replaced while the proxy runs */
  readonly catalogFile: () => CatalogFile;
  /** the shop's own, by their names in the catalogue file */
  readonly images: Pick<Images, 'list'>;
}

export interface ShelfList {
  /** hidden ones too; the same object until a list or the file is a newer one */
  readonly entries: readonly ShelfEntry[];
  readonly file: CatalogFile;
  /** A supplier's list could not be read. */
  readonly isPartial: boolean;
}

/** A supplier of an entry that is left out. */
export interface LeftOutSupplier extends Pick<ShelfSupplier, 'provider' | 'product'> {
  /** the field without a counterpart; `null` where the product could not be read */
  readonly field: string | null;
}

/** One product, the same object until something of it changes. */
export interface OpenProduct {
  readonly entry: ShelfEntry;
  readonly fields: readonly Field[];
  /** the first one's words and fields are shown */
  readonly sources: readonly ShelfSource[];
  readonly rows: readonly ShelfRow[];
  readonly leftOut: {
    readonly suppliers: readonly LeftOutSupplier[];
    readonly items: readonly LeftOutItem[];
  };
  /** when the oldest of its lists was read, ms since 1970 */
  readonly readAt: number;
}

export interface Shelf {
  /** @throws ProblemError where no supplier's list can be read */
  list(this: void): Promise<ShelfList>;
  /**
   * @param id of the file, or `provider:code`
   * @throws ProblemError for one that is unknown or hidden, and where no supplier can be read
   */
  product(this: void, id: string): Promise<OpenProduct>;
  /** As `product`, for an entry that may be hidden. */
  open(this: void, entry: ShelfEntry): Promise<OpenProduct>;
}

/** products that are kept assembled */
const MAX_OPEN_PRODUCTS = 500;

interface ReadSupplier extends ShelfSupplier {
  readonly owner: Provider;
  readonly dated: DatedProduct;
  readonly limits: SaleLimits;
}

export function createShelf({
  catalog,
  providers,
  supply,
  prices,
  catalogFile,
  images,
}: ShelfParts): Shelf {
  let known: {
    readonly file: CatalogFile;
    readonly lists: readonly ProviderList[];
    readonly images: ImageList;
    readonly list: ShelfList;
    readonly byId: ReadonlyMap<string, ShelfEntry>;
  } | null = null;
  const openProducts = new LruMap<
    string,
    { readonly sources: readonly unknown[]; readonly product: OpenProduct }
  >(MAX_OPEN_PRODUCTS);

  async function currentList() {
    const file = catalogFile();
    const lists = await catalog.products();
    const imageList = await images.list();
    if (known?.file === file && known.lists === lists && known.images === imageList) return known;
    const failures = lists.flatMap(({ products }) => (products.kind === 'failed' ? products : []));
    const [failure] = failures;
    if (failure && failures.length === lists.length) return unwrapRead<never>(failure, 'not_found');
    const entries = toShelfEntries(file, lists, (image) =>
      image.startsWith('https:') ? image : imageList.urlOf(image),
    );
    known = {
      file,
      lists,
      images: imageList,
      list: { entries, file, isPartial: failure !== undefined },
      byId: indexById(entries),
    };
    return known;
  }

  async function readSupplier(supplier: ShelfSupplier): Promise<ReadSupplier | ReadFailure> {
    const owner = providers.get(supplier.provider);
    if (!owner) return { kind: 'failed', code: 'not-found' };
    const read = await catalog.currentProduct(supplier.provider, supplier.product);
    if (read.kind === 'failed') return read;
    const limits = await supply.limitsOf(owner, supplier.product);
    await reportShortProduct(supply, owner.name, read.value.detail, limits);
    return { ...supplier, owner, dated: read.value, limits };
  }

  async function open(entry: ShelfEntry): Promise<OpenProduct> {
    const reads = await Promise.all(entry.suppliers.map(readSupplier));
    const suppliers = reads.flatMap((each) => ('kind' in each ? [] : each));
    const failure = reads.find((each) => 'kind' in each);
    if (suppliers.length === 0) return unwrapRead<never>(failure ?? NOT_FOUND, 'unknown_product');
    const sources = [
      entry,
      prices.version(),
      ...suppliers.flatMap(({ dated, limits }) => [
        dated.detail,
        dated.readAt,
        limits.maxCost,
        limits.notice,
      ]),
    ];
    const before = openProducts.get(entry.id);
    if (before && isSame(before.sources, sources)) return before.product;
    const product = assemble(entry, suppliers, prices.priceItem);
    openProducts.set(entry.id, { sources, product });
    return product;
  }

  return {
    list: async () => (await currentList()).list,
    async product(id) {
      const entry = (await currentList()).byId.get(id);
      if (!entry || entry.hidden) throw new ProblemError('unknown_product');
      return open(entry);
    },
    open,
  };
}

const NOT_FOUND: ReadFailure = { kind: 'failed', code: 'not-found' };

const isSame = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.length === after.length && before.every((each, index) => Object.is(each, after[index]));

function indexById(entries: readonly ShelfEntry[]): ReadonlyMap<string, ShelfEntry> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const entry of entries) {
    for (const { provider, product } of entry.suppliers) {
      byId.set(supplierId(provider, product), entry);
    }
  }
  return byId;
}

function assemble(
  entry: ShelfEntry,
  suppliers: readonly ReadSupplier[],
  priceItem: Prices['priceItem'],
): OpenProduct {
  const [first] = suppliers;
  const fields = first ? toShelfFields(first.dated.detail.fields, first.fields) : [];
  const leftOut: LeftOutSupplier[] = entry.suppliers.flatMap(({ provider, product }) =>
    suppliers.some((each) => each.provider === provider && each.product === product)
      ? []
      : [{ provider, product, field: null }],
  );
  const sources = suppliers.flatMap(({ provider, product, owner, dated, limits, ...own }) => {
    const match = matchFields(fields, dated.detail.fields, own.fields);
    if (match.kind === 'differs') {
      leftOut.push({ provider, product, field: match.field });
      return [];
    }
    const { facts } = owner;
    const { fieldNames } = match;
    return [
      { provider, facts, detail: dated.detail, limits, fieldNames, isFurther: own.isFurther },
    ];
  });
  const { rows, leftOut: leftOutItems } = toRows(entry.items, sources, priceItem);
  return {
    entry,
    fields,
    sources,
    rows,
    leftOut: { suppliers: leftOut, items: leftOutItems },
    readAt: Math.min(...suppliers.map(({ dated }) => dated.readAt)),
  };
}
