/** Snapcart's answers (client API), as far as they are read here. Unknown keys are ignored. */
import { z } from 'zod';
import { pathPart, price, rows, rupiah, text } from '../wire.js';

/** Every answer; codes are strings. */
export const envelope = z.looseObject({
  data: z.unknown().optional(),
  status_code: text,
  status_message: z.string().optional().catch(undefined),
  error: z.string().nullish().catch(null),
});

export const catalogList = rows(
  z.looseObject({ product_code: pathPart, title: text, product_type: text.nullish().catch(null) }),
);

const option = z
  .union([text, z.looseObject({ value: text, label: text.optional(), name: text.optional() })])
  .transform((each) =>
    typeof each === 'string'
      ? { value: each, label: each }
      : { value: each.value, label: each.label ?? each.name ?? each.value },
  );
const options = rows(option).default([]).catch([]);

const inputField = z.looseObject({
  tag: text.catch('input'),
  attrs: z.looseObject({
    name: text,
    placeholder: text.nullish().catch(null),
    type: text.catch('text'),
    options,
  }),
  options,
});
export type InputField = z.infer<typeof inputField>;

export const detail = z.looseObject({
  product_code: text,
  title: text,
  // A field that cannot be read is a product that cannot be sold: no `rows` here.
  user_input: z
    .looseObject({ fields: z.array(inputField).nullish() })
    .nullish()
    .transform((input) => input?.fields ?? []),
});
export type Detail = z.infer<typeof detail>;

export const items = rows(z.looseObject({ item_code: text, name: text, price }));
export type Items = z.infer<typeof items>;

export const inquiry = z.looseObject({
  request_id: text,
  bill_amount: rupiah.nullish().catch(null),
});

export const received = z.looseObject({
  request_id: pathPart,
  reference_id: text.nullish().catch(null),
});

export const paymentStatus = z.looseObject({
  reference_id: text.nullish().catch(null),
  biller_code: text,
  biller_message: z.string().catch(''),
});
export type PaymentStatus = z.infer<typeof paymentStatus>;
