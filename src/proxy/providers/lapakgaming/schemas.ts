/** Lapakgaming's answers (reseller API 1.6), as far as they are read. */
import { z } from 'zod';
import { price, lenientList, nonEmptyText, rupiah } from '../answer-schemas.js';

/** A code or status; letter case varies. */
const codeWord = nonEmptyText.transform((value) => value.toUpperCase());

/** Every answer: `{ code, data }`. */
export const envelope = z.looseObject({ code: codeWord, data: z.unknown().optional() });

/** Codes of a read: the product does not exist, or not for this shop. */
export const NO_PRODUCT_CODES: ReadonlySet<string> = new Set([
  'PRODUCT_NOT_FOUND',
  'PRODUCT_EMPTY',
  'NOT_ALLOWED',
]);

const option = z.looseObject({ value: nonEmptyText, name: nonEmptyText });
const options = lenientList(option).default([]);

const form = z.looseObject({ name: nonEmptyText, type: nonEmptyText.catch('text'), options });

const category = z.looseObject({
  code: nonEmptyText,
  name: nonEmptyText,
  variant: nonEmptyText.nullish().catch(null),
  /** whether `uid-check` knows its accounts; the type is undocumented */
  check_id: z
    .union([z.boolean(), z.number(), z.string()])
    .catch(false)
    .transform((flag) => !['', '0', 'false', 'null', 'undefined'].includes(String(flag))),
  country_code: nonEmptyText.nullish().catch(null),
  /** `null` where one cannot be read: such a category cannot be sold */
  forms: z
    .union([z.array(form), z.null(), z.literal('')])
    .default([])
    .transform((list): readonly z.infer<typeof form>[] | null => list || [])
    .catch(null),
  servers: options,
});
export type Category = z.infer<typeof category>;
export const categories = z.looseObject({ categories: lenientList(category) });

const product = z.looseObject({
  code: nonEmptyText,
  category_code: nonEmptyText.nullish().catch(null),
  name: nonEmptyText,
  price: price.nullable().catch(null),
  country_code: nonEmptyText.nullish().catch(null),
  /** the usual time until delivery; its unit is undocumented and read as seconds */
  process_time: z.coerce.number().min(0).nullish().catch(null),
  status: nonEmptyText,
});
export type Product = z.infer<typeof product>;
export const products = z.looseObject({ products: lenientList(product) });

const bestProduct = z.looseObject({ code: nonEmptyText, name: nonEmptyText, price });
export const bestProducts = lenientList(bestProduct);
/** An object in some answers, a list of one in others. */
export const bestOfGroup = z
  .union([bestProducts, bestProduct.transform((one) => [one])])
  .transform((list) => list[0] ?? null);

/** A deposit may have a fraction of a rupiah, or be negative. */
export const balance = z.looseObject({
  balance: z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number),
});

export const rate = z.looseObject({
  from_currency: nonEmptyText,
  to_currency: nonEmptyText,
  buy_rate: z.coerce.number().positive(),
  sell_rate: z.coerce.number().positive(),
});

export const placed = z.looseObject({
  tid: nonEmptyText,
  total_price: rupiah.nullish().catch(null),
});

/**
 * `PIN : x<TAB>Serial : y`, stored verbatim. An unreadable code is an error, not "no code": otherwise
 * an order would end without the code that was paid for.
 */
const voucherCode = z
  .union([z.string(), z.int().transform(String), z.array(z.string())])
  .nullish()
  .transform((code) => (Array.isArray(code) ? code.join('\n') : (code ?? '')));

/** An order, in `order_status` and in the order callback; one transaction for each unit. */
export const orderState = z.looseObject({
  status: codeWord,
  tid: nonEmptyText.nullish().catch(null),
  reference_id: nonEmptyText.nullish().catch(null),
  // Not lenient: an order with a unit that cannot be read cannot be judged.
  transactions: z
    .union([
      z.array(z.looseObject({ status: codeWord, voucher_code: voucherCode })),
      z.literal('').transform(() => []),
    ])
    .nullish()
    .transform((list) => list ?? []),
});
export type OrderState = z.infer<typeof orderState>;
