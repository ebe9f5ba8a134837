/** Callbacks that are forged, repeated, early, late or for no order. They only make the proxy query the provider sooner. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { product, type Order } from '../../../../src/proxy/contract.js';
import type { Proxy } from '../../../../src/proxy/proxy.js';
import { readCallbackSecret } from '../support/callback-secret.js';
import type { TestShopper } from '../support/test-shopper.js';
import {
  buy,
  closeSandbox,
  advanceUntilEnd,
  openProxyCluster,
  orderOf,
  saldoTotals,
  type ProxyCluster,
  type ProxyClusterOptions,
} from '../support/proxy-cluster.js';

after(closeSandbox);

let world: ProxyCluster;
let shopper: TestShopper;
const open = async (options: ProxyClusterOptions = {}) => {
  world = await openProxyCluster({ ...options, shop: { settleMs: null, ...options.shop } });
  shopper = await world.shopper();
};
beforeEach(() => open());
afterEach(() => world.close());

const ORIGIN = 'http://127.0.0.1:8787';
const post = async (path: string, body: string, type = 'application/json', node?: Proxy) => {
  const headers = { 'Content-Type': type };
  const request = new Request(`${ORIGIN}${path}`, { method: 'POST', headers, body });
  return (node ?? (await world.first())).fetch(request);
};

/** The callback URL that was sent with the order. */
async function callbackPath(): Promise<string> {
  const log = (await world.control('GET', '/log?api=lapakgaming')) as {
    requests: { path: string; fields?: Record<string, unknown> }[];
  };
  const created = log.requests.find(({ path }) => path === '/api/order');
  return String(created?.fields?.['override_callback_url']).replace(ORIGIN, '');
}

const success = (reference: string) =>
  JSON.stringify({
    code: 'SUCCESS',
    data: {
      status: 'SUCCESS',
      tid: 'RA1',
      reference_id: reference,
      transactions: [{ id: 1, status: 'SUCCESS', voucher_code: 'PIN : forged' }],
    },
  });

const placeOrder = async (provider: 'lapakgaming' | 'snapcart'): Promise<Order> => {
  const { order } = await buy(shopper, provider);
  return advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['processing'] });
};

describe('a callback', () => {
  it('is not believed: the provider is queried, and its answer counts', async () => {
    const order = await placeOrder('lapakgaming');
    const path = await callbackPath();
    for (let twice = 0; twice < 2; twice++) {
      assert.equal((await post(path, success(order.id))).status, 200);
    }
    world.advanceTime(30_000);
    const after = await orderOf(shopper, order.id);
    assert.deepEqual([after.status, after.voucher], ['processing', null]);
    assert.equal((await saldoTotals(world)).changes, 1);
  });

  it('makes the proxy query the order at once', async () => {
    const order = await placeOrder('lapakgaming');
    // By now the next query is due in a quarter of an hour.
    world.advanceTime(3 * 3_600_000);
    await advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['processing'], stepMs: 0 });
    const [bought] = (await world.booksSchema()).lapakgaming.orders;
    await world.control('PUT', '/faults', [{ kind: 'callback', api: 'lapakgaming', mode: 'none' }]);
    await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'done' });
    await post(await callbackPath(), '{"anything":true}');
    const ended = await advanceUntilEnd(world, shopper, order.id, { stepMs: 0 });
    assert.equal(ended.status, 'completed');
  });

  it('changes nothing after the end of the order', async () => {
    const order = await placeOrder('lapakgaming');
    const [bought] = (await world.booksSchema()).lapakgaming.orders;
    await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'failed' });
    const ended = await advanceUntilEnd(world, shopper, order.id);
    assert.equal(ended.status, 'refunded');
    assert.equal((await post(await callbackPath(), success(order.id))).status, 200);
    world.advanceTime(3_600_000);
    assert.deepEqual(await orderOf(shopper, order.id), ended);
    assert.equal((await saldoTotals(world)).changes, 2);
  });

  for (const [name, before, after] of [
    ['alone', [], []],
    ['between forged ones', ['SNP-NONE'], ['SNP-OTHER']],
  ] as const) {
    it(`provides the handle by which a payment with a lost answer is queried: ${name}`, async () => {
      await world.faults([
        { kind: 'disconnect', api: 'snapcart', method: 'POST', path: '/payment', effect: 'kept' },
      ]);
      const { order } = await buy(shopper, 'snapcart');
      const findPayment = () => world.booksSchema().then(({ snapcart }) => snapcart.orders[0]);
      while (!(await findPayment())) await new Promise((resolve) => setTimeout(resolve, 20));
      const payment = await findPayment();
      const handle = String(payment?.['request_id']);
      const path = `/callbacks/snapcart/${await readCallbackSecret(world.env)}`;
      await advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['placing'] });
      await world.control('POST', `/orders/${handle}`, { status: 'done' });
      for (const request_id of [...before, handle, ...after]) {
        const body = JSON.stringify({ request_id, reference_id: order.id, status_code: '200' });
        assert.equal((await post(path, body)).status, 200);
      }
      const ended = await advanceUntilEnd(world, shopper, order.id);
      assert.equal(ended.status, 'completed');
      assert.equal((await world.booksSchema()).snapcart.orders.length, 1);
    });
  }

  it('provides the handle of an order that Lapakgaming does not find by our reference', async () => {
    const lost = {
      kind: 'disconnect',
      method: 'POST',
      path: '/api/order',
      effect: 'kept',
    } as const;
    const body = '{"code":"TID_NOT_FOUND"}';
    const unknown = { kind: 'body', api: 'lapakgaming', path: '/api/order_status', body } as const;
    await world.faults([{ ...lost, api: 'lapakgaming' }, unknown]);
    const { order } = await buy(shopper, 'lapakgaming');
    await advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['placing'] });
    await world.faults([{ ...unknown, query: { partner_reference_id: order.id } }]);
    const [bought] = (await world.booksSchema()).lapakgaming.orders;
    const data = { status: 'PENDING', tid: bought?.['tid'], transactions: [] };
    const callbackBody = (reference: string) =>
      JSON.stringify({ code: 'SUCCESS', data: { ...data, reference_id: reference } });
    await post(await callbackPath(), callbackBody('another'));
    world.advanceTime(20 * 60_000);
    assert.equal((await orderOf(shopper, order.id)).status, 'placing');
    await post(await callbackPath(), callbackBody(order.id));
    await advanceUntilEnd(world, shopper, order.id, {
      untilStatuses: ['processing'],
      stepMs: 1_000,
    });
    await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'done' });
    assert.equal((await advanceUntilEnd(world, shopper, order.id)).status, 'completed');
    assert.equal((await saldoTotals(world)).changes, 1);
  });

  it('with the handle of another order does not hide the one that Lapakgaming finds by our reference', async () => {
    const create = { api: 'lapakgaming', method: 'POST', path: '/api/order' } as const;
    const body = '{"code":"TID_NOT_FOUND"}';
    const unknown = { kind: 'body', api: 'lapakgaming', path: '/api/order_status', body } as const;
    await world.faults([{ ...create, kind: 'disconnect', effect: 'kept', times: 1 }, unknown]);
    const { order } = await buy(shopper, 'lapakgaming');
    await advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['placing'] });
    await world.faults([{ ...unknown, query: { partner_reference_id: order.id } }]);
    await placeOrder('lapakgaming');
    const [bought, other] = (await world.booksSchema()).lapakgaming.orders;
    const data = { status: 'PENDING', tid: other?.['tid'], reference_id: order.id };
    await post(await callbackPath(), JSON.stringify({ code: 'SUCCESS', data }));
    await world.faults([]);
    await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'done' });
    assert.equal((await advanceUntilEnd(world, shopper, order.id)).status, 'completed');
    assert.equal((await world.booksSchema()).lapakgaming.orders.length, 2);
  });

  it('during the last query of an order causes another query', async () => {
    await world.close();
    world = await openProxyCluster({ hasNoFirstNode: true, shop: { settleMs: null } });
    const HALF_AN_HOUR = 30 * 60_000;
    let lastFrom = Infinity;
    let callback: (() => Promise<unknown>) | null = null;
    const callingNode = await world.node({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!url.includes('/api/order_status') || world.now() < lastFrom) return answer;
        const calls = callback;
        callback = null;
        await calls?.();
        return answer;
      },
    });
    shopper = await world.shopper(callingNode);
    const create = { api: 'lapakgaming', method: 'POST', path: '/api/order' } as const;
    const body = '{"code":"TID_NOT_FOUND"}';
    const unknown = { kind: 'body', api: 'lapakgaming', path: '/api/order_status', body } as const;
    await world.faults([{ ...create, kind: 'disconnect', effect: 'kept' }, unknown]);
    const { order } = await buy(shopper, 'lapakgaming');
    await advanceUntilEnd(world, shopper, order.id, { untilStatuses: ['placing'] });
    await world.faults([{ ...unknown, query: { partner_reference_id: order.id } }]);
    const [bought] = (await world.booksSchema()).lapakgaming.orders;
    await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'done' });
    const path = await callbackPath();
    const data = { status: 'SUCCESS', tid: bought?.['tid'], reference_id: order.id };
    callback = () => post(path, JSON.stringify({ code: 'SUCCESS', data }), undefined, callingNode);
    lastFrom = world.now() + HALF_AN_HOUR;
    const ended = await advanceUntilEnd(world, shopper, order.id, { stepMs: 60_000 });
    assert.equal(callback, null, 'it called');
    assert.equal(ended.status, 'completed');
    assert.equal((await saldoTotals(world)).refunded, 0);
  });

  it('with the handle of another payment completes no order', async () => {
    await world.faults([
      { kind: 'disconnect', api: 'snapcart', method: 'POST', path: '/payment', times: 1 },
    ]);
    const { order } = await buy(shopper, 'snapcart');
    const other = await placeOrder('snapcart');
    const [payment] = (await world.booksSchema()).snapcart.orders;
    await world.control('POST', `/orders/${String(payment?.['request_id'])}`, { status: 'done' });
    const callbackBody = { request_id: payment?.['request_id'], reference_id: order.id };
    await post(
      `/callbacks/snapcart/${await readCallbackSecret(world.env)}`,
      JSON.stringify(callbackBody),
    );
    const startedAt = world.now();
    const ended = await advanceUntilEnd(world, shopper, order.id, { stepMs: 900_000 });
    assert.deepEqual([ended.status, ended.reason], ['review', 'provider_silent']);
    // As soon as without a callback.
    assert.ok(world.now() - startedAt < 3 * 3_600_000);
    assert.equal((await advanceUntilEnd(world, shopper, other.id)).status, 'completed');
  });

  for (const [name, path, body, type] of [
    ['Lapakgaming with a wrong secret', '/callbacks/lapakgaming/guess', '{}'],
    ['Snapcart with a wrong secret', '/callbacks/snapcart/guess', '{}'],
    ['bukaOlshop with a wrong secret', '/callbacks/bukaolshop', '{"secret_key_callback":"x"}'],
    ['bukaOlshop without a secret', '/callbacks/bukaolshop', 'nonsense', 'text/plain'],
  ] as const) {
    it(`from ${name} is refused`, async () => {
      assert.equal((await post(path, body, type)).status, 404);
    });
  }

  it('from bukaOlshop is read as form, as multipart and as JSON', async () => {
    const secret = world.env['BUKAOLSHOP_CALLBACK_SECRET'] ?? '';
    const callbackBody = { tipe_callback: 'transaksi_baru', secret_key_callback: secret };
    const form = new URLSearchParams(callbackBody).toString();
    // In the format of curl.
    const boundary = '------------------------d74496d66958873e';
    const part = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const multipart = `${Object.entries(callbackBody)
      .map(([name, value]) => part(name, value))
      .join('')}--${boundary}--\r\n`;
    for (const [body, type] of [
      [form, 'application/x-www-form-urlencoded'],
      [multipart, `multipart/form-data; boundary=${boundary}`],
      [JSON.stringify(callbackBody), 'application/json'],
    ] as const) {
      assert.equal((await post('/callbacks/bukaolshop', body, type)).status, 200, type);
    }
  });

  it('for an order that does not exist is only recorded', async () => {
    const path = `/callbacks/snapcart/${await readCallbackSecret(world.env)}`;
    const callbackBody = JSON.stringify({ request_id: 'R1', reference_id: 'nobody' });
    assert.equal((await post(path, callbackBody)).status, 200);
    assert.equal((await post(path, 'not json')).status, 200);
    assert.equal((await post(path, 'x'.repeat(70_000))).status, 413);
  });
});

it('a callback before the answer to the placement does no harm', async () => {
  await world.close();
  await open({ shop: { settleMs: 0 } });
  await world.faults([
    { kind: 'callback', api: 'lapakgaming', mode: 'early' },
    { kind: 'delay', api: 'lapakgaming', path: '/api/order', ms: 100, when: 'after' },
  ]);
  const { order, price } = await buy(shopper, 'lapakgaming');
  assert.equal((await advanceUntilEnd(world, shopper, order.id)).status, 'completed');
  assert.equal((await saldoTotals(world)).debited, price);
});

it('a product callback renews what it names, on every node, and its price is not believed', async () => {
  const [first, second] = [await world.first(), await world.node()];
  const item = 'ML78_8-S2';
  const priceAt = async (node: Proxy) => {
    const answer = await node.fetch(new Request(`${ORIGIN}/v1/catalog/lapakgaming/ML`));
    const { items } = product.parse(await answer.json());
    return items.find(({ code }) => code === item)?.price;
  };
  const before = await priceAt(first);
  assert.equal(await priceAt(second), before);
  await world.control('PUT', `/products/lapakgaming/${item}`, { price: 23_456 });
  world.advanceTime(1_000);
  assert.deepEqual([await priceAt(first), await priceAt(second)], [before, before]);

  const path = `/callbacks/lapakgaming/${await readCallbackSecret(world.env)}`;
  const body = { data: { code: item, name: 'x', provider_code: 'S2', price: 1, status: 'empty' } };
  assert.equal((await post(path, JSON.stringify(body), 'application/json', first)).status, 200);
  assert.equal((await post(path, '{"data":[]}', 'application/json', first)).status, 200);
  world.advanceTime(1_000);
  assert.deepEqual([await priceAt(first), await priceAt(second)], [23_456, 23_456]);
});
