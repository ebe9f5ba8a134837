/** The schema of one product's details; loaded with its form. `schemas.ts` says why it is not the contract's. */
import * as z from 'zod/mini';
import type { Field, ShelfItem, ShelfProduct } from '../../proxy/contract.js';
import { FIELD_TYPES } from '../../proxy/contract.js';
import {
  booleanSchema,
  enumSchema,
  lenientListSchema,
  nullableRupiahSchema,
  nullableTextSchema,
  parserSchema,
  shelfTileShape,
  strictListSchema,
  textSchema,
  toText,
} from './schemas.js';

const optionSchema: z.ZodMiniType<NonNullable<Field['options']>[number]> = z.object({
  value: textSchema,
  label: textSchema,
});
const optionsSchema = strictListSchema(optionSchema);
export const fieldSchema: z.ZodMiniType<Field> = z.object({
  name: textSchema,
  label: textSchema,
  type: enumSchema(FIELD_TYPES),
  required: booleanSchema,
  no_spaces: z.transform((value: unknown) => value === true),
  options: z.transform((value: unknown) => optionsSchema.safeParse(value).data),
});
const itemSchema: z.ZodMiniType<ShelfItem> = z.object({
  id: textSchema,
  name: textSchema,
  group: nullableTextSchema,
  price: nullableRupiahSchema,
  available: booleanSchema,
  seconds: parserSchema((value) => (typeof value === 'number' ? value : null)),
  checkout_url: nullableTextSchema,
});

/** A product cannot be bought with one of its fields missing; an item that is not understood is left out. */
export const shelfProductSchema: z.ZodMiniType<ShelfProduct> = z.object({
  ...shelfTileShape,
  description: nullableTextSchema,
  instruction: nullableTextSchema,
  fields: strictListSchema(fieldSchema),
  items: lenientListSchema(itemSchema),
  read_at: textSchema,
  notice: z.transform(toText),
});
