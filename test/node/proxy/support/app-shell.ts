/** The proxy's shell for tests of a few routes: without load and limits unless the test adds them. */
import assert from 'node:assert/strict';
import type { Hono, MiddlewareHandler } from 'hono';
import type { ProxyEnv } from '../../../../src/proxy/http/env.js';
import { createOriginMatcher } from '../../../../src/proxy/http/origins.js';
import { createRouteMatcher, type RoutePolicy } from '../../../../src/proxy/http/route-policy.js';
import { createShell, type ShellParts } from '../../../../src/proxy/http/shell.js';
import { createLoadShedder } from '../../../../src/proxy/overload/load-shedder.js';
import { mountRoutes } from '../../../../src/proxy/routes/mount-routes.js';
import { ROUTE_TABLE, type RouteHandlers } from '../../../../src/proxy/routes/routes.js';

const localRoute: RoutePolicy = { kind: 'checkout', work: 'local' };

/** The proxy's routes, and those that tests add. */
export const matchTestRoute = createRouteMatcher({
  ...ROUTE_TABLE,
  routes: { ...ROUTE_TABLE.routes, 'GET /v1/mine': localRoute, 'GET /v1/broken': localRoute },
});

export const createIdleLoadShedder = () =>
  createLoadShedder({ lagMs: () => 0, backlogMs: () => 0 }, { limiterKey: () => null });

interface TestShellParts extends Partial<Omit<ShellParts, 'settings' | 'isAllowedOrigin'>> {
  readonly settings: Parameters<typeof createOriginMatcher>[0];
}

export const createTestShell = ({ settings, ...parts }: TestShellParts): Hono<ProxyEnv> =>
  createShell({
    settings,
    isAllowedOrigin: createOriginMatcher(settings),
    matchRoute: matchTestRoute,
    platform: { now: Date.now },
    reportError: () => undefined,
    middleware: [createIdleLoadShedder().middleware],
    isStoreOutage: () => false,
    onAnswered: () => undefined,
    ...parts,
  });

const noSessions: MiddlewareHandler<ProxyEnv> = () => assert.fail('This test has no sessions.');

/** Mounts handlers of which none needs a proof or a session. */
export const mountPublicRoutes = (app: Hono<ProxyEnv>, handlers: Partial<RouteHandlers>): void =>
  mountRoutes(app, handlers, { requireProof: noSessions, requireSession: noSessions });
