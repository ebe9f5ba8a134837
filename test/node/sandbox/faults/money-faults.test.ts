import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import {
  clock,
  openUpstreamShop,
  siti,
  sitiBooks,
  waitUntil,
  type UpstreamShop,
} from '../support/upstream-shop.js';

interface MoneyCall {
  readonly api: 'closed' | 'lapakgaming' | 'snapcart' | 'leuwongrr';
  readonly path: string;
  readonly send: (shop: UpstreamShop, signal?: AbortSignal) => Promise<Response>;
  /** How many of these calls took effect, according to the books. */
  readonly count: (shop: UpstreamShop) => Promise<number>;
}

const calls: readonly MoneyCall[] = [
  {
    api: 'closed',
    path: '/member/saldo',
    send: (shop, signal) => shop.raw.saldo({ tipe: 'kurang', jumlah: '1000' }, signal),
    count: async (shop) => {
      const { saldo, changes } = sitiBooks(await shop.books());
      assert.equal(saldo, siti.saldo - 1_000 * changes.length);
      return changes.length;
    },
  },
  {
    api: 'lapakgaming',
    path: '/api/order',
    send: (shop, signal) =>
      shop.raw.lapakgaming(
        '/api/order',
        {
          product_code: 'ML78_8-S2',
          count_order: 1,
          user_id: '1',
          additional_id: '2',
          partner_reference_id: 'ref',
          override_callback_url: shop.callbackUrl('order'),
        },
        {},
        signal,
      ),
    count: async (shop) => {
      const { balance, orders } = (await shop.books()).lapakgaming;
      assert.equal(balance, 100_000_000 - 22_900 * orders.length);
      const known = await shop.lapakgaming('/api/order_status?partner_reference_id=ref');
      assert.equal(known.body['code'], orders.length > 0 ? 'SUCCESS' : 'TID_NOT_FOUND');
      return orders.length;
    },
  },
  {
    api: 'snapcart',
    path: '/payment',
    send: (shop, signal) =>
      shop.raw.snapcart(
        '/payment',
        {
          product_code: 'PUBGMID',
          item_code: 'PUBGMID_30UC',
          reference_id: 'ref',
          userId: '1',
        },
        {},
        signal,
      ),
    count: async (shop) => {
      const { balance, orders } = (await shop.books()).snapcart;
      assert.equal(balance, 100_000_000 - 7_000 * orders.length);
      return orders.length;
    },
  },
  {
    api: 'leuwongrr',
    path: '/me/orders',
    send: (shop, signal) =>
      shop.raw.leuwongrr(
        '/me/orders',
        { roblox_username: 'Rina', place_id: 1, roblox_pass_id: 2 },
        { 'Idempotency-Key': 'key' },
        signal,
      ),
    count: async (shop) => (await shop.books()).leuwongrr.orders.length,
  },
];

/** The response's status, and whether its body is JSON; `lost` when there was no response. */
const resultOf = async (answer: Promise<Response>): Promise<string> => {
  try {
    const { status, text } = await answer.then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
    try {
      JSON.parse(text);
      return String(status);
    } catch {
      return `${String(status)} unreadable`;
    }
  } catch {
    return 'lost';
  }
};

const success = (api: string): string => (api === 'leuwongrr' ? '201' : '200');

const FAULTS = [
  [{ kind: 'disconnect' }, 'lost'],
  [{ kind: 'truncate' }, 'lost'],
  [{ kind: 'malformed' }, '200 unreadable'],
  [{ kind: 'body', body: '<h1>Maaf</h1>', status: 502 }, '502 unreadable'],
  [{ kind: 'status', status: 500 }, '500'],
  [{ kind: 'status', status: 429, retryAfter: 3 }, '429'],
] as const;

for (const { api, path, send, count } of calls) {
  const shopWithFaults = async (...faults: FaultInput[]) => {
    const shop = await openUpstreamShop({ saldoPauseMs: 0 });
    assert.equal(await shop.setFaults(...faults), 204);
    return shop;
  };

  describe(`a money call to ${api}`, () => {
    for (const [fault, result] of FAULTS) {
      const name = `${fault.kind} ${'status' in fault ? String(fault.status) : ''}`.trim();
      for (const [effect, effects] of [
        ['kept', 1],
        ['none', 0],
      ] as const) {
        it(`under ${name}, with effect: ${effect}`, async () => {
          const shop = await shopWithFaults({ ...fault, api, path, effect, times: 1 });
          assert.equal(await resultOf(send(shop)), result);
          assert.equal(await count(shop), effects);
          assert.equal(
            await resultOf(send(shop)),
            api === 'leuwongrr' && effects > 0 ? '200' : success(api),
          );
        });
      }
    }

    it('sends Retry-After', async () => {
      const shop = await shopWithFaults({ kind: 'status', status: 429, retryAfter: 3, api, path });
      assert.equal((await send(shop)).headers.get('Retry-After'), '3');
    });

    it('hangs after its effect until the client aborts', async () => {
      const shop = await shopWithFaults({ kind: 'hang', api, path, effect: 'kept' });
      assert.equal(await resultOf(send(shop, AbortSignal.timeout(100))), 'lost');
      assert.equal(await count(shop), 1);
    });

    it('replies with success but has no effect under the fault lost', async () => {
      const shop = await shopWithFaults({ kind: 'lost', api, path, times: 1 });
      assert.equal(await resultOf(send(shop)), success(api));
      assert.equal(await count(shop), 0);
      await send(shop);
      assert.equal(await count(shop), 1);
    });

    it('can take effect long after its response was lost', async () => {
      const shop = await shopWithFaults({
        kind: 'disconnect',
        api,
        path,
        effect: 'kept',
        effectAfter: 30_000,
        times: 1,
      });
      assert.equal(await resultOf(send(shop)), 'lost');
      clock.advance(29_999);
      assert.equal(await count(shop), 0);
      clock.advance(1);
      assert.equal(await count(shop), 1);
    });

    for (const [when, countBefore] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      it(`can be delayed ${when} its effect, which an abort does not cancel`, async () => {
        const shop = await shopWithFaults({ kind: 'delay', api, path, ms: 20_000, when });
        const pendingBefore = clock.pending();
        const client = new AbortController();
        const result = resultOf(send(shop, client.signal));
        await waitUntil(() => clock.pending() > pendingBefore);
        client.abort();
        assert.equal(await result, 'lost');
        assert.equal(await count(shop), countBefore);
        clock.advance(20_000);
        await waitUntil(async () => (await count(shop)) === 1);
      });
    }

    it('only fails if the fault matches it', async () => {
      const shop = await shopWithFaults({ kind: 'disconnect', api, method: 'GET' });
      assert.equal(await resultOf(send(shop)), success(api));
      await shop.setFaults({ kind: 'disconnect', api, fields: { tipe: 'tambah' } });
      assert.notEqual(await resultOf(send(shop)), 'lost');
      await shop.setFaults({ kind: 'disconnect', api, path: `${path.slice(0, 4)}*` });
      assert.equal(await resultOf(send(shop)), 'lost');
    });

    it('is logged with its status', async () => {
      const shop = await shopWithFaults({ kind: 'disconnect', api, times: 1 });
      await resultOf(send(shop));
      await resultOf(send(shop));
      const { count: counted, requests } = await shop.log(api);
      assert.equal(counted, 2);
      assert.deepEqual(
        requests.map(({ method, path: where, status }) => [method, where, status]),
        [
          ['POST', path, null],
          ['POST', path, Number(success(api))],
        ],
      );
    });
  });
}

describe('a callback', () => {
  const tidOf = async (answer: Response) =>
    z.object({ data: z.object({ tid: z.string() }) }).parse(await answer.json()).data.tid;
  const order = calls[1];
  assert.ok(order);
  const settledOrder = async (fault: FaultInput) => {
    const shop = await openUpstreamShop();
    await shop.setFaults(fault);
    await shop.setOrderStatus(await tidOf(await order.send(shop)), 'done');
    return shop;
  };

  it('is sent as often as the fault duplicate says', async () => {
    const fault = { kind: 'callback', api: 'lapakgaming', mode: 'duplicate', copies: 3 } as const;
    const received = (await settledOrder(fault)).receivedCallbacks();
    assert.equal(received.length, 3);
    assert.equal(new Set(received.map((each) => JSON.stringify(each))).size, 1);
  });

  it('is delayed by the fault late', async () => {
    const fault = { kind: 'callback', api: 'lapakgaming', mode: 'late', ms: 60_000 } as const;
    const shop = await settledOrder(fault);
    clock.advance(59_999);
    assert.equal(shop.receivedCallbacks().length, 0);
    clock.advance(1);
    assert.equal(shop.receivedCallbacks().length, 1);
  });

  it('is not sent under the fault none', async () => {
    const shop = await settledOrder({ kind: 'callback', api: 'lapakgaming', mode: 'none' });
    assert.deepEqual(shop.receivedCallbacks(), []);
  });

  it('arrives before the reply to the order under the fault early', async () => {
    const shop = await openUpstreamShop();
    await shop.setFaults(
      { kind: 'callback', api: 'lapakgaming', mode: 'early', times: 1 },
      {
        kind: 'delay',
        api: 'lapakgaming',
        path: '/api/order',
        ms: 10_000,
        when: 'after',
        times: 1,
      },
    );
    let isAnswered = false;
    const answer = order.send(shop).finally(() => (isAnswered = true));
    const pendingBefore = clock.pending();
    await waitUntil(() => shop.receivedCallbacks().length === 1 && clock.pending() > pendingBefore);
    assert.equal(isAnswered, false);
    clock.advance(10_000);
    const tid = await tidOf(await answer);
    assert.ok(JSON.stringify(shop.receivedCallbacks()).includes(tid));
    await order.send(shop);
    assert.equal(shop.receivedCallbacks().length, 1);
  });
});
