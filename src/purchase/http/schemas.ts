/**
 * The browser's schemas of the proxy's answers. They use only those parts of zod that the entry script
 * contains: the contract's own schemas would add 1.7 KB before the first product. The type annotations
 * make the compiler check that both agree.
 */
import * as z from 'zod/mini';
import { parseValidRows } from '../../open-api/endpoint.js';
import type { Catalog, Field, Item, Product } from '../../proxy/contract.js';
import { FIELD_TYPES, PROVIDERS } from '../../proxy/contract.js';

/** @param read returns `undefined` for a value that it refuses */
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
export const booleanSchema = parserSchema((value) =>
  typeof value === 'boolean' ? value : undefined,
);
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

/** A list without the rows that fail the schema. */
export const lenientListSchema = <T>(row: z.ZodMiniType<T>) =>
  parserSchema((value) =>
    Array.isArray(value) ? [...parseValidRows(row, value).rows] : undefined,
  );

/** Fails when any row fails: a product cannot be bought with one of its fields missing. */
const strictListSchema = <T>(row: z.ZodMiniType<T>) =>
  parserSchema((value) => {
    const { rows, received } = parseValidRows(row, value);
    return Array.isArray(value) && rows.length === received ? [...rows] : undefined;
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
  notice: z.transform(toText),
});

/** The members of `application/problem+json` (RFC 9457) that the browser uses. */
export const problemSchema = z.object({
  code: textSchema,
  errors: z.transform((value: unknown) => fieldErrorsSchema.safeParse(value).data),
  now: z.transform(toNumber),
});
const fieldErrorsSchema = lenientListSchema(z.object({ field: textSchema, fault: textSchema }));
