/** What one piece of a paid line buys of the suppliers. It reads what is given, and asks nobody. */
import type { CatalogFile } from '../config/catalog-file.js';
import { ProblemError } from '../problem.js';
import type { QuoteTerms } from '../quote/quote.js';
import { requireOffers } from '../shelf/offers.js';
import type { OpenProduct } from '../shelf/shelf.js';
import { shelfIdOf, type MappedProduct } from '../shop-products/shop-product-map.js';

export type LineTerms = Pick<
  QuoteTerms,
  | 'provider'
  | 'product'
  | 'item'
  | 'title'
  | 'itemName'
  | 'cost'
  | 'paidBy'
  | 'fieldNames'
  | 'alternates'
>;

export interface FoundTerms {
  readonly terms: LineTerms;
  /** No supplier takes the fields. */
  readonly isRefused: boolean;
}

type Values = Readonly<Record<string, string>>;

/** @param values the fields by the shelf's names; `null` where the note is unclear */
export function termsOnShelf(
  product: OpenProduct,
  item: string,
  values: Values | null,
): FoundTerms | null {
  try {
    return { terms: requireOffers(product, item, values ?? undefined), isRefused: false };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const listed = listedTerms(product, item);
    if (!listed) return null;
    // What is sold out everywhere fails at its check, and is paid back.
    return { terms: listed, isRefused: error.code !== 'item_unavailable' };
  }
}

/** The terms of a row that cannot be quoted now. */
function listedTerms({ entry, rows }: OpenProduct, item: string): LineTerms | null {
  const row = rows.find(({ id }) => id === item);
  if (!row) return null;
  const { source, item: listed } = row.offer;
  return {
    provider: source.provider,
    product: source.detail.code,
    item: listed.code,
    title: entry.title,
    itemName: row.name,
    cost: listed.cost,
    paidBy: source.facts.paidBy,
    fieldNames: source.fieldNames,
    alternates: [],
  };
}

/** What the catalogue file names, of an item that no supplier lists now. */
export function termsInFile(
  { products }: Pick<CatalogFile, 'products'>,
  { product, item: name }: MappedProduct,
): LineTerms | null {
  const entry = products.find((each) => shelfIdOf(each) === product);
  const item = entry?.items.find((each) => each.name === name);
  const supplier = entry?.suppliers.find(({ provider }) => item?.suppliers[provider] !== undefined);
  const code = supplier && item?.suppliers[supplier.provider];
  if (!entry || !supplier || code === undefined) return null;
  return {
    provider: supplier.provider,
    product: supplier.product,
    item: code,
    title: entry.title ?? product,
    itemName: name,
    cost: null,
    paidBy: 'saldo',
    fieldNames: null,
    alternates: [],
  };
}
