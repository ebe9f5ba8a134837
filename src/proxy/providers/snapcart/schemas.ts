/** Snapcart's answers (client API), as far as they are read. Unknown keys are ignored. */
import { z } from 'zod';
import { pathSegment, price, lenientList, rupiah, nonEmptyText } from '../answer-schemas.js';

/** Every answer; codes are strings. */
export const envelope = z
  .looseObject({
    data: z.unknown().optional(),
    status_code: nonEmptyText,
    error: z.string().nullish().catch(null),
  })
  .transform(({ status_code: code, data, error }) => ({ code, data, error }));

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
  // Not lenient: a product with a field that cannot be read cannot be sold.
  user_input: z
    .looseObject({ fields: z.array(inputField).nullish() })
    .nullish()
    .transform((input) => input?.fields ?? []),
});

export const items = lenientList(
  z.looseObject({ item_code: nonEmptyText, name: nonEmptyText, price }),
);

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
  /** what the payment took, where it says so */
  amount: rupiah.nullish().catch(null),
  biller_code: nonEmptyText,
  biller_message: z.string().catch(''),
});
export type PaymentStatus = z.infer<typeof paymentStatus>;
