/** The table of routes: it matches the mounted routes, and requests match its rows. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createApp } from '../../../../src/proxy/app.js';
import { createRouteMatcher } from '../../../../src/proxy/http/route-policy.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import { createParts } from '../../../../src/proxy/parts.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { ROUTE_TABLE, ROUTES } from '../../../../src/proxy/routes/routes.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { settingsFor } from '../support/proxy-app.js';

describe('the table of routes', () => {
  it('has exactly the routes that the application mounts', async () => {
    const database = await openDatabase({ kind: 'sqlite', file: ':memory:' });
    const parts = createParts({
      settings: settingsFor(),
      database,
      platform: nodePlatform,
      log: silent,
      version: '',
    });
    const { hono } = createApp(parts, () => 0);
    const mounted = hono.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(mounted)].sort(), Object.keys(ROUTES).sort());
    assert.deepEqual(
      hono.routes.filter(({ method, path }) => method === 'ALL' && path !== '/*'),
      [],
    );
    await database.db.destroy();
  });
});

describe('a request', () => {
  const matchRoute = createRouteMatcher(ROUTE_TABLE);
  for (const [method, path, label, kind, work] of [
    ['GET', '/v1/catalog', '/v1/catalog', 'browsing', 'upstream'],
    ['HEAD', '/v1/catalog/snapcart/ML', '/v1/catalog/:provider/:product', 'browsing', 'upstream'],
    ['POST', '/v1/sessions', '/v1/sessions', 'checkout', 'upstream'],
    ['POST', '/v1/nicknames', '/v1/nicknames', 'checkout', 'upstream'],
    ['POST', '/v1/quotes', '/v1/quotes', 'checkout', 'local'],
    ['POST', '/v1/orders', '/v1/orders', 'ordering', 'local'],
    ['GET', '/v1/orders', '/v1/orders', 'checkout', 'local'],
    ['GET', '/v1/orders/1', '/v1/orders/:id', 'checkout', 'local'],
    ['GET', '/open/user/info', '/open/user/info', 'browsing', 'upstream'],
    ['POST', '/callbacks/snapcart/x', '/callbacks/snapcart/:secret', 'callback', 'local'],
    ['GET', '/metrics', '/metrics', 'operator', 'local'],
    ['GET', '/etalase/latest.js', '/etalase/latest.js', 'checkout', 'local'],
    ['HEAD', '/etalase/1.0.0/etalase.js', '/etalase/:version/:file', 'checkout', 'local'],
    ['GET', '/etalase/1.0.0/chunks/a.js', '/etalase/:version/chunks/:file', 'checkout', 'local'],
    ['GET', '/etalase/1.0.0/chunks/a/b.js', '/*', 'checkout', 'local'],
    ['PUT', '/v1/orders', '/*', 'checkout', 'local'],
    ['GET', '/v1/sessions', '/*', 'checkout', 'upstream'],
    ['POST', '/v1/orders/1', '/*', 'checkout', 'local'],
    ['POST', '/v1/catalog/x', '/*', 'browsing', 'upstream'],
    ['GET', '/v1/nothing', '/*', 'checkout', 'local'],
    ['GET', '/callbacks/nobody', '/*', 'callback', 'local'],
    ['POST', '/healthz', '/*', 'operator', 'local'],
    ['GET', '/nowhere', '/*', 'browsing', 'upstream'],
    ['GET', 'http://elsewhere/v1/orders', '/*', 'browsing', 'upstream'],
    ['GET', '', '/*', 'browsing', 'upstream'],
  ] as const) {
    it(`${method} ${path || '(no path)'} is ${kind}, labelled ${label}`, () => {
      const route = matchRoute(method, path);
      assert.deepEqual(
        { label: route.label, kind: route.kind, work: route.work },
        { label, kind, work },
      );
    });
  }
});
