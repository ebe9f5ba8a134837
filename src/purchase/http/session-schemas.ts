/** The proxy's answers to a shopper who is logged in; see shapes.ts. */
import * as z from 'zod/mini';
import type { Order, OrderList, Quote, Session } from '../../proxy/contract.js';
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

export const quoteSchema: z.ZodMiniType<Quote> = z.object({
  quote: textSchema,
  price: nullableRupiahSchema,
  expires_at: textSchema,
});

export const nicknameSchema: z.ZodMiniType<{ name: string | null }> = z.object({
  name: nullableTextSchema,
});

export const orderSchema: z.ZodMiniType<Order> = z.object({
  id: textSchema,
  status: enumSchema(ORDER_STATUSES),
  provider: providerSchema,
  product: textSchema,
  item: textSchema,
  fields: textRecordSchema,
  price: nullableRupiahSchema,
  message: nullableTextSchema,
  // A newer proxy may know reasons that this page has no words for.
  reason: parserSchema((value) => ORDER_REASONS.find((each) => each === value) ?? null),
  title: textSchema,
  name: textSchema,
  invoice_url: nullableTextSchema,
  voucher: nullableTextSchema,
  created_at: textSchema,
  updated_at: textSchema,
});

export const orderListSchema: z.ZodMiniType<OrderList> = z.object({
  orders: lenientListSchema(orderSchema),
  next: nullableTextSchema,
});
