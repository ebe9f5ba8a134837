/** LeuwongRR's answers (user API, version 1), as far as they are read. */
import { z } from 'zod';
import { pathSegment, rupiah, nonEmptyText, httpUrl } from '../answer-schemas.js';

const invoice = z.looseObject({
  invoice_code: pathSegment,
  payment_status: nonEmptyText.nullish().catch(null),
  amount: rupiah.nullish().catch(null),
  invoice_url: httpUrl.nullish().catch(null),
});

/** "Create Order" has the invoice one level below `data`; elsewhere `data` may be the invoice. */
const inData = <T>(invoiceSchema: z.ZodType<T>) =>
  z.looseObject({
    success: z.literal(true),
    data: z.union([
      z.looseObject({ invoice: invoiceSchema }).transform((data) => data.invoice),
      invoiceSchema,
    ]),
  });

/** "Create Order": 201, or 200 for an idempotency key that was used before. */
export const created = inData(invoice);

/** An invoice's status. */
export const invoiceStatus = inData(
  invoice.extend({
    invoice_code: nonEmptyText.nullish().catch(null),
    payment_status: nonEmptyText,
  }),
);

/** An order, whose fields are not documented. */
export const orderStatus = z
  .looseObject({
    success: z.literal(true),
    data: z.looseObject({
      invoice: z.looseObject({ invoice_code: nonEmptyText.nullish().catch(null) }).nullish(),
      order: z.looseObject({ status: nonEmptyText }),
    }),
  })
  .transform(({ data: { invoice: of, order } }) => ({
    invoice_code: of?.invoice_code ?? null,
    status: order.status,
  }));

/** Every refusal; the place of the code differs. */
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

export const tokenValidation = z.looseObject({
  success: z.literal(true),
  data: z.looseObject({ valid: z.literal(true).optional() }).nullish(),
});
export const balance = z
  .looseObject({ success: z.literal(true), data: z.looseObject({ balance: rupiah }) })
  .transform((answer) => answer.data);
