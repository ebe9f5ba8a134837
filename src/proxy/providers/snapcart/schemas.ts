/** Snapcart's answers (client API), as far as they are read here. Unknown keys are ignored. */
import { z } from 'zod';
import { pathSegment, price, lenientList, rupiah, nonEmptyText } from '../answer-schemas.js';

/** Every answer; codes are strings. */
export const envelope = z.looseObject({
  data: z.unknown().optional(),
  status_code: nonEmptyText,
  status_message: z.string().optional().catch(undefined),
  error: z.string().nullish().catch(null),
});

export const catalogList = lenientList(
  z.looseObject({
    product_code: pathSegment,
    title: nonEmptyText,
    product_type: nonEmptyText.nullish().catch(null),
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

export const detail = z.looseObject({
  product_code: nonEmptyText,
  title: nonEmptyText,
  // A field that cannot be read is a product that cannot be sold: no `rows` here.
  user_input: z
    .looseObject({ fields: z.array(inputField).nullish() })
    .nullish()
    .transform((input) => input?.fields ?? []),
});
export type Detail = z.infer<typeof detail>;

export const items = lenientList(
  z.looseObject({ item_code: nonEmptyText, name: nonEmptyText, price }),
);
export type Items = z.infer<typeof items>;

export const inquiry = z.looseObject({
  request_id: nonEmptyText,
  bill_amount: rupiah.nullish().catch(null),
});

export const received = z.looseObject({
  request_id: pathSegment,
  reference_id: nonEmptyText.nullish().catch(null),
});

export const paymentStatus = z.looseObject({
  reference_id: nonEmptyText.nullish().catch(null),
  biller_code: nonEmptyText,
  biller_message: z.string().catch(''),
});
export type PaymentStatus = z.infer<typeof paymentStatus>;
