/** Headers of every answer, and the server's limits on receiving a request. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { healthRoutes } from '../../../../src/proxy/routes/health-routes.js';
import {
  assertProblem,
  openProxyApp,
  PROXY_ORIGIN,
  PAGE_ORIGIN,
  type ProxyApp,
} from '../support/proxy-app.js';
import { mountPublicRoutes } from '../support/app-shell.js';
import { startListeningProxy, type ListeningProxy } from '../support/listening-proxy.js';

let proxyApp: ProxyApp;
before(async () => {
  proxyApp = await openProxyApp();
  mountPublicRoutes(
    proxyApp.app,
    healthRoutes({
      isStoreUsable: () => Promise.resolve(false),
      keys: proxyApp.keys,
      metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
    }),
  );
  proxyApp.app.get('/v1/known', (c) => c.body(null, 304, { ETag: '"a"' }));
});

const STRICT = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'Cache-Control': 'no-store',
} as const;

/** Differences from a plain request. */
interface Differences {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isProven?: boolean;
  readonly type?: string;
  readonly env?: object;
  readonly times?: number;
}

const remoteClient = { incoming: { socket: { remoteAddress: '203.0.113.7' } } };
const large = 'a'.repeat(70_000);
const preflight = { 'Access-Control-Request-Method': 'POST' };

describe('an answer', () => {
  for (const [status, method, path, given = {}] of [
    [200, 'GET', '/healthz'],
    [200, 'HEAD', '/healthz'],
    [204, 'OPTIONS', '/v1/quotes', { headers: preflight }],
    [304, 'GET', '/v1/known'],
    [400, 'POST', '/v1/sessions', { body: '{', isProven: true }],
    [401, 'GET', '/v1/mine'],
    [404, 'GET', '/nowhere'],
    [404, 'GET', '/metrics', { env: remoteClient }],
    [405, 'PUT', '/v1/mine'],
    [413, 'POST', '/v1/quotes', { body: large }],
    [415, 'POST', '/v1/sessions', { body: 'a', isProven: true, type: 'text/plain' }],
    [429, 'POST', '/v1/sessions', { env: remoteClient, times: 31 }],
    [500, 'GET', '/v1/broken'],
    [503, 'GET', '/readyz'],
  ] as [number, string, string, Differences?][]) {
    for (const origin of [undefined, PAGE_ORIGIN, 'https://evil.example', 'null']) {
      it(`${status} to ${method} ${path} of ${origin ?? 'no page'} has strict headers`, async () => {
        const { body, env, times = 1, type = 'application/json' } = given;
        const shopper = await proxyApp.shopper();
        const ask = async () => {
          const proof = await shopper.proof(method, path, body ?? '');
          const headers = {
            'Content-Type': type,
            ...(given.isProven === true && { DPoP: proof }),
            ...given.headers,
            ...(origin !== undefined && { Origin: origin }),
          };
          const init = { method, headers, ...(body !== undefined && { body }) };
          return proxyApp.app.fetch(new Request(`${PROXY_ORIGIN}${path}`, init), env);
        };
        let answer = await ask();
        for (let time = 1; time < times; time++) answer = await ask();

        const isForeign = origin !== undefined && origin !== PAGE_ORIGIN;
        assert.equal(answer.status, isForeign && method !== 'OPTIONS' ? 403 : status);
        for (const [name, value] of Object.entries(STRICT)) {
          assert.equal(answer.headers.get(name), value, name);
        }
        for (const name of ['Server', 'X-Powered-By', 'Set-Cookie']) {
          assert.equal(answer.headers.get(name), null);
        }
        assert.equal(
          answer.headers.get('Access-Control-Allow-Origin'),
          origin === PAGE_ORIGIN ? PAGE_ORIGIN : null,
        );
        assert.equal(answer.headers.get('Access-Control-Allow-Credentials'), null);
        assert.match(answer.headers.get('Vary') ?? '', /\bOrigin\b/);
      });
    }
  }

  it('sends HSTS only where the public URL is https', async () => {
    const { app } = await openProxyApp({ env: { ETALASE_PUBLIC_URL: 'http://127.0.0.1:8787' } });
    const { headers } = await app.request('/nowhere');
    assert.equal(headers.get('Strict-Transport-Security'), null);
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  });
});

describe('an operator’s route', () => {
  for (const path of ['/readyz', '/metrics']) {
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP']) {
      it(`${path} is not found through a web server that adds ${name}`, async () => {
        const request = new Request(`${PROXY_ORIGIN}${path}`, { headers: { [name]: '127.0.0.1' } });
        const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
        await assertProblem(await proxyApp.app.fetch(request, env), 404, 'not_found');
      });
    }
  }
});

describe('the server', () => {
  let server: ListeningProxy;
  before(async () => {
    server = await startListeningProxy();
  });
  after(() => server.close());

  it('refuses headers of more than 16 KB', async () => {
    const answer = await server.sendRaw([
      `GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`,
    ]);
    assert.match(answer, /^HTTP\/1\.1 431 /);
  });

  it('cuts off headers that are sent too slowly', async () => {
    const start = performance.now();
    const answer = await server.sendRaw(['GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ']);
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.ok(performance.now() - start < 20_000);
  });

  for (const [what, text] of [
    [
      'two lengths',
      'POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    ],
    [
      'a length and chunks',
      'POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['a bare line feed in a header', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n'],
  ] as const) {
    it(`refuses a request with ${what}`, async () => {
      assert.match(await server.sendRaw([text]), /^HTTP\/1\.1 400 /);
    });
  }

  it('does not reveal its software', async () => {
    for (const [method, path] of [
      ['GET', '/healthz'],
      ['TRACE', '/healthz'],
      ['GET', '//evil.example/healthz'],
      ['GET', '/%00'],
      ['PATCH', '/v1/orders'],
    ] as const) {
      const request = httpRequest({ port: server.port, method, path, host: '127.0.0.1' });
      request.end();
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      answer.resume();
      assert.ok(Number(answer.statusCode) < 500, `${method} ${path}: ${answer.statusCode}`);
      assert.equal(answer.headers.server, undefined);
      assert.equal(answer.headers['x-powered-by'], undefined);
    }
  });
});
