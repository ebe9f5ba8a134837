/** The mirror: the requests that it costs upstream, and the answers that browsers get. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { createMirror, LIST_TTL_MS } from '../../../../src/proxy/mirror/mirror.js';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import { openApiRoutes } from '../../../../src/proxy/routes/open-api-routes.js';
import { createAttemptLimiter } from '../../../../src/proxy/session/attempt-limiter.js';
import { createCredentialChecks } from '../../../../src/proxy/session/credential-checks.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { openOpenApiShop, rina } from '../../../support/open-api-shop.js';
import type { ShopSettings } from '../../../../src/sandbox/index.js';

const MINUTE = 60_000;
const HOME = [
  '/open/app/produk?page=1&total_data=40',
  '/open/app/kategori',
  '/open/app/kostumpage',
  '/open/app/slide',
];
const listing = z.object({ code: z.literal(200), data: z.array(z.unknown()).min(1) });
const refusal = z.object({ code: z.string(), status: z.number() });

/** closed when the tests have run */
const opened: (() => Promise<void>)[] = [];
after(() => Promise.all(opened.map((close) => close())));

const openMirror = async (settings: ShopSettings = {}) => {
  const shop = await openOpenApiShop(settings);
  let now = Date.parse('2026-11-23T10:00:00Z');
  let inFlight = 0;
  const platform: Platform = {
    ...nodePlatform,
    now: () => now,
    // Buffered, so that a call that is no longer in flight has its whole answer.
    fetch: async (url, init) => {
      inFlight += 1;
      try {
        const answer = await nodePlatform.fetch(url, init);
        return new Response(await answer.arrayBuffer(), answer);
      } finally {
        inFlight -= 1;
      }
    },
  };
  const mirror = createMirror({ openUrl: shop.api, token: shop.token }, platform);
  const { db } = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  opened.push(() => db.destroy());
  const credentialChecks = createCredentialChecks(
    createAttemptLimiter(db, { patience: 1 }, platform),
  );
  const app = createTestShell({
    settings: { origins: [], publicUrl: 'http://127.0.0.1' },
    platform,
  });
  mountPublicRoutes(
    app,
    openApiRoutes({
      mirror,
      productDetails: { get: () => Promise.resolve({ kind: 'failed', code: 'not-found' }) },
      platform,
      credentialChecks,
      addresses: { limiterKey: () => null },
    }),
  );
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers });
  return {
    shop,
    get,
    /** Advances the clock, and lets pending tasks run. */
    pass: async (ms: number) => {
      now += ms;
      await new Promise(setImmediate);
    },
    /** Resolves when no call is in flight. */
    whenIdle: async () => {
      do await new Promise(setImmediate);
      while (inFlight > 0);
    },
    /** The requests that reached the shop since the last call. */
    takeRequests: async () => {
      const { requests } = await shop.log();
      await shop.clearLog();
      // The sandbox assigns a request to a shop by its token, so all of these carry it.
      return requests.map(({ path, query }) => `${path}?${new URLSearchParams(query).toString()}`);
    },
    problem: async (path: string) => {
      const answer = await get(path);
      assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
      const { code, status } = refusal.parse(await answer.json());
      assert.equal(status, answer.status);
      return { code, status, retryAfter: Number(answer.headers.get('Retry-After')) };
    },
    /** Resolves when background revalidation has ended. */
    whenRevalidated: async (paths: readonly string[]) => {
      for (const path of paths) {
        while ((await get(path)).headers.get('Age') !== '0') await new Promise(setImmediate);
      }
    },
  };
};

describe('the mirror', () => {
  it('serves a thousand page loads with at most ten requests', async () => {
    const mirror = await openMirror();
    const load = () => Promise.all(HOME.map((path) => mirror.get(path)));
    // Ten bursts of a hundred pages within fourteen minutes: products (5 min) are loaded three times,
    // slides (15 min), categories and pages (30 min) once each.
    for (let burst = 0; burst < 10; burst++) {
      const pages = await Promise.all(Array.from({ length: 100 }, load));
      const last = pages.at(-1) ?? [];
      for (const answer of last) listing.parse(await answer.json());
      assert.ok(pages.flat().every(({ status }) => status === 200));
      const tags = pages.map((page) => page.map(({ headers }) => headers.get('ETag')).join());
      assert.equal(new Set(tags).size, 1);
      await mirror.pass((14 / 9) * MINUTE);
    }
    const requests = await mirror.takeRequests();
    assert.equal(LIST_TTL_MS.produk, 5 * MINUTE);
    assert.ok(requests.length <= 10, `${requests.length} requests`);
    assert.deepEqual(new Set(requests.map((request) => request.split('?')[0])).size, 4);
  });

  it('revalidates an expired list, and serves the stale one meanwhile', async () => {
    const mirror = await openMirror();
    const path = '/open/app/slide';
    const { headers } = await mirror.get(path);
    assert.equal(headers.get('Cache-Control'), 'public, max-age=900, stale-while-revalidate=900');
    assert.equal(headers.get('Age'), '0');
    await mirror.pass(LIST_TTL_MS.slide - 1);
    assert.equal((await mirror.get(path)).headers.get('Age'), '899');
    assert.equal((await mirror.takeRequests()).length, 1);
    await mirror.pass(1);
    assert.equal((await mirror.get(path)).headers.get('Age'), '900');
    await mirror.whenRevalidated([path]);
    assert.equal((await mirror.takeRequests()).length, 1);
  });

  it('answers 304 where the ETag matches', async () => {
    const mirror = await openMirror();
    const path = '/open/app/kategori?struktur=flat';
    const etag = (await mirror.get(path)).headers.get('ETag') ?? '';
    assert.match(etag, /^"[\w-]{20,}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await mirror.get(path, { 'If-None-Match': known });
      assert.deepEqual([answer.status, await answer.text()], [304, '']);
      assert.equal(answer.headers.get('ETag'), etag);
      assert.match(answer.headers.get('Cache-Control') ?? '', /^public/);
    }
    const other = await mirror.get(path, { 'If-None-Match': '"other"' });
    assert.equal(other.status, 200);
    await mirror.pass(LIST_TTL_MS.kategori);
    await mirror.whenRevalidated([path]);
    assert.equal((await mirror.get(path)).headers.get('ETag'), etag);
  });

  it('sends equal requests alike, with its own token and documented parameters only', async () => {
    const mirror = await openMirror();
    for (const query of [
      '',
      '?page=1',
      '?total_data=10&page=1',
      '?token=stolen&page=1&callback=x&_=17',
      '?id_kategori=&cari_nama_produk=',
      '?cari_nama_produk=%20%20',
    ]) {
      assert.equal((await mirror.get(`/open/app/produk${query}`)).status, 200, query);
    }
    assert.deepEqual(await mirror.takeRequests(), ['/app/produk?page=1&total_data=10']);
    await mirror.get('/open/app/produk?cari_nama_produk=kaos%20%20polos%20&total_data=20');
    await mirror.get('/open/app/produk?total_data=20&cari_nama_produk=kaos+polos');
    assert.deepEqual(await mirror.takeRequests(), [
      '/app/produk?page=1&total_data=20&cari_nama_produk=kaos+polos',
    ]);
    await mirror.get('/open/app/slide?page=2');
    assert.deepEqual(await mirror.takeRequests(), ['/app/slide?']);
  });

  for (const query of [
    'produk?page=0',
    'produk?page=satu',
    'produk?total_data=15',
    'produk?total_data=110',
    'produk?id_kategori=1%20or%201',
    'produk?cari_nama_produk=%3Cb%3E',
    `produk?cari_nama_produk=${'a'.repeat(101)}`,
    'kategori?struktur=tree',
  ]) {
    it(`refuses ${query.slice(0, 50)} without a call`, async () => {
      const mirror = await openMirror();
      const { code, status } = await mirror.problem(`/open/app/${query}`);
      assert.deepEqual([code, status], ['bad_request', 400]);
      assert.deepEqual(await mirror.takeRequests(), []);
    });
  }

  it('serves stale lists while bukaOlshop is down, with few calls', async () => {
    const mirror = await openMirror();
    const [path = ''] = HOME;
    const cached = await (await mirror.get(path)).text();
    await mirror.shop.setFaults([{ kind: 'status', status: 503 }]);
    await mirror.pass(LIST_TTL_MS.produk);
    await mirror.takeRequests();
    for (let request = 0; request < 200; request++) {
      assert.equal(await (await mirror.get(path)).text(), cached);
      await mirror.pass(100);
    }
    const requests = await mirror.takeRequests();
    // Twenty seconds, with a pause of five after each failure.
    assert.ok(requests.length >= 1 && requests.length <= 5, `${requests.length} requests`);
    const cold = await mirror.problem('/open/app/kategori');
    assert.equal(cold.code, 'upstream_unavailable');
    assert.ok(cold.retryAfter >= 1 && cold.retryAfter <= 5);
    await mirror.shop.setFaults([]);
    await mirror.pass(5_000);
    assert.equal((await mirror.get('/open/app/kategori')).status, 200);
    await mirror.whenRevalidated([path]);
  });

  for (const [name, fault, code] of [
    ['no JSON', { kind: 'malformed' }, 'upstream_malformed'],
    ['a refusal over 200', { kind: 'body', body: '{"code":401,"status":"x"}' }, 'upstream_refused'],
    ['no code', { kind: 'body', body: '{"data":[]}' }, 'upstream_malformed'],
    ['a lost connection', { kind: 'disconnect' }, 'upstream_unavailable'],
    ['404', { kind: 'status', status: 404 }, 'not_found'],
  ] as const) {
    it(`does not cache an answer that is ${name}`, async () => {
      const mirror = await openMirror({ faults: [{ ...fault, times: 1 }] });
      assert.equal((await mirror.problem('/open/app/slide')).code, code);
      await mirror.pass(5_000);
      assert.equal((await mirror.get('/open/app/slide')).status, 200);
    });
  }

  it('pauses for as long as a 429 asks', async () => {
    const mirror = await openMirror();
    await mirror.get('/open/app/slide');
    const fault = { kind: 'status', status: 429, retryAfter: 3_600 } as const;
    await mirror.shop.setFaults([fault]);
    assert.deepEqual(await mirror.problem('/open/app/kategori'), {
      code: 'upstream_quota',
      status: 503,
      retryAfter: 3_600,
    });
    await mirror.takeRequests();
    await mirror.pass(59 * MINUTE);
    assert.equal((await mirror.get('/open/app/slide')).status, 200);
    assert.equal((await mirror.problem('/open/app/kategori')).retryAfter, 60);
    assert.equal((await mirror.problem('/open/app/kostumpage')).code, 'upstream_quota');
    assert.deepEqual(await mirror.takeRequests(), []);
    await mirror.pass(MINUTE);
    await mirror.shop.setFaults([]);
    assert.equal((await mirror.get('/open/app/kategori')).status, 200);
  });

  it('makes the quota last for a day after a 429, in a busy or quiet shop', async () => {
    const fault = { kind: 'status', status: 429, times: 1 } as const;
    const mirror = await openMirror({ faults: [fault] });
    await mirror.problem('/open/app/slide');
    await mirror.takeRequests();
    await mirror.pass(15 * MINUTE);
    // A visitor every five minutes of a day, each with a new search.
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      await Promise.all([
        ...HOME.map((path) => mirror.get(path)),
        mirror.get(`/open/app/produk?cari_nama_produk=kaos${minute}`),
      ]);
      await mirror.pass(5 * MINUTE);
    }
    const requests = await mirror.takeRequests();
    assert.ok(requests.length <= 60, `${requests.length} requests`);
    assert.equal((await mirror.get('/open/app/slide')).status, 200);
  });

  it('keeps quota for the shop’s own lists from searches and new paths', async () => {
    const fault = { kind: 'status', status: 429, times: 1 } as const;
    const mirror = await openMirror();
    for (const path of HOME) await mirror.get(path);
    await mirror.shop.setFaults([fault]);
    await mirror.problem('/open/app/produk?cari_nama_produk=x');
    await mirror.takeRequests();
    await mirror.pass(15 * MINUTE);
    for (let minute = 0; minute < 23 * 60; minute += 15) {
      for (let each = 0; each < 10; each++) {
        await mirror.get(`/open/app/produk?cari_nama_produk=kaos${minute + each}`);
        await mirror.get(`/open/app/produk?page=${minute + each + 2}`);
      }
      for (const path of HOME) assert.equal((await mirror.get(path)).status, 200, path);
      await mirror.whenIdle();
      await mirror.pass(15 * MINUTE);
    }
    const requests = await mirror.takeRequests();
    const count = (words: string) => requests.filter((request) => request.includes(words)).length;
    assert.ok(requests.length <= 60, `${requests.length} requests`);
    assert.ok(count('cari_nama_produk') <= 8, `${count('cari_nama_produk')} searches`);
    assert.ok(count('total_data=10') <= 20, `${count('total_data=10')} that are new`);
    // Once an hour, as without other requests.
    assert.ok(count('total_data=40') >= 17, `${count('total_data=40')} for the first page`);
  });

  it('requests missing lists as rarely as existing ones', async () => {
    const mirror = await openMirror({ faults: [{ kind: 'status', status: 429, times: 1 }] });
    await mirror.problem('/open/app/slide');
    await mirror.shop.setFaults([{ kind: 'status', status: 404, path: '/app/slide' }]);
    await mirror.takeRequests();
    for (let minute = 15; minute < 180; minute += 1) {
      await mirror.pass(MINUTE);
      await mirror.get('/open/app/slide');
      await mirror.whenIdle();
    }
    assert.equal((await mirror.takeRequests()).length, 1);
    assert.equal((await mirror.get('/open/app/kategori')).status, 200);
  });

  it('bounds the calls to the shop, whatever clients request', async () => {
    const mirror = await openMirror();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, page) =>
        mirror.get(`/open/app/produk?page=${page + 1}&total_data=10`),
      ),
    );
    assert.equal((await mirror.takeRequests()).length, 60);
    const statuses = answers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 503).length, 140);
  });
});

describe('a shopper’s own records', () => {
  const query = new URLSearchParams({ ...rina, token: 'stolen' }).toString();

  it('pass through each time with the shop’s token, and are never cached', async () => {
    const mirror = await openMirror();
    for (const path of ['info', 'info', 'catatan', 'transaksi']) {
      const answer = await mirror.get(`/open/user/${path}?${query}&tipe=saldo&x=1`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('Cache-Control'), 'no-store');
      assert.equal(answer.headers.get('ETag'), null);
      z.object({ code: z.literal(200), data: z.unknown() }).parse(await answer.json());
    }
    // The sandbox's log shows no tokens; the answers prove that the right ones were sent.
    assert.deepEqual(
      (await mirror.takeRequests()).map((request) => request.replace(/=[^&]*/g, '')),
      [
        '/user/info?id_user',
        '/user/info?id_user',
        '/user/catatan?id_user&page&total_data&tipe',
        '/user/transaksi?id_user&page&total_data',
      ],
    );
  });

  it('take the token from a header too, which counts before the address', async () => {
    const mirror = await openMirror();
    const { id_user, token_user } = rina;
    const info = `/open/user/info?${new URLSearchParams({ id_user }).toString()}`;
    const statusWith = async (Authorization: string, more = '') =>
      (await mirror.get(info + more, { Authorization })).status;
    assert.equal(await statusWith(`Bearer ${token_user}`), 200);
    assert.equal(await statusWith(`bearer ${token_user}`, '&token_user=wrong'), 200);
    assert.equal(await statusWith('Bearer wrong', `&token_user=${token_user}`), 401);
    assert.equal(await statusWith(`Basic ${token_user}`), 400);
    assert.equal(await statusWith('Bearer {{token_user}}'), 400);
  });

  it('are limited per shopper', async () => {
    const mirror = await openMirror();
    const info = `/open/user/info?${query}`;
    const answers = await Promise.all(Array.from({ length: 100 }, () => mirror.get(info)));
    const served = answers.filter(({ status }) => status === 200).length;
    assert.equal(served, 15);
    const other = new URLSearchParams({ ...rina, token_user: 'another' }).toString();
    assert.equal((await mirror.problem(`/open/user/info?${other}`)).code, 'unknown_shopper');
    await mirror.pass(10_000);
    assert.equal((await mirror.get(info)).status, 200);
  });

  for (const [name, wrong, code, cost] of [
    ['an unknown pair', { token_user: 'wrong' }, 'unknown_shopper', 1],
    ['a placeholder', { token_user: '{{token_user}}' }, 'bad_request', 0],
    ['no id', { id_user: '' }, 'bad_request', 0],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const mirror = await openMirror();
      const query = new URLSearchParams({ ...rina, ...wrong }).toString();
      assert.equal((await mirror.problem(`/open/user/info?${query}`)).code, code);
      assert.equal((await mirror.takeRequests()).length, cost);
    });
  }
});
