/** Snapcart's answers (client API), as far as they are read. Unknown keys are ignored. */
import { z } from 'zod';
import { pathSegment, price, lenientList, rupiah, nonEmptyText } from '../answer-schemas.js';
import { plainText } from '../plain-text.js';

/** Every answer; codes are strings. */
export const envelope = z
  .looseObject({
    data: z.unknown().optional(),
    status_code: nonEmptyText,
    error: z.string().nullish().catch(null),
  })
  .transform(({ status_code: code, data, error }) => ({ code, data, error }));

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `active` is announced, and neither its type nor its place. */
const active = z
  .unknown()
  .optional()
  .transform(
    (flag) => flag !== false && flag !== 0 && !/^(false|0|no)$/i.test(textOf(flag).trim()),
  );

export const catalogList = lenientList(
  z.looseObject({
    product_code: pathSegment,
    title: nonEmptyText,
    product_type: nonEmptyText.nullish().catch(null),
    active,
  }),
);

const option = z
  .union([
    nonEmptyText,
    z.looseObject({
      value: nonEmptyText,
      label: nonEmptyText.optional(),
      name: nonEmptyText.optional(),
    }),
  ])
  .transform((each) =>
    typeof each === 'string'
      ? { value: each, label: each }
      : { value: each.value, label: each.label ?? each.name ?? each.value },
  );
const options = lenientList(option).default([]).catch([]);

const inputField = z.looseObject({
  tag: nonEmptyText.catch('input'),
  attrs: z.looseObject({
    name: nonEmptyText,
    placeholder: nonEmptyText.nullish().catch(null),
    type: nonEmptyText.catch('text'),
    options,
  }),
  options,
});
export type InputField = z.infer<typeof inputField>;

/** May hold markup. */
const description = z
  .unknown()
  .optional()
  .transform((value) => plainText(textOf(value)));

export const detail = z.looseObject({
  product_code: nonEmptyText,
  title: nonEmptyText,
  description,
  instruction: description,
  // Not lenient: a product with a field that cannot be read cannot be sold.
  user_input: z
    .looseObject({ fields: z.array(inputField).nullish() })
    .nullish()
    .transform((input) => input?.fields ?? []),
});

/** What is no word matches none. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : 'none');

/** `currency` is announced; a price without one is in rupiah. */
const isRupiah = z
  .unknown()
  .optional()
  .transform((value) => value === undefined || value === null || /^(IDR|)$/i.test(wordOf(value)));

const item = z
  .looseObject({
    item_code: nonEmptyText,
    name: nonEmptyText,
    price: price.nullable().catch(null),
    active,
    currency: isRupiah,
  })
  .transform(({ currency, ...row }) => ({ ...row, isRupiah: currency }));
export type Item = z.infer<typeof item>;
export const items = lenientList(item);

/** Text below one of several keys; only `request_id` and `bill_amount` are documented. */
const textBelow = (row: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  keys.flatMap((key) => nonEmptyText.safeParse(row[key]).data ?? []).at(0) ?? null;

const NAME_KEYS = ['customer_name', 'bill_name', 'name'];
const PERIOD_KEYS = ['period', 'bill_period', 'periode'];
const EXPIRY_KEYS = ['expired_at', 'expires_at', 'expiry', 'expired'];
/** A time without its zone says nothing. */
const ZONED_TIME = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/;

export const inquiry = z
  .looseObject({ request_id: pathSegment, bill_amount: price })
  .transform(({ request_id: handle, bill_amount: amount, ...row }) => {
    const expiry = textBelow(row, EXPIRY_KEYS) ?? '';
    return {
      handle,
      amount,
      name: textBelow(row, NAME_KEYS),
      period: textBelow(row, PERIOD_KEYS),
      expiresAt: ZONED_TIME.test(expiry) ? Date.parse(expiry) || null : null,
    };
  });
export type Inquiry = z.infer<typeof inquiry>;

export const received = z.looseObject({
  request_id: pathSegment,
  reference_id: nonEmptyText.nullish().catch(null),
});

export const paymentStatus = z.looseObject({
  reference_id: nonEmptyText.nullish().catch(null),
  /** what the payment took, where it says so */
  amount: rupiah.nullish().catch(null),
  biller_code: nonEmptyText,
  biller_message: z.string().catch(''),
});
export type PaymentStatus = z.infer<typeof paymentStatus>;
