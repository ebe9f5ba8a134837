import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { openOpenApiShop, productList, refusal, rina } from '../../../support/open-api-shop.js';

describe('an error response', () => {
  for (const [title, path, query, status] of [
    ['unknown token', '/app/produk', { token: 'nobody' }, 401],
    ['no token', '/app/produk', { token: '' }, 401],
    ['unknown member', '/user/info', { id_user: '1', token_user: 'x' }, 401],
    ['wrong token of a member', '/user/info', { ...rina, token_user: 'demo-user-2' }, 401],
    ['placeholders', '/user/info', { id_user: '{{id_user}}', token_user: '{{token_user}}' }, 401],
    ['no member', '/user/catatan', {}, 401],
    ['page 0', '/app/produk', { page: '0' }, 400],
    ['page in words', '/app/produk', { page: 'satu' }, 400],
    ['odd total_data', '/app/produk', { total_data: '15' }, 400],
    ['too much total_data', '/app/produk', { total_data: '110' }, 400],
    ['punctuation in a search', '/app/produk', { cari_nama_produk: 'a&b' }, 400],
    ['unknown structure', '/app/kategori', { struktur: 'tree' }, 400],
    ['unknown kind of note', '/user/catatan', { ...rina, tipe: 'emas' }, 400],
    ['unknown path', '/app/nothing', {}, 404],
  ] as const) {
    it(`of ${title} is ${String(status)}`, async () => {
      const answer = await (await openOpenApiShop()).getOpenApi(path, query);
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(refusal.parse(await answer.json()).code, status);
    });
  }

  it('of another method is 405', async () => {
    const answer = await (
      await openOpenApiShop()
    ).getOpenApi('/app/produk', {}, { method: 'POST' });
    assert.equal(answer.status, 405);
  });
});

describe('the Open API over HTTP', () => {
  it('allows every origin', async () => {
    const shop = await openOpenApiShop();
    const headers = { Origin: 'https://toko.bukaolshop.site' };
    const preflight = await shop.getOpenApi(
      '/app/produk',
      {},
      { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'GET' } },
    );
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    const answer = await shop.getOpenApi('/app/produk', {}, { headers });
    assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
    assert.equal((await shop.log()).count, 1);
  });

  it('compresses if the client accepts it', async () => {
    const shop = await openOpenApiShop();
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const headers = { 'Accept-Encoding': accepted };
      const answer = await shop.getOpenApi('/app/produk', {}, { headers });
      assert.equal(answer.headers.get('content-encoding'), encoding);
      assert.equal(productList.parse(await answer.json()).data.length, 10);
    }
  });
});

describe('the quota', () => {
  it('counts every request, refuses those beyond it, and is reset with the log', async () => {
    const shop = await openOpenApiShop({ quota: 2 });
    assert.equal((await shop.getOpenApi('/app/nothing')).status, 404);
    assert.equal((await shop.getOpenApi('/app/produk')).status, 200);
    const refused = await shop.getOpenApi('/app/produk');
    assert.equal(refused.status, 429);
    assert.deepEqual(await refused.json(), {
      code: 429,
      status: 'Kuota request per hari telah habis',
    });
    assert.deepEqual(
      (await shop.log()).requests.map((request) => request.status),
      [404, 200, 429],
    );
    assert.equal((await shop.control('DELETE', '/log')).status, 204);
    assert.equal((await shop.getOpenApi('/app/produk')).status, 200);
    assert.equal((await shop.log()).count, 1);
  });

  it('is reset every day', async () => {
    let now = Date.UTC(2026, 0, 1);
    const sandbox = createSandbox({ quota: 1, now: () => now });
    const requestStatus = async () =>
      (await sandbox.fetch(new Request('http://toko.test/v1/app/slide?token=demo'))).status;
    assert.deepEqual([await requestStatus(), await requestStatus()], [200, 429]);
    now += 24 * 3_600_000;
    assert.equal(await requestStatus(), 200);
  });
});

describe('the log', () => {
  it('contains no credentials', async () => {
    const shop = await openOpenApiShop();
    await shop.getOpenApi('/user/catatan', { ...rina, page: '2' });
    const { count, quota, requests } = await shop.log();
    assert.deepEqual([count, quota], [1, null]);
    assert.equal(requests[0]?.path, '/user/catatan');
    assert.deepEqual(requests[0].query, { id_user: rina.id_user, page: '2' });
  });

  it('is separate for each shop', async () => {
    const [one, other] = [await openOpenApiShop({ quota: 1 }), await openOpenApiShop()];
    await one.setFaults([{ kind: 'status', status: 500 }]);
    assert.equal((await one.getOpenApi('/app/produk')).status, 500);
    assert.equal((await other.getOpenApi('/app/produk')).status, 200);
    assert.equal((await other.log()).count, 1);
  });
});
