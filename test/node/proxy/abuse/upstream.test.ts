/** No input of a client changes the target of the proxy's own requests. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { catalog } from '../../../../src/proxy/contract.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createClient } from '../../../../src/proxy/providers/snapcart/client.js';
import { call } from '../../../../src/proxy/upstream/call.js';
import type { Proxy } from '../../../../src/proxy/proxy.js';
import { createShopper, type TestShopper } from '../support/test-shopper.js';
import {
  closeSandbox,
  PURCHASES,
  openProxyCluster,
  quoteFor,
  RINA,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

const ORIGIN = 'http://127.0.0.1:8787';
const AWKWARD = [
  '../../sandbox/shops',
  '..',
  '.',
  '%2e%2e%2f%2e%2e%2fsandbox',
  '..%2f..%2fsandbox',
  '//evil.example/',
  '\\\\evil.example\\',
  '@evil.example/',
  ':1@evil.example',
  'a\r\nHost: evil.example',
  'a\nX-Injected: 1',
  'a%0d%0aHost:%20evil.example',
  '?token=other',
  '&token=other',
  '#fragment',
  'a/b',
  'a;b=c',
  'http://169.254.169.254/latest/meta-data',
  '１２３．．／',
  '‮evil',
  'a\u0000b',
] as const;

/** Base paths of all upstreams. */
const PATHS = [
  /^\/v1\/(app\/(produk|kategori|kostumpage|slide)|user\/(info|catatan|transaksi))$/,
  /^\/closed\/v1\/(member\/(id|saldo)|aplikasi\/info(_limit)?)$/,
  /^\/lapakgaming\/api\/(balance|category|product|all-products|uid-check|order|order_status)$/,
  /^\/snapcart\/api\/v1\/(catalogs\/[^/]+(\/[^/]+(\/items)?)?|payment(\/status\/[^/]+)?)$/,
  /^\/leuwongrr\/api\/v1\/(catalog\/[a-z-]+|me\/orders|me\/(orders|invoices)\/[^/]+(\/status)?)$/,
];

let cluster: ProxyCluster;
let proxy: Proxy;
let rina: TestShopper;
const calls: URL[] = [];
before(async () => {
  cluster = await openProxyCluster({ hasNoFirstNode: true });
  proxy = await cluster.node({
    fetch: (url, init) => {
      calls.push(new URL(url));
      return fetch(url, init);
    },
  });
  rina = await cluster.shopper(proxy);
});
after(async () => {
  await cluster.close();
  await closeSandbox();
});

/** Asserts that all calls so far went to the shop's own upstreams with its own token. */
function assertOwn(): void {
  const own = new URL(cluster.env['BUKAOLSHOP_OPEN_URL'] ?? '');
  for (const { origin, pathname, hash, searchParams, username } of calls.splice(0)) {
    assert.equal(origin, own.origin);
    assert.ok(
      PATHS.some((each) => each.test(pathname)),
      pathname,
    );
    assert.deepEqual([hash, username], ['', '']);
    const tokens = searchParams.getAll('token');
    assert.ok(tokens.every((token) => token === cluster.token) && tokens.length < 2);
  }
}

const get = (path: string) => proxy.fetch(new Request(`${ORIGIN}${path}`));

describe('an unusual value', () => {
  for (const value of AWKWARD) {
    const name = JSON.stringify(value);
    const encoded = encodeURIComponent(value);

    it(`${name} as a shopper's id or token`, async () => {
      const stranger = await createShopper({
        origin: ORIGIN,
        send: (request) => proxy.fetch(request),
        pair: RINA,
        now: cluster.now,
      });
      for (const pair of [
        { ...RINA, id_user: value },
        { ...RINA, token_user: value },
      ]) {
        const answer = await stranger.post('/v1/sessions', pair, { token: null });
        assert.ok(answer.status >= 400, String(answer.status));
      }
      assert.ok(calls.length > 0, 'bukaOlshop was called');
      assertOwn();
      cluster.advanceTime(3_600_000);
      await rina.session();
    });

    it(`${name} in a path or query of the proxy`, async () => {
      for (const path of [
        `/v1/catalog/snapcart/${encoded}`,
        `/v1/catalog/snapcart/game-voucher:${encoded}`,
        `/v1/catalog/lapakgaming/${encoded}`,
        `/v1/catalog/${encoded}/ML`,
        `/open/app/${encoded}`,
        `/open/user/${encoded}`,
        `/open/app/produk?cari_nama_produk=${encoded}`,
        `/open/app/produk?id_kategori=${encoded}`,
        `/open/app/produk?page=${encoded}&total_data=${encoded}`,
        `/open/app/kategori?struktur=${encoded}`,
        `/open/user/info?id_user=${encoded}&token_user=${encoded}`,
        `/open/user/catatan?id_user=1&token_user=1&tipe=${encoded}`,
        `/callbacks/lapakgaming/${encoded}`,
        `/callbacks/snapcart/${encoded}`,
      ]) {
        assert.ok((await get(path)).status < 500, path);
      }
      await rina.get(`/v1/orders/${encoded}`);
      await rina.get(`/v1/orders?cursor=${encoded}`);
      assertOwn();
    });

    it(`${name} in a quote request`, async () => {
      for (const provider of ['lapakgaming', 'snapcart', 'leuwongrr'] as const) {
        const { product, item, fields } = PURCHASES[provider];
        const tampering = Object.fromEntries(Object.keys(fields).map((each) => [each, value]));
        for (const quoteRequest of [
          { provider: value, product, item, fields },
          { provider, product: value, item, fields },
          { provider, product, item: value, fields },
          { provider, product, item, fields: tampering },
        ]) {
          const quoteAnswer = await rina.post('/v1/quotes', quoteRequest);
          assert.ok(
            (quoteAnswer.status >= 400 && quoteAnswer.status < 500) ||
              quoteRequest.fields === tampering,
          );
          const nicknameAnswer = await rina.post('/v1/nicknames', quoteRequest);
          assert.ok(nicknameAnswer.status < 500, `${nicknameAnswer.status}`);
        }
      }
      const { quote } = await quoteFor(rina, 'snapcart');
      const fields = { userId: value, zoneId: value };
      const headers = { 'Idempotency-Key': `awkward-${encoded.length}-${calls.length}` };
      assert.ok((await rina.post('/v1/orders', { quote, fields }, { headers })).status < 500);
      assertOwn();
      cluster.advanceTime(60_000);
    });

    it(`${name} as an id that a provider returned`, async () => {
      const requested: string[] = [];
      const platform = {
        ...nodePlatform,
        fetch: (url: string) => {
          requested.push(new URL(url).pathname);
          return Promise.resolve(new Response('{}'));
        },
      };
      const client = createClient(
        { url: 'https://snap.example/api/v1', apiKey: 'key' },
        platform,
        1_000,
      );
      const ending = await client.status(value);
      if (['.', '..'].includes(value)) assert.equal(ending.kind, 'not-sent');
      for (const path of requested) assert.match(path, /^\/api\/v1\/payment\/status\/[^/]+$/);
    });
  }
});

it('a URL that a parser would change is not sent', async () => {
  const requested: string[] = [];
  const platform = {
    ...nodePlatform,
    fetch: (url: string) => {
      requested.push(url);
      return Promise.resolve(new Response('{}'));
    },
  };
  const send = (url: string) => call(platform, { method: 'GET', url, timeoutMs: 1_000 });
  for (const url of [
    'https://up.example/api/../secret',
    'https://up.example/api/%2e%2E/secret',
    'https://up.example/api/..',
    'https://up.example/api/./a',
    'https://up.example/api\\..\\secret',
    'https://up.example/a#b',
    'https://user:word@up.example/a',
    'https://up.example@evil.example/a',
    'https://up.example/a\r\nb',
    '//evil.example/a',
    'nonsense',
  ]) {
    assert.deepEqual(await send(url), { kind: 'not-sent' }, url);
  }
  assert.deepEqual(requested, []);
  const good = 'https://up.example/api/order_status?tid=..%2F%23&a=%27';
  assert.equal((await send(good)).kind, 'answered');
  assert.deepEqual(requested, [good]);
});

it('the tests above call every provider', async () => {
  const { providers } = catalog.parse(await (await get('/v1/catalog')).json());
  assert.deepEqual(
    providers.map(({ provider, products }) => [provider, products.length > 0]),
    [
      ['lapakgaming', true],
      ['snapcart', true],
      ['leuwongrr', true],
    ],
  );
});

describe('a call that failed', () => {
  const failing = (code: string) => Object.assign(new Error(code), { code });
  for (const [what, fetch, kind] of [
    ['before its first byte', () => Promise.reject(failing('ECONNREFUSED')), 'not-sent'],
    ['in TLS, which may follow sent bytes', () => Promise.reject(failing('ERR_SSL_X')), 'unknown'],
    [
      'in the middle of its answer, whatever the error is called',
      () => {
        const body = new ReadableStream<Uint8Array>({
          pull: (stream) => stream.error(failing('ECONNREFUSED')),
        });
        return Promise.resolve(new Response(body));
      },
      'unknown',
    ],
  ] as const) {
    it(`${what}: ${kind}`, async () => {
      const request = { method: 'POST', url: 'https://up.example/a', timeoutMs: 1_000 } as const;
      assert.equal((await call({ ...nodePlatform, fetch }, request)).kind, kind);
    });
  }

  for (const [what, body] of [
    ['a text', '{"a":"é"}'],
    ['a form', new URLSearchParams({ a: 'é' })],
  ] as const) {
    it(`with HTTP 421 and ${what}, which fetch would resend, is sent once`, async () => {
      const arrived: (string | undefined)[][] = [];
      const server = createServer((incoming, outgoing) => {
        const { 'content-type': type, 'content-length': length } = incoming.headers;
        void text(incoming).then((sent) => {
          arrived.push([sent, type, length]);
          outgoing.writeHead(421).end('{}');
        });
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/a`;
      const type = typeof body === 'string' && { headers: { 'Content-Type': 'application/json' } };
      const ending = await call(nodePlatform, {
        method: 'POST',
        url,
        body,
        timeoutMs: 5_000,
        ...type,
      });
      server.close();
      assert.equal(ending.kind === 'answered' ? ending.status : ending.kind, 421);
      assert.deepEqual(arrived, [
        typeof body === 'string'
          ? [body, 'application/json', '10']
          : ['a=%C3%A9', 'application/x-www-form-urlencoded;charset=utf-8', '8'],
      ]);
    });
  }
});
