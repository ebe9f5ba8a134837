/**
 * Creates the parts of a proxy, each of them once, from the settings and the open store. It starts
 * nothing: `proxy.ts` does.
 */
import { createCatalog } from './catalog/catalog.js';
import type { Settings } from './config/settings.js';
import { createClientAddresses } from './http/address.js';
import { CallbackLog } from './ledger/callback-log.js';
import { createCallbackSecret } from './ledger/callback-secret.js';
import { OrderChangeNotifier } from './ledger/order-change-notifier.js';
import { OrderLedger } from './ledger/order-ledger.js';
import { countOrders } from './ledger/queries.js';
import { ShopFacts } from './ledger/shop-facts.js';
import { FINAL_STATES, ORDER_STATES, STATES_NEEDING_PIN } from './ledger/states.js';
import { createMirror } from './mirror/mirror.js';
import type { Log } from './observability/log.js';
import { measureCalls } from './observability/measured-platform.js';
import { createMetrics } from './observability/metrics.js';
import { ALARMS, type OrderContext } from './orders/order-context.js';
import { OrderRunner } from './orders/order-runner.js';
import { createPinLock } from './orders/pin-lock.js';
import { PinStore } from './orders/pin-store.js';
import { createTimeouts } from './orders/timeouts.js';
import type { Platform } from './platform.js';
import { createProviders } from './providers/create-providers.js';
import { createSaldoClient } from './saldo/saldo-client.js';
import { createAttemptLimiter } from './session/attempt-limiter.js';
import { createCredentialChecks } from './session/credential-checks.js';
import { createKeys } from './session/keys.js';
import type { Database } from './store/database.js';

export interface PartsOptions {
  readonly settings: Settings;
  readonly database: Database;
  readonly platform: Platform;
  readonly log: Log;
}

export type Parts = ReturnType<typeof createParts>;

export function createParts(options: PartsOptions) {
  const { settings, database, log } = options;
  const metrics = createMetrics({
    alarms: ALARMS,
    openStates: ORDER_STATES.filter((state) => !FINAL_STATES.includes(state)),
    countOrders: () => countOrders(database.db),
  });
  const platform = measureCalls(options.platform, settings, metrics);
  const keys = createKeys(settings, platform.now);
  const addresses = createClientAddresses(settings);
  const attemptLimiter = createAttemptLimiter(database.db, settings, platform);
  const timeouts = createTimeouts(settings);
  const providers = createProviders(settings, platform, timeouts.callTimeoutMs);
  const catalog = createCatalog(providers.values(), platform);
  const changes = new OrderChangeNotifier(platform);
  const pins = new PinStore(platform.now, timeouts.maxUnpaidMs + timeouts.leaseMs);
  const pinLock = createPinLock(attemptLimiter, addresses);
  const ledger = new OrderLedger({
    database,
    now: platform.now,
    node: Buffer.from(platform.randomBytes(8)).toString('hex'),
    leaseMs: timeouts.leaseMs,
    onChange: (order, { kind, from_state: from }) => {
      const fields = { order: order.id, state: order.state, provider: order.provider };
      log.info(kind === 'seen' ? 'seen' : 'moved', { ...fields, ...(from && { from }) });
      if (kind !== 'seen') metrics.recordOrderState(order.state);
      changes.notify(order.id);
      if (!STATES_NEEDING_PIN.includes(order.state)) pins.delete(order.id);
    },
  });
  const orderContext: OrderContext = {
    ledger,
    saldo: createSaldoClient(settings.bukaolshop, platform, {
      timeoutMs: timeouts.callTimeoutMs,
      quotaRetryMs: timeouts.quotaRetryMs,
    }),
    providers,
    getFreshProduct: (provider, code, maxAgeMs) => catalog.freshProduct(provider, code, maxAgeMs),
    shopFacts: new ShopFacts(database, platform.now),
    timeouts,
    now: platform.now,
    setTimer: platform.setTimer,
    pins,
    pinLock,
    encrypt: (text) => keys.encrypt(text),
    decrypt: (jwe) => keys.decrypt(jwe),
    publicUrl: settings.publicUrl,
    alarm: (kind, order) => {
      log.warn('alarm', { code: kind, order: order.id, state: order.state });
      metrics.recordAlarm(kind);
    },
  };
  const onRunnerError = (error: unknown) => log.error('unexpected', {}, error);
  return {
    settings,
    database,
    platform,
    log,
    metrics,
    keys,
    addresses,
    attemptLimiter,
    credentialChecks: createCredentialChecks(attemptLimiter),
    providers,
    catalog,
    mirror: createMirror(settings.bukaolshop, platform),
    changes,
    pins,
    pinLock,
    ledger,
    callbackLog: new CallbackLog(database, platform, log),
    shopSecret: createCallbackSecret(database, keys, platform),
    runner: new OrderRunner(orderContext, platform, onRunnerError),
  };
}
