/**
 * The schema of the catalogue file (`ETALASE_CATALOG`), which the operator writes. A mistake in it stops the
 * start. What it says twice, and what the suppliers' lists contradict, is left out, and the rest is sold
 * (`catalog-repeats.ts`, `shelf/catalog-faults.ts`).
 *
 * @example
 * {
 *   "products": [{
 *     "id": "mobile-legends",
 *     "suppliers": [
 *       { "provider": "lapakgaming", "product": "ML" },
 *       { "provider": "snapcart", "product": "game-voucher:MOBILE_LEGEND", "fields": { "user_id": "userId" } }
 *     ],
 *     "items": [{ "name": "3 Diamonds", "suppliers": { "lapakgaming": "ML3_0-S10", "snapcart": "MOBILE_LEGEND_3_DIAMOND" } }]
 *   }]
 * }
 * // Both suppliers' 3 Diamonds are one row. All other items are shown as the suppliers list them.
 */
import { z } from 'zod';
import { PRODUCT_KINDS, PROVIDERS } from '../contract.js';
import { findRepeats, leaveOutRepeats, type CatalogRepeat } from './catalog-repeats.js';
import { findJsonPlaces, formatJsonPath, type JsonPath, type TextPlace } from './json-places.js';
import type { Messages } from './messages.js';
import { parseNotePattern } from './note-pattern.js';

export type CatalogTexts = Messages['catalogMistakes'];

/** One mistake in the file, in words. */
export interface CatalogMistake extends TextPlace {
  /** `products[2].items[0]`; empty for the file's top */
  readonly path: string;
  readonly text: string;
}

/** characters, at most */
const LENGTHS = { name: 100, note: 500, code: 200 } as const;
const ID = /^[a-z\d][\w.-]{0,63}$/i;
/** Words of `etalase off` with a meaning of their own. */
const RESERVED_IDS: readonly string[] = ['all', ...PROVIDERS];
const IMAGE_FILE = /^[\w-][\w.-]*\.(png|webp|jpe?g|svg)$/i;

const looksLikeSupplierId = (text: string): boolean =>
  PROVIDERS.some((provider) => text.startsWith(`${provider}:`));

const isHttps = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:';

function createSchemas(texts: CatalogTexts) {
  const group = <T extends z.core.$ZodShape>(shape: T) =>
    z.strictObject(shape, { error: texts.group });
  const list = <T extends z.ZodType>(row: T) => z.array(row, { error: texts.list });
  const line = (length: number, error: string) =>
    z
      .string({ error })
      .trim()
      .refine((text) => text !== '' && text.length <= length && !/\p{C}/u.test(text), { error });
  const name = line(LENGTHS.name, texts.text(LENGTHS.name));
  const code = line(LENGTHS.code, texts.text(LENGTHS.code));
  const flag = z.boolean({ error: texts.flag });
  const provider = z.enum(PROVIDERS, { error: texts.provider });
  const id = z
    .string({ error: texts.id })
    .regex(ID, { error: texts.id })
    .refine((text) => !RESERVED_IDS.includes(text.toLowerCase()), { error: texts.id });

  const supplier = group({
    provider,
    product: code,
    /** the supplier's name of a field, by the shelf's */
    fields: z.record(z.string(), code, { error: texts.group }).optional(),
  });
  const item = group({
    name: name.refine((text) => !looksLikeSupplierId(text), { error: texts.itemName }),
    /** a heading */
    group: name.optional(),
    suppliers: z.partialRecord(provider, code, { error: texts.group }),
    // Both are for items that the shop's own checkout sells.
    shop_product: code.optional(),
    note_pattern: line(LENGTHS.note, texts.text(LENGTHS.note))
      .refine((text) => text === '' || parseNotePattern(text) !== null, {
        error: texts.notePattern,
      })
      .optional(),
  });
  return {
    file: group({
      categories: list(group({ code: id, title: name })).default([]),
      products: list(z.unknown()).default([]),
    }),
    product: group({
      /** else `provider:code` of its first supplier */
      id: id.optional(),
      title: name.optional(),
      category: name.optional(),
      /** an https URL, or the name of a file in the images' folder */
      image: z
        .string({ error: texts.image })
        .refine((text) => isHttps(text) || IMAGE_FILE.test(text), { error: texts.image })
        .optional(),
      aliases: list(name).default([]),
      note: line(LENGTHS.note, texts.text(LENGTHS.note)).optional(),
      popular: flag.default(false),
      hidden: flag.default(false),
      suppliers: list(supplier).min(1, { error: texts.noSupplier }),
      items: list(item).default([]),
    }),
  };
}

export type CatalogEntry = z.infer<ReturnType<typeof createSchemas>['product']>;
export type CatalogEntryItem = CatalogEntry['items'][number];
export type CatalogEntrySupplier = CatalogEntry['suppliers'][number];

export interface CatalogFile {
  readonly categories: readonly { readonly code: string; readonly title: string }[];
  /** in the file's order */
  readonly products: readonly CatalogEntry[];
  /** what the file says twice, which is left out */
  readonly repeats: readonly CatalogRepeat[];
  /** where a part of the file stands */
  placeOf(this: void, path: JsonPath): TextPlace;
}

/** A shop without the file. */
export const NO_CATALOG: CatalogFile = {
  categories: [],
  products: [],
  repeats: [],
  placeOf: () => ({ line: 1, column: 1 }),
};

export type ReadCatalog =
  | { readonly kind: 'read'; readonly file: CatalogFile }
  | { readonly kind: 'wrong'; readonly mistakes: readonly CatalogMistake[] };

interface Mistake {
  readonly path: JsonPath;
  readonly text: string;
}

/** Reads the file's text; all its mistakes are told together, in the order of the file. */
export function readCatalogFile(fileText: string, texts: CatalogTexts): ReadCatalog {
  const text = fileText.replace(/^\uFEFF/, '');
  const placeOf = (path: JsonPath): TextPlace => findJsonPlaces(text).placeOf(path);
  const { brokenAt, repeated, placeOf: findPlace } = findJsonPlaces(text);
  if (brokenAt) return { kind: 'wrong', mistakes: [{ ...brokenAt, path: '', text: texts.json }] };

  const schemas = createSchemas(texts);
  const mistakes: Mistake[] = repeated.map((path) => ({ path, text: texts.repeatedWord }));
  const read = schemas.file.safeParse(JSON.parse(text));
  if (!read.success) mistakes.push(...toMistakes(read.error, [], texts));
  const { categories = [], products: rawProducts = [] } = read.data ?? {};
  // A product that cannot be read keeps its place, so that the places of the others are right.
  const products = rawProducts.map((each, index) => {
    const product = schemas.product.safeParse(each);
    if (!product.success) mistakes.push(...toMistakes(product.error, ['products', index], texts));
    return product.data ?? null;
  });
  mistakes.push(...findUnsold(products, texts));
  if (read.success) mistakes.push(...findUnknownCategories(categories, products, texts));
  if (mistakes.length > 0) {
    return {
      kind: 'wrong',
      mistakes: mistakes
        .map(({ path, text: words }) => ({
          ...findPlace(path),
          path: formatJsonPath(path),
          text: words,
        }))
        .sort((a, b) => a.line - b.line || a.column - b.column),
    };
  }
  const written = { categories, products: products.flatMap((each) => each ?? []) };
  const repeats = findRepeats(written);
  return { kind: 'read', file: { ...leaveOutRepeats(written, repeats), repeats, placeOf } };
}

const toMistakes = ({ issues }: z.ZodError, around: JsonPath, texts: CatalogTexts): Mistake[] =>
  issues.flatMap((issue) => {
    const path = [
      ...around,
      ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    ];
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...path, key], text: texts.unknownWord }))
      : [{ path, text: issue.message }];
  });

/** Items that no supplier of their product sells. */
function findUnsold(products: readonly (CatalogEntry | null)[], texts: CatalogTexts): Mistake[] {
  return products.flatMap((product, index) => {
    const own = new Set<string>(product?.suppliers.map(({ provider }) => provider));
    return (product?.items ?? []).flatMap(({ suppliers }, number) => {
      const path = ['products', index, 'items', number, 'suppliers'];
      const named = Object.keys(suppliers);
      if (named.length === 0) return [{ path, text: texts.noSupplier }];
      return named.flatMap((provider) =>
        own.has(provider) ? [] : [{ path: [...path, provider], text: texts.otherSupplier }],
      );
    });
  });
}

function findUnknownCategories(
  categories: CatalogFile['categories'],
  products: readonly (CatalogEntry | null)[],
  texts: CatalogTexts,
): Mistake[] {
  const known = new Set<string>([...categories.map(({ code }) => code), ...PRODUCT_KINDS]);
  return products.flatMap((product, index) => {
    const isUnknown = product?.category !== undefined && !known.has(product.category);
    return isUnknown ? [{ path: ['products', index, 'category'], text: texts.category }] : [];
  });
}
