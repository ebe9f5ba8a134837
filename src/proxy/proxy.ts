/** The proxy, put together: every part is made here, and nowhere else. */
import { createCatalog } from './catalog/catalog.js';
import { createClientAddresses } from './http/address.js';
import { createShopperRequestCounter, applyAddressLimits } from './overload/request-limits.js';
import { createLoadShedder } from './overload/load-shedder.js';
import { createShell } from './http/shell.js';
import {
  createEarlyRejection,
  type RequestHead,
  type EarlyRejection,
} from './overload/reject-early.js';
import { createLog, type Log } from './observability/log.js';
import { createMetrics, measureCalls } from './observability/metrics.js';
import { createMirror } from './mirror/mirror.js';
import { CallbackLog } from './ledger/callback-log.js';
import { OrderChangeNotifier } from './ledger/order-change-notifier.js';
import { createOrderContext } from './orders/create-order-context.js';
import { createPinLock } from './orders/pin-lock.js';
import { countOrders, isStoreReachable } from './ledger/queries.js';
import { OrderRunner } from './orders/order-runner.js';
import { STEPS } from './orders/steps/steps.js';
import { createCallbackSecret } from './ledger/callback-secret.js';
import { createTimeouts } from './orders/timeouts.js';
import { nodePlatform, type Platform } from './platform.js';
import { createProviders } from './providers/create-providers.js';
import { priceWithMargin } from './quote/margin.js';
import { callbackRoutes } from './routes/callback-routes.js';
import { catalogRoutes } from './routes/catalog-routes.js';
import { healthRoutes } from './routes/health-routes.js';
import { nicknameRoutes } from './routes/nickname-routes.js';
import { openApiRoutes } from './routes/open-api-routes.js';
import { orderRoutes } from './routes/order-routes.js';
import { quoteRoutes } from './routes/quote-routes.js';
import { sessionRoutes } from './routes/session-routes.js';
import { createGuard } from './session/guard.js';
import { createAttemptLimiter } from './session/attempt-limiter.js';
import { createKeys } from './session/keys.js';
import { createReplayStore } from './session/replay-store.js';
import { createCredentialChecks } from './session/credential-checks.js';
import { readSettings, type Settings } from './config/settings.js';
import { isStoreError, openDatabase, type Database } from './store/database.js';

export interface ProxyOptions {
  /** Parts of the outside world to replace: fetch, clock, randomness, timers. */
  readonly platform?: Partial<Platform>;
  /** Where log lines go; standard output unless told otherwise. */
  readonly log?: Log;
  /** ms that the process is behind (`measureEventLoopLag`), for one that does nothing beside. */
  readonly lag?: () => number;
  /** A store that is open already, instead of the one that the settings name; closed with the proxy. */
  readonly database?: Database;
}

export interface Proxy {
  /**
   * Answers a request; waits for the store when it is not open yet.
   *
   * @param env what `@hono/node-server` passes beside it; from it the shopper's address is known
   */
  fetch(this: void, request: Request, env?: unknown): Promise<Response>;
  /**
   * The refusal of a request, where too much is going on for it; `null` where it may begin. `fetch`
   * would refuse it as well, at a multiple of the cost.
   */
  rejectEarly(this: void, request: RequestHead): EarlyRejection | null;
  /** Settles when the store is open and open orders are being driven; rejects when it cannot be. */
  readonly ready: Promise<void>;
  /** Answers what waits for an order to change (`?wait=`), now and from then on without waiting. */
  releaseWaiters(this: void): Promise<void>;
  /** Ends the work under way, gives its leases back, and closes the store. */
  close(this: void): Promise<void>;
}

/** ms between two removals of what is kept for a while only */
const HOUSEKEEPING_INTERVAL_MS = 3_600_000;

/**
 * Makes a proxy. It opens its store and begins to drive what is open at once.
 *
 * @param environment the settings of the contract, as `process.env` has them
 * @throws SettingsError with a sentence that names the setting that is missing or wrong
 */
export function createProxy(
  environment: Readonly<Record<string, string | undefined>>,
  { platform = {}, log = createLog(), lag = () => 0, database }: ProxyOptions = {},
): Proxy {
  const settings = readSettings(environment);
  const store = database ? Promise.resolve(database) : openDatabase(settings.database);
  const opened = store.then((open) =>
    start(settings, open, { ...nodePlatform, ...platform }, { log, lag }),
  );
  let rejectEarly: Proxy['rejectEarly'] = () => null;
  opened.then(
    (running) => (rejectEarly = running.rejectEarly),
    // Whoever asks hears of it; nobody has to.
    () => undefined,
  );
  return {
    rejectEarly: (request) => rejectEarly(request),
    fetch: async (request, env) => (await opened).fetch(request, env),
    ready: opened.then(() => undefined),
    releaseWaiters: async () => (await opened).releaseWaiters(),
    close: async () => (await opened).close(),
  };
}

type Running = Pick<Proxy, 'fetch' | 'rejectEarly' | 'close'> & {
  releaseWaiters(this: void): void;
};

function start(
  settings: Settings,
  database: Database,
  unmeteredPlatform: Platform,
  { log, lag: lagMs }: Required<Pick<ProxyOptions, 'log' | 'lag'>>,
): Running {
  const metrics = createMetrics(() => countOrders(database.db));
  const platform = measureCalls(unmeteredPlatform, settings, metrics);
  const { now, randomBytes } = platform;
  const keys = createKeys(settings, now);
  const addresses = createClientAddresses(settings);
  const attemptLimiter = createAttemptLimiter(database.db, settings, platform);
  const credentialChecks = createCredentialChecks(attemptLimiter);
  const pinLock = createPinLock(attemptLimiter, addresses);
  const guard = createGuard({
    settings,
    keys,
    replayStore: createReplayStore(database.db, platform),
    countShopperRequest: createShopperRequestCounter(settings, platform),
    platform,
  });
  const timeouts = createTimeouts(settings);
  const providers = createProviders(settings, platform, timeouts.callTimeoutMs);
  const catalog = createCatalog(providers.values(), platform);
  const callbackLog = new CallbackLog(database, platform, log);
  const changes = new OrderChangeNotifier(platform);
  const orderContext = createOrderContext({
    settings,
    timeouts,
    database,
    platform,
    log,
    metrics,
    changes,
    providers,
    getFreshProduct: (provider, code, maxAge) => catalog.freshProduct(provider, code, maxAge),
    pinLock,
    encrypt: (text) => keys.encrypt(text),
    decrypt: (sealed) => keys.decrypt(sealed),
  });
  const runner = new OrderRunner({
    context: orderContext,
    steps: STEPS,
    platform,
    onError: (error) => log.error('unexpected', {}, error),
  });
  const { ledger, pins } = orderContext;
  const loadShedder = createLoadShedder({ lagMs, backlogMs: () => runner.backlogMs() }, addresses);
  const sharedParts = { settings, providers, catalog, keys, guard, addresses, platform };

  const app = createShell({
    settings,
    platform,
    log,
    loadShedder,
    isStoreOutage: isStoreError,
    onAnswered: (answer) => {
      log.info('answered', answer);
      metrics.recordRequest(answer.route, answer.status, answer.ms);
    },
  });
  applyAddressLimits(app, settings, platform, addresses);
  app.route('/', sessionRoutes({ ...sharedParts, credentialChecks }));
  app.route(
    '/',
    catalogRoutes({
      catalog,
      providers,
      priceWithMargin: (provider, product, cost) =>
        priceWithMargin(settings.margin, provider, product, cost),
    }),
  );
  app.route('/', quoteRoutes(sharedParts));
  app.route('/', nicknameRoutes(sharedParts));
  app.route(
    '/',
    orderRoutes({
      ...sharedParts,
      database,
      ledger,
      runner,
      changes,
      pinLock,
      whileIdle: loadShedder.whileIdle,
      randomBytes,
      rememberPin: (order, pin) => pins.set(order.id, pin),
    }),
  );
  app.route(
    '/',
    callbackRoutes({
      database,
      ledger,
      callbackLog,
      shopSecret: createCallbackSecret(database, keys, platform),
      bukaolshopSecret: settings.bukaolshop.callbackSecret,
      onProductsChanged: (provider) => catalog.invalidate(provider),
      wake: () => runner.wake(),
    }),
  );
  const mirror = createMirror(settings.bukaolshop, platform);
  app.route('/', openApiRoutes({ mirror, credentialChecks, addresses, platform }));
  app.route(
    '/',
    healthRoutes({ isStoreUsable: () => isStoreReachable(database.db), keys, metrics }),
  );

  runner.wake();
  const earlyRejection = createEarlyRejection(settings);
  const stopHousekeeping = repeatEvery(platform, HOUSEKEEPING_INTERVAL_MS, async () => {
    pins.prune();
    await callbackLog.prune();
    await attemptLimiter.prune();
  });
  return {
    fetch: async (request, env) =>
      app.fetch(request, typeof env === 'object' && env !== null ? env : {}),
    rejectEarly: ({ method, path, origin }) => {
      if (!loadShedder.shouldReject(method, path)) return null;
      // No line in the log for each: writing it would be most of the work.
      metrics.recordRequest('/*', 503, 0);
      return earlyRejection(origin);
    },
    releaseWaiters: () => changes.close(),
    close: async () => {
      stopHousekeeping();
      changes.close();
      await runner.close();
      await database.db.destroy();
    },
  };
}

/** Repeats a task until told to stop; what fails is tried again the next time. */
function repeatEvery(
  { setTimer }: Pick<Platform, 'setTimer'>,
  ms: number,
  task: () => Promise<unknown>,
): () => void {
  let cancel = setTimer(ms, run);
  function run(): void {
    cancel = setTimer(ms, run);
    task().catch(() => undefined);
  }
  return () => cancel();
}
