/** The context of a checkout's steps, and the type of a step. Types only. */
import type { Platform } from '../platform.js';
import type { Timeouts } from '../orders/timeouts.js';
import type { CheckoutRow, OrderRow } from '../store/tables.js';
import type { CheckoutState } from '../store/order-state.js';
import type { ShopTransaction } from '../transactions/transaction.js';
import type { TransactionClient } from '../transactions/transaction-client.js';
import type { PaidBack } from '../transactions/paid-back.js';
import type { CheckoutLedger, CheckoutOrder } from './checkout-ledger.js';

export interface CheckoutContext {
  readonly ledger: CheckoutLedger;
  readonly transactions: TransactionClient;
  /** The orders of a checkout. */
  readonly listOrders: (checkout: CheckoutRow) => Promise<OrderRow[]>;
  /** Whether the quota pays for a call that no order depends on. */
  readonly allowsMinorCall: () => Promise<boolean>;
  readonly findPaidBack: (order: OrderRow) => Promise<PaidBack>;
  /** Whether a line of the transaction is sold by the proxy. */
  readonly sellsAnyOf: (transaction: ShopTransaction) => boolean;
  /** Reads what a paid transaction buys of us (`intake.ts`); `null` where no supplier can be read now. */
  readonly readOrders: (
    transaction: ShopTransaction,
    checkout: CheckoutRow,
  ) => Promise<readonly CheckoutOrder[] | null>;
  /** `null` where no key of the ring can decrypt it */
  readonly decrypt: (encrypted: string) => Promise<string | null>;
  readonly timeouts: Timeouts;
  readonly now: Platform['now'];
}

/**
 * Works on a checkout in one state.
 *
 * @returns the changed checkout, whose next step runs at once; `null` when there is nothing to do now
 */
export type CheckoutStep = (
  context: CheckoutContext,
  checkout: CheckoutRow,
) => Promise<CheckoutRow | null>;

export type CheckoutSteps = Readonly<Partial<Record<CheckoutState, CheckoutStep>>>;
