/**
 * The proxy's answers as the browser reads them: the contract's types, made of nothing that the first
 * file does not have anyway. What files share is loaded before the first product, and the contract's
 * own schemas would bring 1.7 KB of zod there. That both agree is checked by the types.
 */
import * as z from 'zod/mini';
import { parseValidRows } from '../../open-api/endpoint.js';
import type { Catalog, Field, Item, Product } from '../../proxy/contract.js';
import { FIELD_TYPES, PROVIDERS } from '../../proxy/contract.js';

/** @param read gives `undefined` for what it cannot read */
export const parserSchema = <T>(read: (value: unknown) => T | undefined) =>
  z.transform((value: unknown, { issues }): T => {
    const found = read(value);
    if (found !== undefined) return found;
    issues.push({ code: 'custom', input: undefined, message: 'another shape' });
    return z.NEVER;
  });

const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
const toNumber = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

export const textSchema = parserSchema(toText);
export const integerSchema = parserSchema(toNumber);
const booleanSchema = parserSchema((value) => (typeof value === 'boolean' ? value : undefined));
export const nullableTextSchema = parserSchema((value) => (value === null ? null : toText(value)));

const toRupiah = (value: unknown) => {
  const amount = toNumber(value);
  return amount !== undefined && amount >= 0 ? amount : undefined;
};
export const rupiahSchema = parserSchema(toRupiah);
export const nullableRupiahSchema = parserSchema((value) =>
  value === null ? null : toRupiah(value),
);

export const enumSchema = <T extends string>(known: readonly T[]) =>
  parserSchema((value) => known.find((each) => each === value));

export const textRecordSchema = parserSchema((value): Record<string, string> | undefined =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, each]) =>
          typeof each === 'string' ? [[name, each]] : [],
        ),
      )
    : undefined,
);

/** What cannot be read is left out: the rest is of use without it. */
export const lenientListSchema = <T>(row: z.ZodMiniType<T>) =>
  parserSchema((value) =>
    Array.isArray(value) ? [...parseValidRows(row, value).rows] : undefined,
  );

/** Nothing may be missing: without one of its fields a product cannot be bought. */
const strictListSchema = <T>(row: z.ZodMiniType<T>) =>
  parserSchema((value) => {
    const { rows, receivedCount } = parseValidRows(row, value);
    return Array.isArray(value) && rows.length === receivedCount ? [...rows] : undefined;
  });

export const providerSchema = enumSchema(PROVIDERS);
const catalogProductSchema: z.ZodMiniType<Catalog['providers'][number]['products'][number]> =
  z.object({
    code: textSchema,
    title: textSchema,
  });
const providerCatalogSchema: z.ZodMiniType<Catalog['providers'][number]> = z.object({
  provider: providerSchema,
  products: lenientListSchema(catalogProductSchema),
});
export const catalogSchema: z.ZodMiniType<Catalog> = z.object({
  providers: lenientListSchema(providerCatalogSchema),
});

const optionSchema: z.ZodMiniType<NonNullable<Field['options']>[number]> = z.object({
  value: textSchema,
  label: textSchema,
});
const optionsSchema = strictListSchema(optionSchema);
const fieldSchema: z.ZodMiniType<Field> = z.object({
  name: textSchema,
  label: textSchema,
  type: enumSchema(FIELD_TYPES),
  required: booleanSchema,
  options: z.transform((value: unknown) => optionsSchema.safeParse(value).data),
});
const itemSchema: z.ZodMiniType<Item> = z.object({
  code: textSchema,
  name: textSchema,
  price: nullableRupiahSchema,
  available: booleanSchema,
});
export const productSchema: z.ZodMiniType<Product> = z.object({
  provider: providerSchema,
  product: textSchema,
  title: textSchema,
  fields: strictListSchema(fieldSchema),
  items: lenientListSchema(itemSchema),
});

/** Of `application/problem+json` what is made use of. */
export const problemSchema = z.object({
  code: textSchema,
  errors: z.transform((value: unknown) => fieldErrorsSchema.safeParse(value).data),
  now: z.transform(toNumber),
});
const fieldErrorsSchema = lenientListSchema(z.object({ field: textSchema, fault: textSchema }));
