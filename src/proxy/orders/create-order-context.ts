/**
 * Creates the order context: ledger, saldo client, PIN store, and the reports of changes and alarms. It
 * starts no order.
 */
import type { Settings } from '../config/settings.js';
import type { OrderChangeNotifier } from '../ledger/order-change-notifier.js';
import { OrderLedger } from '../ledger/order-ledger.js';
import { ShopFacts } from '../ledger/shop-facts.js';
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import { createSaldoClient } from '../saldo/saldo-client.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';
import type { Alarm } from './alarms.js';
import type { OrderContext } from './order-context.js';
import { PinStore } from './pin-store.js';
import type { Timeouts } from './timeouts.js';

export interface OrderContextParts extends Pick<
  OrderContext,
  'providers' | 'getFreshProduct' | 'supply' | 'closedQuota' | 'pinLock' | 'encrypt' | 'decrypt'
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
}

export function createOrderContext({
  settings,
  timeouts,
  database,
  platform,
  log,
  metrics,
  changes,
  ...parts
}: OrderContextParts): OrderContext {
  const { now, randomBytes, setTimer } = platform;
  const pins = new PinStore(now, timeouts.maxUnpaidMs + timeouts.leaseMs);
  const ledger = new OrderLedger({
    database,
    now,
    node: Buffer.from(randomBytes(8)).toString('hex'),
    leaseMs: timeouts.leaseMs,
    onChange: (order, { kind, from_state: from }) => {
      const fields = { order: order.id, state: order.state, provider: order.provider };
      log.info(kind === 'seen' ? 'seen' : 'moved', { ...fields, ...(from && { from }) });
      if (kind !== 'seen') metrics.recordOrderState(order.state);
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
      log.warn('alarm', { code: kind, order: order.id, state: order.state });
      metrics.recordAlarm(kind);
    },
  };
}
