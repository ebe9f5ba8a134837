/**
 * The shop's own checkout: transactions that bukaOlshop names are recorded, read, bought from the suppliers, and
 * settled or cancelled. It starts nothing before `start`.
 */
import type { Log } from '../observability/log.js';
import type { OrderContext } from '../orders/order-context.js';
import type { Platform } from '../platform.js';
import type { ClosedQuota } from '../quota/closed-quota.js';
import { mapShopProducts } from '../shop-products/shop-product-map.js';
import { StepRunner } from '../step-runner.js';
import type { Database } from '../store/database.js';
import { getShopFact, CHECKOUTS_RESTORED } from '../ledger/shop-facts.js';
import { listOrdersOfCheckout } from '../ledger/queries.js';
import type { CheckoutRow } from '../store/tables.js';
import { DAY_MS } from '../time.js';
import type { CheckoutContext } from './checkout-context.js';
import { CheckoutLedger } from './checkout-ledger.js';
import { createCheckoutIntake, type CheckoutIntakeParts } from './intake.js';
import { CHECKOUT_STEPS } from './steps/steps.js';
import { startSweeps } from './sweep.js';

export interface CheckoutsParts extends Omit<CheckoutIntakeParts, 'wasRestored' | 'maxLoss'> {
  readonly orders: Pick<
    OrderContext,
    'ledger' | 'transactions' | 'findPaidBack' | 'maxLoss' | 'timeouts' | 'decrypt'
  >;
  readonly closedQuota: Pick<ClosedQuota, 'allowsMinorCall'>;
  readonly database: Database;
  readonly platform: Platform;
  readonly patience: number;
  readonly log: Log;
  /** Makes the order runner poll now. */
  readonly wakeOrders: () => void;
  readonly onError: (error: unknown) => void;
}

export interface NamedTransaction {
  readonly number: string;
  readonly event: string;
  readonly status: string;
  readonly kind: string | null;
}

export interface Checkouts {
  /** bukaOlshop named a transaction in a callback; nothing that it says is believed. */
  onNamed(this: void, named: NamedTransaction): Promise<void>;
  /** Begins to work. @returns ends the work under way */
  start(this: void): () => Promise<void>;
}

/** ms after a restore in which a transaction that was claimed may be missing in the ledger */
const RESTORE_DOUBT_MS = 30 * DAY_MS;

export function createCheckouts(parts: CheckoutsParts): Checkouts {
  const { orders, database, platform, log, wakeOrders, onError, catalogFile } = parts;
  const { timeouts, transactions, findPaidBack, decrypt } = orders;
  const { now } = platform;
  const ledger = new CheckoutLedger({
    database,
    now,
    node: orders.ledger.node,
    leaseMs: timeouts.leaseMs,
    insertOrder: (trx, { order, review }) => orders.ledger.insertForCheckout(trx, order, review),
    onChange: ({ state }) => {
      log.info('checkout', { state });
      wakeOrders();
    },
  });
  const context: CheckoutContext = {
    ledger,
    transactions,
    findPaidBack,
    allowsMinorCall: parts.closedQuota.allowsMinorCall,
    decrypt,
    timeouts,
    now,
    listOrders: ({ payment_number: number }) => listOrdersOfCheckout(database.db, number),
    ...createCheckoutIntake({
      ...parts,
      maxLoss: orders.maxLoss,
      wasRestored: async () => {
        const fact = await getShopFact(database.db, CHECKOUTS_RESTORED);
        return fact !== undefined && now() - fact.at < RESTORE_DOUBT_MS;
      },
    }),
  };
  const runner = new StepRunner<CheckoutRow>({
    claimDue: (limit) => ledger.claimDue(limit),
    releaseLease: (checkout) => ledger.releaseLease(checkout),
    runStep: (checkout) => CHECKOUT_STEPS[checkout.state]?.(context, checkout) ?? null,
    onStepFailed: ({ state }) => log.warn('checkout', { code: 'step-failed', state }),
    pollIntervalMs: timeouts.minAttemptDelayMs,
    platform,
    onError,
  });
  const isSelling = (): boolean => mapShopProducts(catalogFile()).size > 0;
  const wake = (): void => runner.wake();

  return {
    async onNamed({ number, event, status, kind }) {
      if (!isSelling()) return;
      await ledger.announce(number, `callback ${event} ${status} ${kind ?? ''}`.trim(), { kind });
      wake();
    },

    start() {
      wake();
      const stopSweeps = startSweeps({
        transactions,
        ledger,
        database,
        closedQuota: parts.closedQuota,
        platform,
        patience: parts.patience,
        isSelling,
        wake,
        onError,
      });
      return async () => {
        await stopSweeps();
        await runner.close();
      };
    },
  };
}
