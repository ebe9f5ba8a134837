/**
 * Composes the HTTP application of a proxy: shell, middleware, and the handlers of all routes. It has no
 * rules of its own.
 */
import type { Hono } from 'hono';
import { createKeptReleases } from './browser-files/kept-releases.js';
import type { ProxyEnv } from './http/env.js';
import { createOriginMatcher } from './http/origins.js';
import { createRouteMatcher } from './http/route-policy.js';
import { createShell } from './http/shell.js';
import { createLoadShedder, type LoadShedder } from './overload/load-shedder.js';
import {
  createEarlyRejection,
  type EarlyRejection,
  type RequestHead,
} from './overload/reject-early.js';
import {
  createRequestCounter,
  createShopperLimiter,
  limitAddresses,
} from './overload/request-limits.js';
import { findPackage } from './package.js';
import type { Parts } from './parts.js';
import { browserFileRoutes } from './routes/browser-file-routes.js';
import { callbackRoutes } from './routes/callback-routes.js';
import { catalogRoutes } from './routes/catalog-routes.js';
import { imageRoutes } from './routes/image-routes.js';
import { healthRoutes } from './routes/health-routes.js';
import { mountRoutes } from './routes/mount-routes.js';
import { nicknameRoutes } from './routes/nickname-routes.js';
import { openApiRoutes } from './routes/open-api-routes.js';
import { orderRoutes } from './routes/order-routes.js';
import { quoteRoutes } from './routes/quote-routes.js';
import { ROUTE_TABLE, SESSION_REQUESTS, type RouteHandlers } from './routes/routes.js';
import { shelfRoutes } from './routes/shelf-routes.js';
import { shopProductRoutes } from './routes/shop-product-routes.js';
import { sessionRoutes } from './routes/session-routes.js';
import { createGuard } from './session/guard.js';
import { createReplayStore } from './session/replay-store.js';
import { isStoreError } from './store/database.js';
import { isStoreWritable } from './store/probe.js';

export interface App {
  readonly hono: Hono<ProxyEnv>;
  readonly rejectEarly: (request: RequestHead) => EarlyRejection | null;
}

/** @param lagMs lasting delay of the event loop */
export function createApp(parts: Parts, lagMs: () => number): App {
  const { settings, platform, database, log, metrics, addresses, runner } = parts;
  const matchRoute = createRouteMatcher(ROUTE_TABLE);
  const isAllowedOrigin = createOriginMatcher(settings);
  const loadShedder = createLoadShedder({ lagMs, backlogMs: () => runner.backlogMs() }, addresses);
  const countRequest = createRequestCounter(settings, platform);
  const hono = createShell({
    settings,
    isAllowedOrigin,
    matchRoute,
    platform,
    reportError: parts.reportError,
    middleware: [loadShedder.middleware, limitAddresses(countRequest, addresses)],
    isStoreOutage: isStoreError,
    onAnswered: (answer) => {
      log.info('answered', answer);
      metrics.recordRequest(answer.route, answer.status, answer.ms);
    },
  });
  const guard = createGuard({
    settings,
    keys: parts.keys,
    replayStore: createReplayStore(database.db, platform),
    countShopperRequest: createShopperLimiter(countRequest, SESSION_REQUESTS),
    platform,
  });
  mountRoutes(hono, createHandlers(parts, loadShedder), guard);
  return {
    hono,
    rejectEarly: createEarlyRejection({
      settings,
      isAllowedOrigin,
      matchRoute,
      loadShedder,
      recordRequest: metrics.recordRequest,
    }),
  };
}

function createHandlers(
  parts: Parts,
  { whileIdle }: Pick<LoadShedder, 'whileIdle'>,
): RouteHandlers {
  const { settings, database, catalog, checkouts, keys, pins, runner, shopProducts } = parts;
  return {
    ...sessionRoutes(parts),
    ...catalogRoutes(parts),
    ...shelfRoutes(parts),
    ...shopProductRoutes(parts),
    ...quoteRoutes(parts),
    ...nicknameRoutes(parts),
    ...orderRoutes({
      ...parts,
      whileIdle,
      randomBytes: parts.platform.randomBytes,
      rememberPin: (order, pin) => pins.set(order.id, pin),
    }),
    ...openApiRoutes(parts),
    ...callbackRoutes({
      ...parts,
      bukaolshopSecret: settings.bukaolshop.callbackSecret,
      onItemChanged: (provider, item) => {
        catalog.expireItem(provider, item);
        shopProducts.wake();
      },
      onTransactionNamed: checkouts.onNamed,
      wake: () => runner.wake(),
    }),
    ...browserFileRoutes({
      findPackage,
      keptReleases: createKeptReleases({ database, keys, now: parts.platform.now }),
      onError: parts.reportError,
    }),
    ...imageRoutes(parts),
    ...healthRoutes({ ...parts, isStoreUsable: () => isStoreWritable(database.db) }),
  };
}
