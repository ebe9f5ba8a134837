/**
 * Creates the order context: ledger, saldo client, PIN store, and the reports of changes and alarms. It
 * starts no order.
 */
import type { Transaction } from 'kysely';
import type { Settings } from '../config/settings.js';
import type { OrderChangeNotifier } from '../ledger/order-change-notifier.js';
import type { OrderAlarm } from '../ledger/order-changes.js';
import { OrderLedger } from '../ledger/order-ledger.js';
import { ShopFacts } from '../ledger/shop-facts.js';
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import { createSaldoClient } from '../saldo/saldo-client.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';
import type { OrderRow, Tables } from '../store/tables.js';
import type { Alarm } from './alarms.js';
import type { OrderContext } from './order-context.js';
import { PinStore } from './pin-store.js';
import type { Timeouts } from './timeouts.js';

export interface OrderContextParts extends Pick<
  OrderContext,
  | 'providers'
  | 'getFreshProduct'
  | 'supply'
  | 'closedQuota'
  | 'pinLock'
  | 'encrypt'
  | 'decrypt'
  | 'transactions'
  | 'findCheckout'
  | 'findPaidBack'
  | 'maxLoss'
> {
  readonly settings: Pick<Settings, 'bukaolshop' | 'publicUrl'>;
  readonly timeouts: Timeouts;
  readonly database: Database;
  readonly platform: Platform;
  readonly log: Log;
  readonly metrics: {
    recordOrderState(this: void, state: OrderState): void;
    recordAlarm(this: void, kind: Alarm): void;
  };
  readonly changes: OrderChangeNotifier;
  readonly notices: {
    /** Writes the notice of an alarm with the order's change. */
    writeForOrder(
      this: void,
      trx: Transaction<Tables>,
      order: OrderRow,
      alarm: OrderAlarm,
    ): Promise<void>;
    record(this: void, alarm: Alarm, subject: string): void;
  };
}

export function createOrderContext({
  settings,
  timeouts,
  database,
  platform,
  log,
  metrics,
  changes,
  notices,
  ...parts
}: OrderContextParts): OrderContext {
  const { now, randomBytes, setTimer } = platform;
  const pins = new PinStore(now, timeouts.maxUnpaidMs + timeouts.leaseMs);
  const reportAlarm = (kind: Alarm, order: OrderRow): void => {
    log.warn('alarm', { code: kind, order: order.id, state: order.state });
    metrics.recordAlarm(kind);
  };
  const ledger = new OrderLedger({
    database,
    now,
    node: Buffer.from(randomBytes(8)).toString('hex'),
    leaseMs: timeouts.leaseMs,
    writeAlarm: notices.writeForOrder,
    onChange: (order, { kind, from_state: from }, alarm) => {
      const fields = { order: order.id, state: order.state, provider: order.provider };
      log.info(kind === 'seen' ? 'seen' : 'moved', { ...fields, ...(from && { from }) });
      if (kind !== 'seen') metrics.recordOrderState(order.state);
      if (alarm) reportAlarm(alarm, order);
      changes.notify(order.id);
      pins.deleteUnlessNeeded(order.id, order.state);
    },
  });
  return {
    ...parts,
    ledger,
    saldo: createSaldoClient(settings.bukaolshop, platform, {
      timeoutMs: timeouts.callTimeoutMs,
      quotaRetryMs: timeouts.quotaRetryMs,
    }),
    shopFacts: new ShopFacts(database, now),
    timeouts,
    now,
    setTimer,
    pins,
    publicUrl: settings.publicUrl,
    alarm: (kind, order) => {
      reportAlarm(kind, order);
      notices.record(kind, order.id);
    },
  };
}
