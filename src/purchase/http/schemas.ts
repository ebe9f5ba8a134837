/**
 * The browser's schemas of the proxy's answers. They use only those parts of zod that the entry script
 * contains: the contract's own schemas would add 1.7 KB before the first product. The type annotations
 * make the compiler check that both agree.
 */
import * as z from 'zod/mini';
import { parseValidRows } from '../../open-api/endpoint.js';
import type { Shelf } from '../../proxy/contract.js';
import { PRODUCT_KINDS, PROVIDERS } from '../../proxy/contract.js';

/** @param read returns `undefined` for a value that it refuses */
export const parserSchema = <T>(read: (value: unknown) => T | undefined) =>
  z.transform((value: unknown, { issues }): T => {
    const found = read(value);
    if (found !== undefined) return found;
    issues.push({ code: 'custom', input: undefined, message: 'another shape' });
    return z.NEVER;
  });

export const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
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

/** Fails when any row fails. */
export const strictListSchema = <T>(row: z.ZodMiniType<T>) =>
  parserSchema((value) => {
    const { rows, received } = parseValidRows(row, value);
    return Array.isArray(value) && rows.length === received ? [...rows] : undefined;
  });

export const providerSchema = enumSchema(PROVIDERS);
/** What a tile and an opened product have in common. A newer proxy may know more kinds. */
export const shelfTileShape = {
  id: textSchema,
  title: textSchema,
  category: textSchema,
  kind: parserSchema((value) => PRODUCT_KINDS.find((each) => each === value) ?? 'other'),
  image: nullableTextSchema,
  note: nullableTextSchema,
};
export const shelfSchema: z.ZodMiniType<Shelf> = z.object({
  categories: lenientListSchema(z.object({ code: textSchema, title: textSchema })),
  products: lenientListSchema(
    z.object({
      ...shelfTileShape,
      aliases: lenientListSchema(textSchema),
      popular: booleanSchema,
    }),
  ),
});

/** The members of `application/problem+json` (RFC 9457) that the browser uses. */
export const problemSchema = z.object({
  code: textSchema,
  errors: z.transform((value: unknown) => fieldErrorsSchema.safeParse(value).data),
  now: z.transform(toNumber),
});
const fieldErrorsSchema = lenientListSchema(z.object({ field: textSchema, fault: textSchema }));
