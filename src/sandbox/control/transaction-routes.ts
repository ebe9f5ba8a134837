import { Hono } from 'hono';
import { z } from 'zod';
import { cancelTransaction, payTransaction, placePurchase } from '../checkout/place.js';
import { pressButton, transactionCommands } from '../checkout/status.js';
import { controlResponse } from '../http/json-responses.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { transactionKinds } from '../state/transactions.js';
import {
  errorResponse,
  invalidResponse,
  noContentResponse,
  readBody,
  type WithShop,
} from './replies.js';

const purchase = z.strictObject({
  /** `id_user`. */
  member: z.string().default('130173'),
  lines: z
    .array(
      z.strictObject({
        id_barang: z.string(),
        quantity: z.int().min(1).max(1_000).default(1),
        note: z.string().default(''),
        /** `catatan_tambahan`. */
        extra: z
          .union([
            z.string(),
            z.strictObject({
              nama_varian: z.string().optional(),
              opsi: z.array(z.string()).optional(),
            }),
          ])
          .optional(),
        /** Whole rupiah for all units; the product's price when absent. */
        total: z.int().min(0).optional(),
      }),
    )
    .min(1),
  payment: z.enum(['saldo', 'transfer']).default('transfer'),
  /** Whether a transfer arrives at once; a payment by saldo always does. */
  paid: z.boolean().default(true),
  /** `tipe_transaksi`; follows from the goods when absent. */
  kind: z.enum(transactionKinds).optional(),
});

/** `pay` and `cancel` are the shopper's, who can do so before paying; the others are the seller's buttons. */
const action = z.strictObject({ action: z.enum(['pay', 'cancel', ...transactionCommands]) });
type Action = z.output<typeof action>['action'];

const act = (backend: ShopBackend, number: string, name: Action) => {
  if (name === 'pay') return payTransaction(backend, number);
  return name === 'cancel'
    ? cancelTransaction(backend, number)
    : pressButton(backend, number, name);
};

/** Makes transactions as shoppers do, and changes them as shoppers and sellers do. */
export const transactionRoutes = (withShop: WithShop): Hono => {
  const app = new Hono();
  app.post('/', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = purchase.safeParse(await readBody(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const result = placePurchase(backend, parsed.data);
      return result.kind === 'placed'
        ? controlResponse({ nomor_pembayaran: result.number }, 201)
        : errorResponse(409, result.why);
    }),
  );
  app.post('/:number', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = action.safeParse(await readBody(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const result = act(backend, c.req.param('number'), parsed.data.action);
      if (result === 'unknown') return errorResponse(404, 'No such transaction');
      return result === 'changed'
        ? noContentResponse()
        : errorResponse(409, 'Not possible in its status');
    }),
  );
  return app;
};
