import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSandbox, type FaultInput } from '../../../../src/sandbox/index.js';
import { serveSandbox } from '../../../../src/sandbox/serve.js';
import { openOpenApiShop, refusal } from '../../../support/open-api-shop.js';

describe('an Open API fault', () => {
  const shopWithFaults = async (...faults: FaultInput[]) => {
    const shop = await openOpenApiShop();
    assert.equal((await shop.setFaults(faults)).status, 204);
    return shop;
  };

  it('delays the response', async () => {
    const shop = await shopWithFaults({ kind: 'delay', ms: 60 });
    const started = performance.now();
    assert.equal((await shop.getOpenApi('/app/produk')).status, 200);
    assert.ok(performance.now() - started >= 55);
  });

  it('responds with a status, readable from any origin', async () => {
    const shop = await shopWithFaults({ kind: 'status', status: 503, retryAfter: 7 });
    const answer = await shop.getOpenApi('/app/produk');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(refusal.parse(await answer.json()).code, 503);
  });

  it('responds with a status without a body', async () => {
    const shop = await shopWithFaults({ kind: 'status', status: 204 });
    const answer = await shop.getOpenApi('/app/produk');
    assert.deepEqual([answer.status, await answer.text()], [204, '']);
  });

  it('breaks the JSON', async () => {
    const answer = await (await shopWithFaults({ kind: 'malformed' })).getOpenApi('/app/produk');
    assert.equal(answer.status, 200);
    await assert.rejects(answer.json(), SyntaxError);
  });

  it('truncates the body', async () => {
    const shop = await shopWithFaults({ kind: 'truncate' });
    const answer = await shop.getOpenApi('/app/produk');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    await assert.rejects(answer.text(), TypeError);
  });

  it('hangs until the client aborts', async () => {
    const shop = await shopWithFaults({ kind: 'hang' });
    await assert.rejects(shop.getOpenApi('/app/produk', {}, { signal: AbortSignal.timeout(80) }), {
      name: 'TimeoutError',
    });
    assert.equal((await shop.log()).requests[0]?.status, null);
  });

  it('stops hanging when the sandbox closes', async () => {
    const other = await serveSandbox();
    const faults: FaultInput[] = [{ kind: 'hang' }];
    await fetch(`${other.origin}/sandbox/shops/demo/faults`, {
      method: 'PUT',
      body: JSON.stringify(faults),
    });
    const rejected = assert.rejects(fetch(`${other.origin}/v1/app/produk?token=demo`), TypeError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    await rejected;
  });

  it('closes the connection', async () => {
    const shop = await shopWithFaults({ kind: 'disconnect', times: 1 });
    await assert.rejects(shop.getOpenApi('/app/produk'), TypeError);
    assert.equal((await shop.getOpenApi('/app/produk')).status, 200);
    assert.deepEqual(
      (await shop.log()).requests.map((request) => request.status),
      [null, 200],
    );
  });

  it('responds with any body', async () => {
    const shop = await shopWithFaults({
      kind: 'body',
      body: '<h1>Maaf</h1>',
      status: 502,
      type: 'text/html',
    });
    const answer = await shop.getOpenApi('/app/produk');
    assert.equal(answer.status, 502);
    assert.equal(answer.headers.get('content-type'), 'text/html');
    assert.equal(await answer.text(), '<h1>Maaf</h1>');
  });

  it('responds with a body of any size', async () => {
    const answer = await (
      await shopWithFaults({ kind: 'big', bytes: 300_000 })
    ).getOpenApi('/app/produk');
    const text = await answer.text();
    assert.equal(text.length, 300_000);
    JSON.parse(text);
  });

  it('responds with given rows or data', async () => {
    const shop = await shopWithFaults(
      { kind: 'rows', rows: [{ id_produk: 1 }], times: 1 },
      { kind: 'data', data: '' },
    );
    const envelope = { code: 200, status: 'ok', page: 1 };
    const first = await shop.getOpenApi('/app/produk');
    assert.deepEqual(await first.json(), { ...envelope, data: [{ id_produk: 1 }] });
    const second = await shop.getOpenApi('/app/produk');
    assert.deepEqual(await second.json(), { ...envelope, data: '' });
  });

  it('applies only to matching requests, after and as often as it says', async () => {
    const shop = await shopWithFaults({
      kind: 'status',
      status: 500,
      path: '/app/produk',
      query: { page: '2' },
      after: 1,
      times: 2,
    });
    const statusOf = async (path: string, page: string) =>
      (await shop.getOpenApi(path, { page })).status;
    assert.equal(await statusOf('/app/produk', '1'), 200);
    assert.equal(await statusOf('/app/slide', '2'), 200);
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push(await statusOf('/app/produk', '2'));
    assert.deepEqual(statuses, [200, 500, 500, 200]);
  });

  it('can be removed', async () => {
    const shop = await shopWithFaults({ kind: 'status', status: 500 });
    assert.equal((await shop.control('DELETE', '/faults')).status, 204);
    assert.equal((await shop.getOpenApi('/app/produk')).status, 200);
  });

  it('rejects the call where there is no socket', async () => {
    const sandbox = createSandbox();
    const send = (path: string, init?: RequestInit) =>
      sandbox.fetch(new Request(`http://toko.test${path}`, init));
    const faults: FaultInput[] = [{ kind: 'disconnect', times: 1 }, { kind: 'truncate' }];
    await send('/sandbox/shops/demo/faults', { method: 'PUT', body: JSON.stringify(faults) });
    await assert.rejects(send('/v1/app/slide?token=demo'), { name: 'Disconnected' });
    await assert.rejects((await send('/v1/app/slide?token=demo')).text());
  });
});
