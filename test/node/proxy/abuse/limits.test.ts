/** Limits per address and per shopper, and how a client's address is determined. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createClientAddresses } from '../../../../src/proxy/http/address.js';
import { createRouteMatcher, type RoutePolicy } from '../../../../src/proxy/http/route-policy.js';
import { ROUTE_TABLE, ROUTES, SESSION_REQUESTS } from '../../../../src/proxy/routes/routes.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import { createProxy, type Proxy } from '../../../../src/proxy/proxy.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { createShopper } from '../support/test-shopper.js';
import {
  assertProblem,
  openProxyApp,
  PROXY_ORIGIN,
  rina,
  secretOf,
  settingsFor,
} from '../support/proxy-app.js';

let time = Date.parse('2026-11-25T10:00:00Z');
const now = () => time;
const sandbox = createSandbox();
let proxy: Proxy;
const calls: string[] = [];
before(async () => {
  proxy = createProxy(
    {
      ETALASE_PUBLIC_URL: PROXY_ORIGIN,
      ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
      DATABASE_URL: 'file::memory:',
      BUKAOLSHOP_TOKEN: 'demo',
      BUKAOLSHOP_API_KEY: 'closed-demo',
      BUKAOLSHOP_OPEN_URL: 'http://127.0.0.1/v1',
      BUKAOLSHOP_CLOSED_URL: 'http://127.0.0.1/closed/v1',
    },
    {
      log: silent,
      platform: {
        now,
        fetch: (url, init) => {
          calls.push(url);
          return Promise.resolve(sandbox.fetch(new Request(url, init)));
        },
      },
    },
  );
  await proxy.ready;
});
after(async () => {
  sandbox.close();
  await proxy.close();
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const ask = (method: string, path: string, address: string) =>
  proxy.fetch(new Request(`${PROXY_ORIGIN}${path}`, { method }), from(address));

const matchRoute = createRouteMatcher(ROUTE_TABLE);

describe('an address', () => {
  for (const [index, [method, path, status]] of (
    [
      ['POST', '/v1/sessions', 401],
      ['GET', '/v1/catalog', 200],
      ['GET', '/open/app/slide', 200],
      ['POST', '/v1/quotes', 401],
      ['POST', '/v1/nicknames', 401],
      ['POST', '/v1/orders', 401],
      ['GET', '/v1/orders/a', 401],
      ['POST', '/callbacks/snapcart/guess', 404],
      ['POST', '/callbacks/bukaolshop', 404],
    ] as const
  ).entries()) {
    it(`is limited to a number of ${method} ${path} in a minute, with Retry-After`, async () => {
      const { perAddress: limit } = matchRoute(method, path);
      assert.ok(limit);
      const address = `198.51.100.${index}`;
      for (let count = 0; count < limit.perMinute; count++) {
        assert.equal((await ask(method, path, address)).status, status);
      }
      const spent = calls.length;
      const answer = await ask(method, path, address);
      assert.equal(answer.headers.get('Retry-After'), '60');
      await assertProblem(answer, 429, 'too_many_requests');
      assert.equal(calls.length, spent);
      assert.equal((await ask(method, path, `198.51.101.${index}`)).status, status, 'another');
      time += 60_000;
      assert.equal((await ask(method, path, address)).status, status, 'a minute later');
    });
  }

  it('is limited on every route but the operator’s', () => {
    for (const [name, route] of Object.entries<RoutePolicy>(ROUTES)) {
      assert.equal(route.perAddress === undefined, route.kind === 'operator', name);
    }
  });

  for (const [path, neighbour] of [
    ['/v1/catalog/a', '/v1/catalog'],
    ['/v1/orders/a/b', '/v1/orders'],
    ['/open/nothing', '/open/app/slide'],
    ['/callbacks/nobody', '/callbacks/bukaolshop'],
    ['/v1/sessions', '/v1/sessions'],
    ['/v1/quotes', '/v1/quotes'],
    ['/v1/nicknames', '/v1/nicknames'],
  ] as const) {
    it(`is counted at ${path} with any method, also without a route`, () => {
      const routes = ['GET', 'POST'].map((method) => matchRoute(method, neighbour));
      const limit = routes.find(({ label }) => label !== '/*')?.perAddress;
      assert.ok(limit);
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'TRACE']) {
        assert.equal(matchRoute(method, path).perAddress, limit, method);
      }
    });
  }

  it('of IPv6 counts with its whole /64, in any notation', async () => {
    const many = ['2001:db8:0:1::1', '2001:db8:0:1:ffff::', '2001:0DB8:0000:0001::abcd'];
    for (let count = 0; count < 30; count++) {
      const answer = await ask('POST', '/v1/sessions', many[count % 3] ?? '');
      await assertProblem(answer, 401, 'missing_proof');
    }
    for (const address of many) {
      await assertProblem(await ask('POST', '/v1/sessions', address), 429, 'too_many_requests');
    }
    const next = await ask('POST', '/v1/sessions', '2001:db8:0:2::1');
    await assertProblem(next, 401, 'missing_proof');
  });

  it('cannot be changed by encoding the path', async () => {
    for (let count = 0; count < 30; count++) {
      await ask('POST', '/v1/%73essions', '198.51.102.1');
    }
    const answer = await ask('POST', '/v1/sessions', '198.51.102.1');
    await assertProblem(answer, 429, 'too_many_requests');
  });

  it('is not counted where a trusted web server names no client', async () => {
    for (let count = 0; count < 40; count++) {
      const answer = await ask('POST', '/v1/sessions', '127.0.0.1');
      await assertProblem(answer, 401, 'missing_proof');
    }
  });
});

describe('a shopper', () => {
  const routes = Object.entries<RoutePolicy>(ROUTES).flatMap(([name, { perShopper }]) =>
    perShopper ? [[name, perShopper] as const] : [],
  );
  for (const [what, limit] of [['all', SESSION_REQUESTS] as const, ...routes]) {
    it(`is limited to a number of ${what} in a minute, and costs the store nothing past it`, async () => {
      const proxyApp = await openProxyApp();
      const [method, path] = what === 'all' ? ['GET', '/v1/mine'] : what.split(' ');
      assert.ok(path);
      // The test application has no order routes.
      proxyApp.app.post('/v1/orders', proxyApp.guard.requireSession, (c) => c.json({}));
      const { get, post } = await proxyApp.loggedInShopper();
      const send = () => (method === 'GET' ? get(path) : post(path, {}));
      for (let count = 0; count < limit.perMinute; count++) {
        assert.notEqual((await send()).status, 429);
      }
      const rows = async () =>
        (await proxyApp.db.selectFrom('proofs').select('id').execute()).length;
      const before = await rows();
      const answer = await send();
      assert.match(answer.headers.get('Retry-After') ?? '', /^(60|[1-5]?\d)$/);
      await assertProblem(answer, 429, 'too_many_requests');
      assert.equal(await rows(), before);
      proxyApp.setClockSkew(60_000);
      assert.notEqual((await send()).status, 429);
    });
  }
});

describe('the client’s address', () => {
  const [far, near] = ['203.0.113.7', '10.1.2.3'];
  for (const [what, setting, peer, forwarded, expected, counted] of [
    ['a peer that is not trusted', undefined, far, '192.0.2.1', far, far],
    ['a web server on loopback', undefined, '127.0.0.1', far, far, far],
    ['an entry that the client forged', undefined, '::1', `192.0.2.1, ${far}`, far, far],
    ['a private network, not trusted', undefined, near, far, near, near],
    ['a private network, trusted', '10.0.0.0/8', near, far, far, far],
    ['one trusted address', '10.1.2.3', near, far, far, far],
    ['a neighbour of a trusted address', '10.1.2.3', '10.1.2.4', far, '10.1.2.4', '10.1.2.4'],
    ['loopback where only others are trusted', '10.0.0.0/8', '127.0.0.1', far, '127.0.0.1', null],
    ['two web servers in a row', '127.0.0.1,10.0.0.0/8', '127.0.0.1', `${far}, ${near}`, far, far],
    ['a forged server in a row', '10.0.0.0/8', near, `192.0.2.1, ${far}, 10.9.9.9`, far, far],
    ['no forwarded header', '10.0.0.0/8', near, undefined, near, null],
    ['an invalid entry', '10.0.0.0/8', near, `${far}, unknown`, near, null],
    ['an invalid entry with a port', '10.0.0.0/8', near, 'unknown:1234', near, null],
    ['an address with a port', '10.0.0.0/8', near, `${far}:1234`, far, far],
    ['IPv6 in brackets', undefined, '::1', '[2001:db8::1]', '2001:db8::1', '2001:db8:0:0::/64'],
    [
      'an address of IPv6 with a port',
      undefined,
      '::1',
      '[2001:db8::1]:80',
      '2001:db8::1',
      '2001:db8:0:0::/64',
    ],
    ['an address of IPv6 with half a bracket', undefined, '::1', '[2001:db8::1', '::1', null],
    ['a trusted network of IPv6', 'fd00::/8', 'fd00::1', far, far, far],
    ['IPv4 over IPv6', '10.0.0.0/8', '::ffff:10.1.2.3', `::ffff:${far}`, far, far],
    ['IPv6 behind it', '10.0.0.0/8', near, '2001:DB8::1', '2001:DB8::1', '2001:db8:0:0::/64'],
    ['no socket', '10.0.0.0/8', undefined, far, null, null],
  ] as const) {
    it(`with ${what} is ${String(expected)}`, async () => {
      const env = setting === undefined ? {} : { ETALASE_TRUSTED_PROXIES: setting };
      const addresses = createClientAddresses(settingsFor(env));
      const { app } = await openProxyApp();
      app.get('/v1/address', (c) => c.json([addresses.addressOf(c), addresses.limiterKey(c)]));
      const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
      const request = new Request(`${PROXY_ORIGIN}/v1/address`, { headers });
      const answer = await app.fetch(request, peer === undefined ? undefined : from(peer));
      assert.deepEqual(await answer.json(), [expected, counted]);
    });
  }

  it('gets no separate limit through a forged header', async () => {
    const request = (forged: string) =>
      new Request(`${PROXY_ORIGIN}/v1/sessions`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': forged },
      });
    for (let count = 0; count < 30; count++) {
      await proxy.fetch(request(`192.0.2.${count}`), from('198.51.103.1'));
    }
    const answer = await proxy.fetch(request('192.0.2.99'), from('198.51.103.1'));
    await assertProblem(answer, 429, 'too_many_requests');
  });
});

describe('a shopper who waits for Retry-After', () => {
  it('is served again', async () => {
    const shopper = await createShopper({
      origin: PROXY_ORIGIN,
      send: (request) => proxy.fetch(request, from('198.51.104.1')),
      pair: rina,
      now,
    });
    const guest = { id_user: '{{id_user}}', token_user: '{{token_user}}' };
    for (let count = 0; count < 30; count++)
      await shopper.post('/v1/sessions', guest, { token: null });
    const answer = await shopper.post('/v1/sessions', rina, { token: null });
    assert.equal(answer.status, 429);
    time += Number(answer.headers.get('Retry-After')) * 1_000;
    assert.ok((await shopper.session()).access_token);
  });
});
