/** LeuwongRR's answers (user API, version 1), as far as they are read here. */
import { z } from 'zod';
import { pathSegment, lenientList, rupiah, nonEmptyText, httpUrl } from '../answer-schemas.js';

const invoice = z.looseObject({
  invoice_code: pathSegment,
  payment_status: nonEmptyText.nullish().catch(null),
  amount: rupiah.nullish().catch(null),
  invoice_url: httpUrl.nullish().catch(null),
});
export type Invoice = z.infer<typeof invoice>;

/** The invoice stands one level below `data` in "Create Order"; elsewhere it may be `data` itself. */
const inData = <T>(one: z.ZodType<T>) =>
  z.looseObject({
    success: z.literal(true),
    data: z.union([z.looseObject({ invoice: one }).transform((data) => data.invoice), one]),
  });

/** "Create Order": 201, or 200 for a key that was used before. */
export const created = inData(invoice);

/** An invoice's status. */
export const invoiceStatus = inData(
  invoice.extend({
    invoice_code: nonEmptyText.nullish().catch(null),
    payment_status: nonEmptyText,
  }),
);

/** Every refusal. Where the code stands is not the same in all of them. */
export const refusal = z
  .looseObject({
    success: z.literal(false),
    code: nonEmptyText.optional().catch(undefined),
    error: z
      .union([nonEmptyText, z.looseObject({ code: nonEmptyText }).transform(({ code }) => code)])
      .nullish()
      .catch(null),
  })
  .transform(({ code, error }) => error ?? code ?? null);

const succeeded = <T>(data: z.ZodType<T>) =>
  z.looseObject({ success: z.literal(true), data }).transform((answer) => answer.data);

export const tokenValidation = z.looseObject({
  success: z.literal(true),
  data: z.looseObject({ valid: z.literal(true).optional() }).nullish(),
});
export const balance = succeeded(z.looseObject({ balance: rupiah }));
export const packages = succeeded(lenientList(z.looseObject({}).readonly()));
export const paymentMethods = succeeded(lenientList(z.looseObject({}).readonly()));
