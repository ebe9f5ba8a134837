/** Thousands of malformed requests to every route: each is refused with a code and moves no money. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { order, problem, PROBLEMS } from '../../../../src/proxy/contract.js';
import { createLog } from '../../../../src/proxy/observability/log.js';
import { createCallbackSecret } from '../../../../src/proxy/ledger/callback-secret.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { digest, type TestShopper } from '../support/test-shopper.js';
import {
  PLACEHOLDERS,
  oddProofs,
  oddRequests,
  BODY_MUTATIONS,
  type Placeholder,
  type OddRequest,
} from '../support/odd-requests.js';
import {
  buy,
  closeSandbox,
  DATABASES,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
  quoteFor,
  type DatabaseKind,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const holds = createPropertyRunner(fuzzSettings(process.env));

const SITI = {
  id_user: '500002',
  token_user: 'token-of-siti-that-nobody-may-read',
  email_user: 'siti.secret@example.com',
  nama_user: 'Siti',
  saldo: 400_000,
  pin: '864209',
} as const;
const PAIR = { id_user: SITI.id_user, token_user: SITI.token_user };
const { product, item, fields } = PURCHASES.lapakgaming;
const quoteRequest = { provider: 'lapakgaming', product, item, fields };

const requests = oddRequests({
  session: [PAIR],
  quote: [quoteRequest, { ...quoteRequest, provider: 'snapcart' }, { ...quoteRequest, item: 'x' }],
  nickname: [{ provider: 'lapakgaming', product, fields }],
  order: [
    { quote: '$QUOTE', fields },
    { quote: '$QUOTE', fields, pin: SITI.pin },
    { quote: '$QUOTE', fields: { ...fields, user_id: 'a b\u0000' } },
    { quote: 'a.b.c', fields },
    { quote: '$QUOTE', fields, pin: '12345' },
  ],
  callback: [
    {
      code: 'SUCCESS',
      data: { status: 'SUCCESS', tid: 'RA1', reference_id: '$ORDER', transactions: [] },
    },
    { request_id: 'r-1', reference_id: '$ORDER', status_code: '200', status_message: 'ok' },
    { request_id: '..', reference_id: 'a\u0000b' },
    { tipe_callback: 'a\u0000', secret_key_callback: '$CALLBACK' },
    { tipe_callback: 'transaksi_baru', secret_key_callback: '$CALLBACK', nomor_pembayaran: '1' },
    { data: { code: 'ML78', price: 1, status: 'empty' }, meta: { level: 1 } },
    'raw:tipe_callback=a%00&secret_key_callback=$CALLBACK&=%zz&__proto__=1',
    'raw:--xX\r\nContent-Disposition: form-data; name="secret_key_callback"\r\n\r\n$CALLBACK\r\n--xX--\r\n',
    'raw:--xX\r\nContent-Disposition: form-data; name="secret_key_callback"; filename="a"\r\n\r\nx\r\n--xX--',
  ],
  shopper: { id_user: [SITI.id_user, '130173'], token_user: [SITI.token_user, '{{token_user}}'] },
});

/** Documented requests of each upstream, below its base URL. */
const DOCUMENTED: readonly (readonly [base: string, RegExp])[] = [
  ['/v1', /^GET \/(app\/(produk|kategori|kostumpage|slide)|user\/(info|catatan|transaksi))$/],
  ['/closed/v1', /^(GET \/(aplikasi\/info|member\/id)|(GET|POST) \/member\/saldo)$/],
  [
    '/lapakgaming',
    /^(GET \/api\/(balance|category|product|order_status)|POST \/api\/(order|uid-check))$/,
  ],
  [
    '/snapcart/api/v1',
    /^(GET \/catalogs\/[\w-]+(\/[^/]+(\/items)?)?|POST \/payment|GET \/payment\/status\/(?!\.+$)[^/]+)$/,
  ],
  [
    '/leuwongrr/api/v1',
    /^(POST \/me\/orders|GET \/me\/orders\/(?!\.+$)[^/]+|GET \/me\/invoices\/(?!\.+$)[^/]+\/status)$/,
  ],
];

async function openScene(database: DatabaseKind) {
  let lines = '';
  const log = createLog({ write: (line: string) => void (lines += line) });
  const shop = { members: [SITI], products: 12, notesInHistory: { catatan: true, riwayat: true } };
  const cluster = await openProxyCluster({ database, shop, log, hasNoFirstNode: true });
  const upstreamRequests: { readonly method: string; readonly url: URL }[] = [];
  const proxy = await cluster.node({
    fetch: (url, init) => {
      upstreamRequests.push({ method: init.method ?? 'GET', url: new URL(url) });
      return fetch(url, init);
    },
  });
  const { database: where, signingKeys } = readSettings(cluster.env);
  const store = await openDatabase(where);
  const keys = createKeys(readSettings(cluster.env), Date.now);
  const shopSecret = await createCallbackSecret(store, keys, nodePlatform)();
  await store.db.destroy();
  const upstream = new URL(cluster.env['BUKAOLSHOP_OPEN_URL'] ?? '').origin;

  return {
    cluster,
    proxy,
    shopSecret,
    secrets: {
      tokenUser: SITI.token_user,
      email: SITI.email_user,
      pin: SITI.pin,
      shopSecret,
      signingKey: Buffer.from(signingKeys[0].secret).toString('base64url'),
      ...Object.fromEntries(
        Object.entries(cluster.env).filter(([name]) => /API_KEY|LEUWONGRR_TOKEN|SECRET/.test(name)),
      ),
    },
    assertClean() {
      for (const [name, secret] of Object.entries(this.secrets)) {
        assertHolds(!lines.includes(secret), `the log holds ${name}`);
      }
      assertHolds(
        !lines.includes('"event":"unexpected"'),
        `unexpected error: ${unexpected(lines)}`,
      );
      assert.match(lines, /"event":"answered"/);
      assertHolds(upstreamRequests.length > 0);
      for (const { method, url } of upstreamRequests) {
        const isDocumented = DOCUMENTED.some(
          ([base, pattern]) =>
            url.origin === upstream &&
            url.pathname.startsWith(`${base}/`) &&
            pattern.test(`${method} ${url.pathname.slice(base.length)}`),
        );
        assertHolds(isDocumented, `${method} ${url.href} is not documented`);
      }
    },
  };
}
type Scene = Awaited<ReturnType<typeof openScene>>;

const unexpected = (lines: string): string =>
  lines.split('\n').find((line) => line.includes('"unexpected"')) ?? '';

type Filling = Readonly<Record<Placeholder, string>>;
const filled = (text: string, filling: Filling): string =>
  PLACEHOLDERS.toSorted((a, b) => b.length - a.length).reduce(
    (all, blank) => all.replaceAll(blank, filling[blank]),
    text,
  );

/** `null` where no client can send such a request. */
function requestOf(
  origin: string,
  odd: OddRequest,
  filling: Filling,
  more: Record<string, string> = {},
) {
  const { method } = odd;
  const sent = ['GET', 'HEAD', 'get'].includes(method) ? null : odd.body;
  const bytes = sent && BODY_MUTATIONS[sent.mutation](filled(sent.text, filling));
  const path = filled(odd.path, filling);
  const headers = Object.fromEntries(
    Object.entries({ ...odd.headers, ...more }).map(([name, value]) => [
      name,
      filled(value, filling),
    ]),
  );
  try {
    const body = bytes === null ? {} : { body: bytes };
    return { bytes, request: new Request(`${origin}${path}`, { method, headers, ...body }) };
  } catch {
    return null;
  }
}

const PAGE = /^https:\/\/[a-z0-9-]+\.bukaolshop\.site$/;

/** Asserts the properties of every answer. */
async function judge(request: Request, answer: Response, scene: Scene): Promise<string> {
  const text = await answer.text();
  const exchange = `${request.method} ${request.url} → ${answer.status} ${text}`;
  const head = answer.headers;
  assert.equal(head.get('X-Content-Type-Options'), 'nosniff', exchange);
  assert.equal(head.get('Content-Security-Policy'), "default-src 'none'; frame-ancestors 'none'");
  assert.equal(head.get('Referrer-Policy'), 'no-referrer', exchange);
  assertHolds(head.get('Cache-Control'), exchange);
  const allowed = head.get('Access-Control-Allow-Origin');
  if (allowed !== null) {
    assert.equal(allowed, request.headers.get('Origin'));
    assert.match(allowed, PAGE);
  }
  const shown = `${text}\n${JSON.stringify([...head])}`;
  for (const [name, secret] of Object.entries(scene.secrets)) {
    assertHolds(!shown.includes(secret), `an answer holds ${name}: ${exchange}`);
  }
  if (answer.status < 400) return String(answer.status);
  assert.equal(head.get('Content-Type'), 'application/problem+json', exchange);
  if (request.method === 'HEAD') return 'head';
  const { code, status } = problem.parse(JSON.parse(text));
  assert.equal(status, answer.status, exchange);
  const known = Object.entries(PROBLEMS).find(([each]) => each === code);
  assert.equal(known?.[1], status, exchange);
  assertHolds(code !== 'internal', exchange);
  return code;
}

async function ask(scene: Scene, request: Request): Promise<{ answer: Response; code: string }> {
  const answer = await scene.proxy.fetch(request);
  const copy = answer.clone();
  return { answer: copy, code: await judge(request, answer, scene) };
}

const saldoChanges = async (cluster: ProxyCluster) => {
  const { members, lapakgaming, snapcart, leuwongrr } = await cluster.booksSchema();
  return {
    changes: members.flatMap(({ changes }) => changes),
    orders: [...lapakgaming.orders, ...snapcart.orders, ...leuwongrr.orders].length,
  };
};

async function signedBy(
  shopper: TestShopper,
  token: string,
  request: Request,
  bytes: Uint8Array | null,
  tampering: {
    claims: Readonly<Record<string, unknown>>;
    header: Readonly<Record<string, unknown>>;
  },
): Promise<Record<string, string>> {
  const honest = {
    htu: request.url.split('?')[0],
    ...(bytes && bytes.length > 0 && { body_sha256: digest(bytes) }),
  };
  const isSession = new URL(request.url).pathname === '/v1/sessions';
  const proof = await shopper.proof(request.method, '/', '', {
    claims: { ...honest, ...tampering.claims },
    header: tampering.header,
    ...(isSession && { token: null }),
  });
  return { DPoP: proof, ...(!isSession && { Authorization: `DPoP ${token}` }) };
}

/** Rare outcomes that must have occurred; otherwise the generators miss them. */
const REACHED = [
  ...['200', '201', '204', '304', 'bad_request', 'not_json', 'body_too_large', 'invalid_fields'],
  ...['invalid_quote', 'unknown_product', 'unknown_order', 'forbidden_origin', 'not_found'],
  ...['method_not_allowed', 'missing_idempotency_key', 'not_supported_media_type', 'invalid_pin'],
  ...['idempotency_key_reused', 'proof_target'],
];

for (const database of DATABASES) {
  describe(`malformed requests on ${database}`, () => {
    it('without a session are refused with a code and move no money', async () => {
      const scene = await openScene(database);
      const { cluster } = scene;
      try {
        const filling: Filling = {
          $QUOTE: 'no.quote.jwt',
          $ORDER: '0'.repeat(32),
          $ORDER_KEY: 'no-key',
          $SECRET: scene.shopSecret,
          $CALLBACK: cluster.env['BUKAOLSHOP_CALLBACK_SECRET'] ?? '',
          $KEY: 'key',
        };
        const before = await saldoChanges(cluster);
        await holds(
          fc.asyncProperty(requests, async (odd) => {
            const made = requestOf(originOf(cluster), odd, filling);
            if (!made) return;
            const { code } = await ask(scene, made.request);
            const { pathname } = new URL(made.request.url);
            const isGuarded = /^\/v1\/(quotes|nicknames|orders|sessions)\b/.test(pathname);
            assertHolds(!isGuarded || !/^20[01]$/.test(code), `${odd.method} ${odd.path}: ${code}`);
          }),
          database === 'sqlite' ? 1_000 : 300,
        );
        assert.deepEqual(await saldoChanges(cluster), before);
        scene.assertClean();
      } finally {
        await cluster.close();
      }
    });

    it('of a shopper buy exactly the accepted orders', async () => {
      const scene = await openScene(database);
      const { cluster, proxy } = scene;
      try {
        const { accepted, reached } = await shop(scene, database === 'sqlite' ? 700 : 200);
        for (const id of accepted.keys())
          await advanceUntilEnd(cluster, await cluster.shopper(proxy, PAIR), id);
        const { changes, orders } = await saldoChanges(cluster);
        const debits = changes.filter(({ tipe }) => tipe === 'kurang');
        const prices = [...accepted.values()];
        assertHolds(debits.length > 0 && debits.length <= accepted.size, 'more debits than orders');
        assertHolds(orders <= accepted.size, 'more provider orders than accepted orders');
        for (const { jumlah } of debits) assertHolds(prices.includes(jumlah), 'another price');
        assert.equal(new Set(debits.map((each) => each.catatan_saldo)).size, debits.length);
        scene.assertClean();
        if (database === 'sqlite') {
          assert.deepEqual(
            REACHED.filter((code) => !reached.has(code)),
            [],
          );
        }
      } finally {
        await cluster.close();
      }
    });
  });
}

const originOf = ({ env }: ProxyCluster): string => env['ETALASE_PUBLIC_URL'] ?? '';

/** Sends malformed requests with a valid session. @returns the created orders with their prices */
async function shop(scene: Scene, runs: number) {
  const { cluster, proxy } = scene;
  const siti = await cluster.shopper(proxy, PAIR);
  let { access_token: token } = await siti.session();
  const first = await buy(siti, 'lapakgaming');
  const accepted = new Map([[first.order.id, first.price]]);
  const reached = new Set<string>();
  const orderKey = await callbackKeyOf(cluster);
  let requestCount = 0;
  await holds(
    fc.asyncProperty(requests, oddProofs, async (odd, tampering) => {
      // The clock advances, so that no limit decides the answer.
      cluster.advanceTime(1_000);
      requestCount += 1;
      if (requestCount % 1_000 === 0) ({ access_token: token } = await siti.session());
      const needsQuote = odd.body?.text.includes('$QUOTE') && odd.method === 'POST';
      const filling: Filling = {
        $QUOTE: needsQuote ? (await quoteFor(siti, 'lapakgaming')).quote : 'no.quote',
        $ORDER: first.order.id,
        $ORDER_KEY: orderKey,
        $SECRET: scene.shopSecret,
        $CALLBACK: cluster.env['BUKAOLSHOP_CALLBACK_SECRET'] ?? '',
        $KEY: randomUUID(),
      };
      const origin = originOf(cluster);
      const bare = requestOf(origin, odd, filling);
      if (!bare) return;
      const { method, url } = bare.request;
      const proof = await signedBy(siti, token, bare.request, bare.bytes, tampering);
      const made = requestOf(origin, odd, filling, proof);
      if (!made) return;
      const { answer, code } = await ask(scene, made.request);
      reached.add(code);
      if (answer.status !== 201 || method !== 'POST' || !url.endsWith('/v1/orders')) return;
      const { id, price } = order.parse(await answer.json());
      assertHolds(!accepted.has(id), 'one order was made twice');
      accepted.set(id, price);
    }),
    runs,
  );
  return { accepted, reached };
}

/** The secret part of an order's callback URL. */
async function callbackKeyOf(cluster: ProxyCluster): Promise<string> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const text = JSON.stringify(await cluster.control('GET', '/log?api=lapakgaming'));
    const [, key] = /\/callbacks\/lapakgaming\/([\w-]+)/.exec(text) ?? [];
    if (key !== undefined) return key;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('No order was sent with a callback URL.');
}
