/** An early rejection equals the application's own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../../../src/proxy/config/settings.js';
import { createLoadShedder } from '../../../../src/proxy/overload/load-shedder.js';
import { createOriginMatcher } from '../../../../src/proxy/http/origins.js';
import { createEarlyRejection } from '../../../../src/proxy/overload/reject-early.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import { createProxy } from '../../../../src/proxy/proxy.js';
import { createTestShell, matchTestRoute } from '../support/app-shell.js';
import { PROXY_ORIGIN, PAGE_ORIGIN, secretOf, settingsFor } from '../support/proxy-app.js';

const GET_CATALOG = { method: 'GET', path: '/v1/catalog' };

function overloaded(settings: Settings) {
  const loadShedder = createLoadShedder(
    { lagMs: () => 9e9, backlogMs: () => 0 },
    { limiterKey: () => null },
  );
  return {
    loadShedder,
    rejectEarly: createEarlyRejection({
      settings,
      isAllowedOrigin: createOriginMatcher(settings),
      matchRoute: matchTestRoute,
      loadShedder,
      recordRequest: () => undefined,
    }),
  };
}

describe('an early rejection', () => {
  for (const publicUrl of [PROXY_ORIGIN, 'http://127.0.0.1:8787']) {
    for (const origin of [undefined, PAGE_ORIGIN, publicUrl]) {
      it(`of ${origin ?? 'no page'} by ${publicUrl} equals the application’s own`, async () => {
        const settings = settingsFor({ ETALASE_PUBLIC_URL: publicUrl });
        const { loadShedder, rejectEarly } = overloaded(settings);
        const app = createTestShell({ settings, middleware: [loadShedder.middleware] });
        const headers = new Headers(origin === undefined ? {} : { Origin: origin });
        for (const path of ['/v1/catalog', '/etalase/latest.js']) {
          const answer = await app.fetch(new Request(`${PROXY_ORIGIN}${path}`, { headers }));
          assert.equal(answer.status, 503);
          assert.deepEqual(rejectEarly({ method: 'GET', path, origin }), {
            status: answer.status,
            headers: Object.fromEntries(answer.headers),
            body: await answer.text(),
          });
        }
      });
    }
  }

  it('cannot be read by a foreign page', () => {
    const { rejectEarly } = overloaded(settingsFor());
    const rejection = rejectEarly({ ...GET_CATALOG, origin: 'https://evil.example' });
    assert.ok(rejection);
    assert.equal(rejection.headers['access-control-allow-origin'], undefined);
  });

  it('lasts as long as the overload, and is counted', async () => {
    let lag = 0;
    const proxy = createProxy(
      {
        ETALASE_PUBLIC_URL: PROXY_ORIGIN,
        ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
        BUKAOLSHOP_TOKEN: 'demo',
        BUKAOLSHOP_API_KEY: 'closed-demo',
        DATABASE_URL: 'file::memory:',
      },
      { log: silent, lag: () => lag },
    );
    const request = { method: 'GET', path: '/v1/catalog', origin: undefined };
    // Nothing is rejected before the proxy has started.
    lag = 9e9;
    assert.equal(proxy.rejectEarly(request), null);
    await proxy.ready;
    const statuses = [0, 9e9, 0].map((now) => ((lag = now), proxy.rejectEarly(request)?.status));
    assert.deepEqual(statuses, [undefined, 503, undefined]);
    const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    const figures = await proxy.fetch(new Request(`${PROXY_ORIGIN}/metrics`), here);
    assert.match(await figures.text(), /^etalase_request_seconds_count\{route="\/\*".*503.*\} 1$/m);
    await proxy.close();
  });
});
