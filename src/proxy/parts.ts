/**
 * Creates the parts of a proxy, each of them once, from the settings and the open store. It starts
 * nothing: `proxy.ts` does.
 */
import { createCatalog } from './catalog/catalog.js';
import { PROVIDERS } from './contract.js';
import type { Settings } from './config/settings.js';
import { createCheckouts } from './checkouts/checkouts.js';
import { createClientAddresses } from './http/address.js';
import { createImages } from './images/images.js';
import { CallbackLog } from './ledger/callback-log.js';
import { createCallbackSecret } from './ledger/callback-secret.js';
import { createChangedItemReader } from './ledger/changed-items.js';
import { OrderChangeNotifier } from './ledger/order-change-notifier.js';
import { OPEN_STATES } from './ledger/states.js';
import { createMemberMessages } from './messages/messages.js';
import { createMirror } from './mirror/mirror.js';
import { createProductDetails } from './product-details/product-details.js';
import { createNotices } from './notices/notices.js';
import { createErrorReport } from './observability/error-report.js';
import type { Log, LogFields } from './observability/log.js';
import { createUpstreamFinder, measureCalls } from './observability/measured-platform.js';
import { createMetrics } from './observability/metrics.js';
import { ALARMS, type Alarm } from './orders/alarms.js';
import { createOrderContext } from './orders/create-order-context.js';
import { createPinLock } from './orders/pin-lock.js';
import { CHECKOUT_STEPS } from './orders/checkout-steps/steps.js';
import { STEPS } from './orders/steps/steps.js';
import { createTimeouts } from './orders/timeouts.js';
import type { Platform } from './platform.js';
import { createProviders } from './providers/create-providers.js';
import { createClosedQuota } from './quota/closed-quota.js';
import { createPlanWatch } from './quota/shop-plan.js';
import { createPrices } from './quote/margin.js';
import { createFigureReader } from './read-figures.js';
import { createCatalogHolder } from './shelf/catalog-holder.js';
import { createShelf } from './shelf/shelf.js';
import { createCheckoutUrls } from './shop-products/checkout-urls.js';
import { createProductClient } from './shop-products/product-client.js';
import { mapShopProducts } from './shop-products/shop-product-map.js';
import { createShopProductSync } from './shop-products/shop-product-sync.js';
import { createAttemptLimiter } from './session/attempt-limiter.js';
import { createCredentialChecks } from './session/credential-checks.js';
import { createKeys } from './crypto/keys.js';
import { StepRunner } from './step-runner.js';
import { isStoreError, type Database } from './store/database.js';
import type { OrderRow } from './store/tables.js';
import { readDiskUse } from './store/disk-use.js';
import { createSupply } from './supply/supply.js';
import { storeFailureOf } from './store/store-failure.js';
import { createOrderSide } from './transactions/order-side.js';
import { zoneOffsetMs } from './zone-offset.js';

export interface PartsOptions {
  readonly settings: Settings;
  readonly database: Database;
  readonly platform: Platform;
  readonly log: Log;
  /** of etalase, for the metrics */
  readonly version: string;
}

export type Parts = ReturnType<typeof createParts>;

export function createParts(options: PartsOptions) {
  const { settings, database, log } = options;
  const reportError = createErrorReport({
    log,
    now: options.platform.now,
    storeFailureOf: (error) => (isStoreError(error) ? storeFailureOf(error) : null),
  });
  const metrics = createMetrics({
    alarms: ALARMS,
    version: options.version,
    openStates: OPEN_STATES,
    suppliers: PROVIDERS,
    readFigures: createFigureReader({
      settings,
      database,
      now: options.platform.now,
      providers: () => providers.keys(),
      quotaLeft: () => closedQuota.left(),
    }),
  });
  const reportAlarm = (code: Alarm, fields: LogFields = {}): void => {
    log.warn('alarm', { code, ...fields });
    metrics.recordAlarm(code);
  };
  const notices = createNotices({
    settings: settings.notify,
    database,
    platform: options.platform,
    log,
    reportAlarm,
    upstreamOf: createUpstreamFinder(settings),
    readDiskUse: () => readDiskUse(settings.database),
    zoneOffsetMs: zoneOffsetMs(Intl.DateTimeFormat().resolvedOptions().timeZone),
    onError: reportError,
  });
  const alarm = (code: Alarm, fields: LogFields = {}): void => {
    reportAlarm(code, fields);
    notices.record(code, fields.provider ?? '');
  };
  const onError = (error: unknown): void => log.error('unexpected', {}, error);
  const closedQuota = createClosedQuota({
    platform: notices.watch(measureCalls(options.platform, settings, metrics)),
    bukaolshop: settings.bukaolshop,
    database,
    alarm: (kind, api) => alarm(kind, { provider: api }),
    onError,
  });
  const { platform } = closedQuota;
  const keys = createKeys(settings, platform.now);
  const addresses = createClientAddresses(settings);
  const attemptLimiter = createAttemptLimiter(database.db, settings, platform);
  const timeouts = createTimeouts(settings);
  const prices = createPrices(settings.margin);
  const providers = createProviders(settings, platform, timeouts.callTimeoutMs);
  const catalogFile = createCatalogHolder(settings.catalog);
  const catalog = createCatalog(
    providers.values(),
    platform,
    createChangedItemReader(database, platform),
  );
  const changes = new OrderChangeNotifier(platform);
  const pinLock = createPinLock(attemptLimiter, addresses);
  const supply = createSupply({
    database,
    providers,
    platform,
    alarm: (kind, provider) => alarm(kind, { provider }),
    onError,
    shelfIdOf: (provider, product) => catalogFile.idOf(provider, product),
  });
  const images = createImages({
    folder: settings.images,
    publicUrl: settings.publicUrl,
    onLeftOut: ({ file, fault }) => log.warn('image', { code: fault, file }),
  });
  const shelf = createShelf({
    images,
    catalog,
    providers,
    supply,
    prices,
    catalogFile: catalogFile.current,
  });
  const planWatch = createPlanWatch({
    bukaolshop: settings.bukaolshop,
    database,
    platform,
    alarm,
    onError,
  });
  const mirror = createMirror(settings.bukaolshop, platform, planWatch.isLimited);
  const shopProducts = createShopProductSync({
    settings,
    database,
    platform,
    client: createProductClient(settings.bukaolshop, platform, timeouts.callTimeoutMs),
    mirror,
    shelf,
    catalogFile: catalogFile.current,
    allowsCall: closedQuota.allowsMinorCall,
    onHeld: (item) => {
      reportAlarm('price-held', { item });
      notices.record('price-held', item);
    },
    onError,
  });
  const productDetails = createProductDetails({
    bukaolshop: settings.bukaolshop,
    platform,
    mirror,
    allowsCall: closedQuota.allowsMinorCall,
  });
  const checkoutUrls = createCheckoutUrls({
    database,
    now: platform.now,
    isAnyMapped: () => mapShopProducts(catalogFile.current()).size > 0,
  });
  const orderContext = createOrderContext({
    settings,
    timeouts,
    database,
    platform,
    log,
    metrics,
    changes,
    notices,
    providers,
    supply,
    closedQuota,
    getFreshProduct: (provider, code, maxAgeMs) => catalog.freshProduct(provider, code, maxAgeMs),
    pinLock,
    encrypt: (text) => keys.encrypt(text),
    decrypt: (jwe) => keys.decrypt(jwe),
    maxLoss: settings.checkout.maxLoss,
    ...createOrderSide({
      settings,
      database,
      platform,
      keys,
      timeoutMs: timeouts.callTimeoutMs,
    }),
  });
  const runner = new StepRunner<OrderRow>({
    claimDue: (limit) => orderContext.ledger.claimDue(limit),
    releaseLease: ({ id }) => orderContext.ledger.releaseLease(id),
    runStep: (order) =>
      (order.paid_by === 'checkout' ? CHECKOUT_STEPS : STEPS)[order.state]?.(orderContext, order) ??
      null,
    onStepFailed: (order) => orderContext.alarm('step-failed', order),
    pollIntervalMs: timeouts.minAttemptDelayMs,
    platform,
    onError: reportError,
  });
  const checkouts = createCheckouts({
    orders: orderContext,
    shelf,
    catalog,
    catalogFile: catalogFile.current,
    providers,
    keys,
    randomBytes: platform.randomBytes,
    closedQuota,
    database,
    platform,
    patience: settings.patience,
    log,
    wakeOrders: () => runner.wake(),
    onError: reportError,
  });
  return {
    settings,
    database,
    platform,
    log,
    reportError,
    metrics,
    keys,
    addresses,
    attemptLimiter,
    credentialChecks: createCredentialChecks(attemptLimiter),
    providers,
    catalog,
    supply,
    images,
    shelf,
    catalogFile,
    prices,
    priceItem: prices.priceItem,
    priceVersion: prices.version,
    planWatch,
    closedQuota,
    alarm,
    mirror,
    productDetails,
    shopProducts,
    checkoutUrls,
    changes,
    notices,
    messages: createMemberMessages({
      settings,
      database,
      platform,
      allowsMinorCall: closedQuota.allowsMinorCall,
      decrypt: (jwe) => keys.decrypt(jwe),
      timeoutMs: timeouts.callTimeoutMs,
      log,
      onError: reportError,
    }),
    pins: orderContext.pins,
    pinLock,
    ledger: orderContext.ledger,
    callbackLog: new CallbackLog(database, platform, log),
    shopSecret: createCallbackSecret(database, keys, platform),
    runner,
    checkouts,
  };
}
