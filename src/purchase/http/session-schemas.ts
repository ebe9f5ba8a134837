/** Schemas of the proxy's answers within a session; `schemas.ts` says why they are not the contract's. */
import * as z from 'zod/mini';
import type { Nickname, Order, OrderList, Quote, Session } from '../../proxy/contract.js';
import { ORDER_REASONS, ORDER_STATUSES } from '../../proxy/contract.js';
import {
  lenientListSchema,
  integerSchema,
  enumSchema,
  providerSchema,
  parserSchema,
  rupiahSchema,
  nullableRupiahSchema,
  textSchema,
  nullableTextSchema,
  textRecordSchema,
} from './schemas.js';

export const sessionSchema: z.ZodMiniType<Session> = z.object({
  access_token: textSchema,
  token_type: enumSchema(['DPoP']),
  expires_in: integerSchema,
  shopper: z.object({ id_user: textSchema, nama_user: textSchema, jumlah_saldo: rupiahSchema }),
});

const billSchema = z.object({
  name: nullableTextSchema,
  period: nullableTextSchema,
  amount: rupiahSchema,
});

export const quoteSchema: z.ZodMiniType<Quote> = z.object({
  quote: textSchema,
  price: nullableRupiahSchema,
  expires_at: textSchema,
  // Only a bill's quote has one.
  bill: z.transform((value: unknown) => billSchema.safeParse(value).data),
});

export const nicknameSchema: z.ZodMiniType<Nickname> = z.object({
  name: nullableTextSchema,
  // An older proxy does not say.
  found: z.transform((value: unknown) => (typeof value === 'boolean' ? value : null)),
});

const paidBySchema = enumSchema(['saldo', 'invoice', 'checkout']);

const receivedOrderSchema = z.object({
  id: textSchema,
  number: z.transform((value: unknown) => textSchema.safeParse(value).data),
  status: enumSchema(ORDER_STATUSES),
  provider: providerSchema,
  product: textSchema,
  item: textSchema,
  fields: textRecordSchema,
  price: nullableRupiahSchema,
  message: nullableTextSchema,
  // A newer proxy may send reasons that this version has no text for.
  reason: parserSchema((value) => ORDER_REASONS.find((each) => each === value) ?? null),
  paid_by: z.transform((value: unknown) => paidBySchema.safeParse(value).data),
  title: textSchema,
  name: textSchema,
  invoice_url: nullableTextSchema,
  voucher: nullableTextSchema,
  created_at: textSchema,
  updated_at: textSchema,
});

/** An older proxy sends no number; the id then stands for it, which the command line takes as well. */
export const orderSchema = parserSchema((value): Order | undefined => {
  const order = receivedOrderSchema.safeParse(value).data;
  return order && { ...order, number: order.number ?? order.id };
});

/** `null`, the value of a 304: the order has not changed. */
export const changedOrderSchema = parserSchema((value): Order | null | undefined =>
  value === null ? null : orderSchema.safeParse(value).data,
);

export const orderListSchema: z.ZodMiniType<OrderList> = z.object({
  orders: lenientListSchema(orderSchema),
  next: nullableTextSchema,
});
