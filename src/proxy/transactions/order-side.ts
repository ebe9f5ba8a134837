/** What the steps of an order know of its transaction: its checkout, bukaOlshop's word, and the member's history. */
import type { Settings } from '../config/settings.js';
import type { Keys } from '../crypto/keys.js';
import type { Platform } from '../platform.js';
import { createCatatanReader, createRiwayatReader } from '../saldo/saldo-client.js';
import type { Database } from '../store/database.js';
import type { CheckoutRow, OrderRow } from '../store/tables.js';
import { findPaidBack, type PaidBack } from './paid-back.js';
import { createTransactionClient, type TransactionClient } from './transaction-client.js';

export interface OrderSide {
  readonly transactions: TransactionClient;
  /** The checkout of an order; `undefined` where it has none. */
  readonly findCheckout: (order: OrderRow) => Promise<CheckoutRow | undefined>;
  /** Whether the member's history shows that bukaOlshop paid the order's transaction back. */
  readonly findPaidBack: (order: OrderRow) => Promise<PaidBack>;
}

export interface OrderSideParts {
  readonly settings: Pick<Settings, 'bukaolshop'>;
  readonly database: Database;
  readonly platform: Platform;
  readonly keys: Pick<Keys, 'decrypt'>;
  /** of each call, ms */
  readonly timeoutMs: number;
}

export function createOrderSide({
  settings: { bukaolshop },
  database: { db },
  platform,
  keys,
  timeoutMs,
}: OrderSideParts): OrderSide {
  const readCatatan = createCatatanReader(bukaolshop, platform, timeoutMs);
  const readRiwayat = createRiwayatReader(bukaolshop, platform, timeoutMs);

  /** The newest `token_user` of the member; `null` for one who never had a session here. */
  async function findMemberToken(shopper: string): Promise<string | null> {
    const order = await db
      .selectFrom('orders')
      .select('shopper_secret')
      .where('shopper', '=', shopper)
      .where('paid_by', '!=', 'checkout')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return order ? keys.decrypt(order.shopper_secret) : null;
  }

  return {
    transactions: createTransactionClient(bukaolshop, platform, timeoutMs),
    findCheckout: ({ payment_number: number }: OrderRow) =>
      db
        .selectFrom('checkouts')
        .selectAll()
        .where('payment_number', '=', number ?? '')
        .executeTakeFirst(),
    async findPaidBack({ shopper, payment_number: number }) {
      const token = await findMemberToken(shopper);
      return findPaidBack(
        {
          readCatatan: token === null ? null : () => readCatatan(shopper, token, 1),
          readRiwayat: () => readRiwayat(shopper),
        },
        number ?? '',
      );
    },
  };
}
