/**
 * Opens and closes a proxy: settings, store, parts, application. It starts the order runner as
 * soon as the store is open, and must not lose work under way when it closes.
 */
import { createApp } from './app.js';
import { readSettings, type Settings } from './config/settings.js';
import { createLog, type Log } from './observability/log.js';
import type { EarlyRejection, RequestHead } from './overload/reject-early.js';
import {
  createReloadWatch,
  logRepeats,
  reloadFiles,
  type ReloadedFiles,
  type ReloadResult,
} from './reload.js';
import { createParts, type Parts } from './parts.js';
import { nodePlatform, repeatEvery, type Platform } from './platform.js';
import { openDatabase, type Database } from './store/database.js';
import { findMissingSuppliers } from './supply/missing-suppliers.js';
import { HOUR_MS, MINUTE_MS } from './time.js';

/** The platform of version 0.1. */
export interface Outside extends Omit<Platform, 'setTimer'> {
  readonly later: Platform['setTimer'];
}

interface Options {
  /** Replaces parts of the platform: fetch, clock, randomness, timers. */
  readonly platform?: Partial<Platform>;
  readonly outside?: Partial<Outside>;
  /** Standard output by default. */
  readonly log?: Log;
  /** The event loop lag in ms (`measureEventLoopLag`), for a process that runs nothing but the proxy. */
  readonly lag?: () => number;
  /** Reads price rules and catalogue again, for `reload`; those of the start by default. @throws SettingsError */
  readonly readFiles?: () => ReloadedFiles;
  /** Called with the result of each reload. */
  readonly onReloaded?: (result: ReloadResult) => void;
  /** The version of etalase, for the metrics. */
  readonly version?: string;
}

interface InnerOptions extends Options {
  /** A store that is open already, instead of the one of the settings; the proxy closes it. */
  readonly database?: Database;
}

export interface ProxyOptions extends Options {
  /** @deprecated Use `platform`, and `setTimer` for `later`. */
  readonly outside?: Partial<Outside>;
}

export interface Proxy {
  /**
   * Answers a request; waits for the store where it is not open yet.
   *
   * @param env the bindings of `@hono/node-server`, for the client's address
   */
  fetch(this: void, request: Request, env?: unknown): Promise<Response>;
  /** The 503 that `fetch` would answer under load, at a fraction of its cost; otherwise `null`. */
  rejectEarly(this: void, request: RequestHead): EarlyRejection | null;
  /** Resolves when the store is open and the order runner has started; rejects where it cannot be. */
  readonly ready: Promise<void>;
  /** Reads price rules and catalogue again; while one has a mistake, the old ones stay. */
  reload(this: void): Promise<ReloadResult>;
  /** Answers the requests that wait for a change of an order (`?wait=`); later ones do not wait. */
  releaseWaiters(this: void): Promise<void>;
  /** Finishes the work under way, releases its leases, and closes the store. */
  close(this: void): Promise<void>;
}

/** ms between two removals of expired data */
const HOUSEKEEPING_INTERVAL_MS = HOUR_MS;

/** ms between two looks whether a supplier is back, or a reload was requested */
const RECHECK_INTERVAL_MS = MINUTE_MS;

/** ms that due orders may wait while the heartbeat says that all is well */
const MAX_RUNNER_DELAY_MS = 2 * MINUTE_MS;

/**
 * Creates a proxy, which opens its store and begins to work on open orders at once.
 *
 * @param environment the settings, as in `process.env`
 * @throws SettingsError that names the missing or wrong setting
 */
export const createProxy = (
  environment: Readonly<Record<string, string | undefined>>,
  options?: ProxyOptions,
): Proxy =>
  openProxy(readSettings(environment), {
    readFiles: () => readSettings(environment),
    ...options,
  });

/** `createProxy` for settings that have been read. */
export function openProxy(
  settings: Settings,
  {
    platform,
    outside,
    log = createLog(),
    lag = () => 0,
    readFiles = () => settings,
    onReloaded = () => undefined,
    version = 'unknown',
    database,
  }: InnerOptions = {},
): Proxy {
  const store = database
    ? Promise.resolve(database)
    : openDatabase(settings.database, settings.language);
  const completePlatform = { ...nodePlatform, ...toPlatform(outside), ...platform };
  const started = store.then((open) =>
    start(createParts({ settings, database: open, platform: completePlatform, log, version }), {
      lag,
      readFiles,
      onReloaded,
    }),
  );
  let rejectEarly: Proxy['rejectEarly'] = () => null;
  started.then(
    (running) => (rejectEarly = running.rejectEarly),
    // `ready` and `fetch` report the failure.
    () => undefined,
  );
  return {
    rejectEarly: (request) => rejectEarly(request),
    fetch: async (request, env) => (await started).fetch(request, env),
    ready: started.then(() => undefined),
    reload: async () => (await started).reload(),
    releaseWaiters: async () => (await started).releaseWaiters(),
    close: async () => (await started).close(),
  };
}

type Running = Pick<Proxy, 'fetch' | 'rejectEarly' | 'close'> & {
  releaseWaiters(this: void): void;
  reload(this: void): ReloadResult;
};

function start(
  parts: Parts,
  { lag, readFiles, onReloaded }: Required<Pick<Options, 'lag' | 'readFiles' | 'onReloaded'>>,
): Running {
  const {
    database,
    platform,
    log,
    prices,
    catalogFile,
    runner,
    changes,
    pins,
    callbackLog,
    attemptLimiter,
    supply,
    planWatch,
    notices,
    messages,
    closedQuota,
    shopProducts,
  } = parts;
  const { hono, rejectEarly } = createApp(parts, lag);
  runner.wake();
  const stopCheckouts = parts.checkouts.start();
  for (const { name, facts } of parts.providers.values()) {
    if (facts.isTrial) log.warn('trial', { provider: name });
  }
  logRepeats(catalogFile.current(), log);
  // By a timer, so that a process listens first: the first call alone loads Node's `fetch`.
  const cancelFirstLook = platform.setTimer(0, () => {
    void reportMissingSuppliers(parts);
    void planWatch.refresh();
  });
  const stopHousekeeping = repeatEvery(platform, HOUSEKEEPING_INTERVAL_MS, async () => {
    pins.prune();
    await callbackLog.prune();
    await attemptLimiter.prune();
    await messages.prune();
    await planWatch.refresh();
  });
  const stopMessages = messages.start();
  const stopNotices = notices.start(
    () => Math.max(runner.sincePollMs(), runner.backlogMs()) < MAX_RUNNER_DELAY_MS,
  );
  const stopShopProducts = shopProducts.start();
  const reload = (): ReloadResult => {
    parts.images.reload();
    const result = reloadFiles({
      readFiles,
      replaceRules: prices.replaceRules,
      replaceCatalog: catalogFile.replace,
      log,
    });
    onReloaded(result);
    return result;
  };
  const isReloadRequested = createReloadWatch(database, platform.now());
  const stopRechecks = repeatEvery(platform, RECHECK_INTERVAL_MS, async () => {
    if (await isReloadRequested()) reload();
    await supply.recheckStopped();
    await closedQuota.refresh();
  });
  return {
    fetch: async (request, env) =>
      hono.fetch(request, typeof env === 'object' && env !== null ? env : {}),
    rejectEarly,
    reload,
    releaseWaiters: () => changes.close(),
    close: async () => {
      cancelFirstLook();
      stopHousekeeping();
      stopRechecks();
      changes.close();
      await stopCheckouts();
      await runner.close();
      await stopMessages();
      await stopNotices();
      await stopShopProducts();
      await database.db.destroy();
    },
  };
}

/** Open orders of a supplier whose key was removed wait for it; only the operator can put it back. */
async function reportMissingSuppliers({ database, providers, log, alarm }: Parts): Promise<void> {
  try {
    for (const { provider, openOrders } of await findMissingSuppliers(
      database.db,
      providers.keys(),
    )) {
      alarm('supplier-missing', { provider, count: openOrders });
    }
  } catch (error) {
    log.error('unexpected', {}, error);
  }
}

function toPlatform({ later, ...others }: Partial<Outside> = {}): Partial<Platform> {
  return { ...others, ...(later && { setTimer: later }) };
}
