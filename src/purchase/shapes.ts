/**
 * The proxy's answers as the browser reads them: the contract's types, made of nothing that the first
 * file does not have anyway. What files share is loaded before the first product, and the contract's
 * own schemas would bring 1.7 KB of zod there. That both agree is checked by the types.
 */
import * as z from 'zod/mini';
import { keepGood } from '../open-api/endpoint.js';
import type { Catalog, Field, Item, Product } from '../proxy/contract.js';
import { FIELD_TYPES, PROVIDERS } from '../proxy/contract.js';

/** @param read gives `undefined` for what it cannot read */
export const reader = <T>(read: (value: unknown) => T | undefined) =>
  z.transform((value: unknown, { issues }): T => {
    const found = read(value);
    if (found !== undefined) return found;
    issues.push({ code: 'custom', input: undefined, message: 'another shape' });
    return z.NEVER;
  });

const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
const toNumber = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

export const text = reader(toText);
export const number = reader(toNumber);
const flag = reader((value) => (typeof value === 'boolean' ? value : undefined));
export const textOrNull = reader((value) => (value === null ? null : toText(value)));

const toRupiah = (value: unknown) => {
  const amount = toNumber(value);
  return amount !== undefined && amount >= 0 ? amount : undefined;
};
export const rupiah = reader(toRupiah);
export const rupiahOrNull = reader((value) => (value === null ? null : toRupiah(value)));

export const oneOf = <T extends string>(known: readonly T[]) =>
  reader((value) => known.find((each) => each === value));

export const texts = reader((value): Record<string, string> | undefined =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, each]) =>
          typeof each === 'string' ? [[name, each]] : [],
        ),
      )
    : undefined,
);

/** What cannot be read is left out: the rest is of use without it. */
export const list = <T>(row: z.ZodMiniType<T>) =>
  reader((value) => (Array.isArray(value) ? [...keepGood(row, value).rows] : undefined));

/** Nothing may be missing: without one of its fields a product cannot be bought. */
const wholeList = <T>(row: z.ZodMiniType<T>) =>
  reader((value) => {
    const { rows, sent } = keepGood(row, value);
    return Array.isArray(value) && rows.length === sent ? [...rows] : undefined;
  });

export const provider = oneOf(PROVIDERS);
const entry: z.ZodMiniType<Catalog['providers'][number]['products'][number]> = z.object({
  code: text,
  title: text,
});
const offer: z.ZodMiniType<Catalog['providers'][number]> = z.object({
  provider,
  products: list(entry),
});
export const catalog: z.ZodMiniType<Catalog> = z.object({ providers: list(offer) });

const option: z.ZodMiniType<NonNullable<Field['options']>[number]> = z.object({
  value: text,
  label: text,
});
const options = wholeList(option);
const field: z.ZodMiniType<Field> = z.object({
  name: text,
  label: text,
  type: oneOf(FIELD_TYPES),
  required: flag,
  options: z.transform((value: unknown) => options.safeParse(value).data),
});
const item: z.ZodMiniType<Item> = z.object({
  code: text,
  name: text,
  price: rupiahOrNull,
  available: flag,
});
export const product: z.ZodMiniType<Product> = z.object({
  provider,
  product: text,
  title: text,
  fields: wholeList(field),
  items: list(item),
});

/** Of `application/problem+json` what is made use of. */
export const problem = z.object({
  code: text,
  errors: z.transform((value: unknown) => faults.safeParse(value).data),
  now: z.transform(toNumber),
});
const faults = list(z.object({ field: text, fault: text }));
