import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createClientAddresses } from '../../../../src/proxy/http/address.js';
import type { ProxyEnv } from '../../../../src/proxy/http/env.js';
import { createLog } from '../../../../src/proxy/observability/log.js';
import {
  assertProblem,
  openProxyApp,
  PROXY_ORIGIN,
  PAGE_ORIGIN,
  settingsFor,
  type ProxyApp,
} from '../support/proxy-app.js';

let proxyApp: ProxyApp;
before(async () => {
  proxyApp = await openProxyApp({
    env: {
      ETALASE_ORIGINS: 'https://*.bukaolshop.site,https://toko.example,http://localhost:5173',
    },
  });
});

const ask = (path: string, init: RequestInit = {}) =>
  proxyApp.send(new Request(`${PROXY_ORIGIN}${path}`, init));
const from = (origin: string) => ({ headers: { Origin: origin } });

describe('a page', () => {
  for (const origin of [
    PAGE_ORIGIN,
    'https://toko.example',
    'http://localhost:5173',
    PROXY_ORIGIN,
  ]) {
    it(`of ${origin} may call the proxy`, async () => {
      const answer = await ask('/v1/mine', from(origin));
      await assertProblem(answer, 401, 'missing_session');
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), origin);
      assert.equal(answer.headers.get('Access-Control-Expose-Headers'), 'ETag,Retry-After');
      assert.match(answer.headers.get('Vary') ?? '', /Origin/);
    });
  }

  for (const origin of [
    'https://evil.example',
    'null',
    'http://toko.bukaolshop.site',
    'https://bukaolshop.site',
    'https://a.b.bukaolshop.site',
    'https://evil.example/.bukaolshop.site',
    'https://tokoxbukaolshop.site',
    'https://toko.bukaolshop.site.evil.example',
    'https://toko.bukaolshop.site:8443',
    'http://localhost:5174',
    '',
  ]) {
    it(`of ${origin || 'an empty origin'} may not call it`, async () => {
      for (const method of ['GET', 'POST']) {
        const answer = await ask('/v1/mine', { ...from(origin), method });
        await assertProblem(answer, 403, 'forbidden_origin');
        assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
      }
    });
  }

  it('learns from a preflight what it may send', async () => {
    const answer = await ask('/v1/quotes', {
      method: 'OPTIONS',
      headers: { Origin: PAGE_ORIGIN, 'Access-Control-Request-Method': 'POST' },
    });
    assert.equal(answer.status, 204);
    const { headers } = answer;
    assert.equal(headers.get('Access-Control-Allow-Origin'), PAGE_ORIGIN);
    assert.equal(headers.get('Access-Control-Max-Age'), '7200');
    assert.deepEqual(headers.get('Access-Control-Allow-Headers')?.toLowerCase().split(','), [
      'authorization',
      'content-type',
      'dpop',
      'idempotency-key',
      'idempotency-lookup',
      'if-none-match',
    ]);
  });

  it('of a foreign origin gets no permission from a preflight', async () => {
    const answer = await ask('/v1/quotes', { method: 'OPTIONS', ...from('https://evil.example') });
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
  });

  it('is not required: a request without an origin passes', async () => {
    await assertProblem(await ask('/v1/mine'), 401, 'missing_session');
  });
});

describe('an answer', () => {
  it('has headers against caching, rendering and running', async () => {
    for (const path of ['/v1/mine', '/nowhere', '/v1/broken']) {
      const { headers } = await ask(path);
      assert.equal(headers.get('Cache-Control'), 'no-store');
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
      assert.match(headers.get('Content-Security-Policy') ?? '', /^default-src 'none'/);
    }
  });

  it('is 404 for an unknown path and 405 for a wrong method', async () => {
    await assertProblem(await ask('/nowhere'), 404, 'not_found');
    const answer = await ask('/v1/quotes');
    assert.equal(answer.headers.get('Allow'), 'POST');
    await assertProblem(answer, 405, 'method_not_allowed');
    await assertProblem(await ask('/v1/mine', { method: 'DELETE' }), 405, 'method_not_allowed');
  });

  it('never shows the message of an internal error, nor does the log', async () => {
    const lines: string[] = [];
    const own = await openProxyApp({ log: createLog({ write: (line) => void lines.push(line) }) });
    const answer = await own.send(new Request(`${PROXY_ORIGIN}/v1/broken?token=rahasia`));
    assert.ok(!JSON.stringify(await assertProblem(answer, 500, 'internal')).includes('secret'));
    assert.equal(lines.length, 1);
    assert.ok(!/a secret|rahasia/.test(lines.join('')));
    assert.match(lines.join(''), /"route":"\/v1\/broken"/);
  });

  it('is reported with its route’s label and its problem’s code', async () => {
    const own = await openProxyApp();
    await own.send(new Request(`${PROXY_ORIGIN}/v1/mine?x=1`));
    await own.send(new Request(`${PROXY_ORIGIN}/nowhere/123`));
    const reported = own.answers.map(({ route, status, code }) => ({ route, status, code }));
    assert.deepEqual(reported, [
      { route: '/v1/mine', status: 401, code: 'missing_session' },
      { route: '/*', status: 404, code: 'not_found' },
    ]);
  });
});

describe('a body', () => {
  const large = JSON.stringify({ token_user: 'a'.repeat(64 * 1024) });

  it('over 64 KB is refused, with or without Content-Length', async () => {
    const shopper = await proxyApp.shopper();
    await assertProblem(
      await shopper.post('/v1/sessions', large, { token: null }),
      413,
      'body_too_large',
    );
    const stream = new Blob([large]).stream();
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' };
    await assertProblem(await ask('/v1/sessions', init), 413, 'body_too_large');
    const lying = { method: 'POST', body: large, headers: { 'Content-Length': '70000' } };
    await assertProblem(await ask('/v1/sessions', lying), 413, 'body_too_large');
  });

  for (const [what, type, body, status, code] of [
    ['text', 'text/plain', '{}', 415, 'not_supported_media_type'],
    ['a form', 'application/x-www-form-urlencoded', 'id_user=1', 415, 'not_supported_media_type'],
    ['JSON of another kind', 'application/jsonp', '{}', 415, 'not_supported_media_type'],
    ['broken JSON', 'application/json', '{"id_user":', 400, 'not_json'],
    ['nothing', 'application/json', '', 400, 'not_json'],
    ['a number', 'application/json', '1', 400, 'bad_request'],
    ['null', 'application/json; charset=utf-8', 'null', 400, 'bad_request'],
    ['a prototype', 'application/json', '{"__proto__":{"id_user":"1"}}', 400, 'bad_request'],
  ] as const) {
    it(`of ${what} as ${type} is refused: ${code}`, async () => {
      const shopper = await proxyApp.shopper();
      const tampering = { token: null, headers: { 'Content-Type': type } };
      await assertProblem(await shopper.post('/v1/sessions', body, tampering), status, code);
    });
  }
});

describe("the client's address", () => {
  const app = new Hono<ProxyEnv>();
  const addresses = createClientAddresses(settingsFor());
  app.get('/', (c) => c.json(addresses.addressOf(c)));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  before(() => (server.listening ? undefined : once(server, 'listening')));
  after(() => server.close());

  const address = async (forwarded: string): Promise<unknown> => {
    const { port } = server.address() as AddressInfo;
    const headers = forwarded === '' ? {} : { 'X-Forwarded-For': forwarded };
    return (await fetch(`http://127.0.0.1:${port}/`, { headers })).json();
  };

  for (const [forwarded, known] of [
    ['', '127.0.0.1'],
    ['203.0.113.7', '203.0.113.7'],
    ['10.0.0.1, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, rubbish', '127.0.0.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ] as const) {
    it(`behind a web server on loopback with X-Forwarded-For ${JSON.stringify(forwarded)} is ${known}`, async () => {
      assert.equal(await address(forwarded), known);
    });
  }

  it('is the peer where that is not on loopback, and unknown without a socket', async () => {
    const request = new Request('http://x/', { headers: { 'X-Forwarded-For': '203.0.113.7' } });
    const socket = { remoteAddress: '::ffff:198.51.100.2' };
    const far = await app.fetch(request, { incoming: { socket } });
    assert.equal(await far.json(), '198.51.100.2');
    assert.equal(await (await app.fetch(request)).json(), null);
  });

  it('comes from the last entry of the last header', async () => {
    const { port } = server.address() as AddressInfo;
    const asked = httpRequest({ port, host: '127.0.0.1' });
    asked.setHeader('X-Forwarded-For', ['10.0.0.1', '203.0.113.7']);
    asked.end();
    const [answer] = (await once(asked, 'response')) as [AsyncIterable<Buffer>];
    let text = '';
    for await (const chunk of answer) text += chunk.toString();
    assert.equal(text, '"203.0.113.7"');
  });
});
