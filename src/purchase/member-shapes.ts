/** The proxy's answers to a shopper who is logged in; see shapes.ts. */
import * as z from 'zod/mini';
import type { Order, OrderList, Quote, Session } from '../proxy/contract.js';
import { ORDER_REASONS, ORDER_STATUSES } from '../proxy/contract.js';
import {
  list,
  number,
  oneOf,
  provider,
  reader,
  rupiah,
  rupiahOrNull,
  text,
  textOrNull,
  texts,
} from './shapes.js';

export const session: z.ZodMiniType<Session> = z.object({
  access_token: text,
  token_type: oneOf(['DPoP']),
  expires_in: number,
  shopper: z.object({ id_user: text, nama_user: text, jumlah_saldo: rupiah }),
});

export const quote: z.ZodMiniType<Quote> = z.object({
  quote: text,
  price: rupiahOrNull,
  expires_at: text,
});

export const nickname: z.ZodMiniType<{ name: string | null }> = z.object({ name: textOrNull });

export const order: z.ZodMiniType<Order> = z.object({
  id: text,
  status: oneOf(ORDER_STATUSES),
  provider,
  product: text,
  item: text,
  fields: texts,
  price: rupiahOrNull,
  message: textOrNull,
  // A newer proxy may know reasons that this page has no words for.
  reason: reader((value) => ORDER_REASONS.find((each) => each === value) ?? null),
  title: text,
  name: text,
  invoice_url: textOrNull,
  voucher: textOrNull,
  created_at: text,
  updated_at: text,
});

export const orderList: z.ZodMiniType<OrderList> = z.object({
  orders: list(order),
  next: textOrNull,
});
