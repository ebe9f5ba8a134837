import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { fieldFaults, type ProviderName } from '../../../../src/proxy/contract.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import {
  openSandboxProvider,
  createPlacement,
  type SandboxProviderOptions,
} from '../support/sandbox-provider.js';

/** What is bought from each provider, the path of its create call, and its behaviour. */
const PROVIDER_CASES = [
  {
    name: 'lapakgaming',
    product: 'ML',
    item: 'ML17_2-S1',
    fields: { user_id: '123456789', additional_id: '1234' },
    create: '/api/order',
    failed: 'provider_failed',
    sendsCallbacks: true,
  },
  {
    name: 'snapcart',
    product: 'game-voucher:MOBILE_LEGEND',
    item: 'MOBILE_LEGEND_6_DIAMOND',
    fields: { userId: '123456789', zoneId: '1234' },
    create: '/payment',
    failed: 'provider_failed',
    sendsCallbacks: true,
  },
  {
    name: 'leuwongrr',
    product: 'gamepass',
    item: 'gamepass',
    fields: { roblox_username: 'Leuwong', place_id: '123456789', roblox_pass_id: '987654321' },
    create: '/me/orders',
    failed: 'invoice_lapsed',
    sendsCallbacks: false,
  },
] as const satisfies readonly { name: ProviderName; [key: string]: unknown }[];

/** Every way to lose an answer. */
const LOST_ANSWER_FAULTS: readonly FaultInput[] = [
  { kind: 'disconnect' },
  { kind: 'hang' },
  { kind: 'truncate' },
  { kind: 'malformed' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 302 },
  { kind: 'body', body: '{}' },
  { kind: 'body', body: '<html>busy</html>', type: 'text/html' },
];

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** An origin that refuses connections. */
const closedOrigin = async (): Promise<string> => {
  const server = createServer();
  const origin = await listen(server);
  await new Promise((closed) => server.close(closed));
  return origin;
};

for (const { name, product, item, fields, create, ...expected } of PROVIDER_CASES) {
  const openWithPlacement = async (options: SandboxProviderOptions = {}) => {
    const shop = await openSandboxProvider(name, options);
    const placement = await createPlacement(shop.provider, product, item, fields);
    return { ...shop, placement, order: { reference: placement.reference, handle: null } };
  };

  describe(`${name} as a provider`, () => {
    it('lists every product once, with items', async () => {
      const { provider } = await openSandboxProvider(name);
      const list = await provider.listProducts();
      assert.ok(list.kind === 'read' && list.value.length > 0);
      const codes = list.value.map(({ code }) => code);
      assert.equal(new Set(codes).size, codes.length);
      for (const { code, title } of list.value) {
        const read = await provider.getProduct(code);
        assert.ok(read.kind === 'read', code);
        assert.equal(read.value.code, code);
        assert.ok(title !== '' && read.value.items.length > 0);
        const isPriced = provider.facts.paidBy === 'saldo' && read.value.kind !== 'bill';
        for (const { cost } of read.value.items) {
          assert.equal(Number.isSafeInteger(cost), isPriced, 'only invoices and bills lack a cost');
        }
      }
    });

    it('accepts its own fields, and has no other products', async () => {
      const { provider } = await openSandboxProvider(name);
      const read = await provider.getProduct(product);
      assert.ok(read.kind === 'read');
      assert.deepEqual(fieldFaults(read.value, fields), []);
      assert.deepEqual(await provider.getProduct('nothing'), { kind: 'failed', code: 'not-found' });
      const nickname = await provider.getNickname(product, fields);
      assert.equal(nickname.kind, 'read');
    });

    it('checks access without placing an order, and recognizes a wrong key', async () => {
      const { provider, listReferences } = await openSandboxProvider(name);
      assert.equal((await provider.checkAccess()).kind, 'read');
      assert.deepEqual(await listReferences(), []);
      const { provider: unauthorized } = await openSandboxProvider(name, { key: 'wrong' });
      assert.deepEqual(await unauthorized.checkAccess(), {
        kind: 'failed',
        code: 'refused',
        retryAfterMs: null,
        isKeyRefused: true,
      });
    });

    it('places an order, and follows it to its end', async () => {
      const { provider, placement, setOrderStatus, listReferences } = await openWithPlacement();
      assert.equal(provider.msUntilPlaceable(), 0);
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      assert.equal(placed.invoice !== null, provider.facts.paidBy === 'invoice');
      assert.deepEqual(await listReferences(), [placement.reference]);
      const { handle } = placed;
      const order = { reference: placement.reference, handle };
      assert.deepEqual(await provider.queryOrder(order), { kind: 'pending', handle });
      await setOrderStatus(handle, 'done');
      const done = await provider.queryOrder(order);
      assert.ok(done.kind === 'done');
      assert.deepEqual([done.handle, done.voucher], [handle, null]);
      const charged = placed.charged ?? done.charged ?? null;
      assert.equal(charged, provider.facts.paidBy === 'invoice' ? null : placement.cost);
    });

    it('recognizes a failed order', async () => {
      const { provider, placement, setOrderStatus } = await openWithPlacement();
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      await setOrderStatus(placed.handle, 'failed');
      const outcome = await provider.queryOrder({
        reference: placement.reference,
        handle: placed.handle,
      });
      assert.ok(outcome.kind === 'failed');
      assert.equal(outcome.reason, expected.failed);
    });

    it('believes no answer that belongs to another order', async () => {
      const { provider, placement, setOrderStatus } = await openWithPlacement();
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      await setOrderStatus(placed.handle, 'failed');
      const outcome = await provider.queryOrder({ reference: 'another', handle: placed.handle });
      // An invoice's status names no reference, only the invoice itself.
      assert.equal(outcome.kind, provider.facts.paidBy === 'invoice' ? 'failed' : 'unknown');
    });

    it('reports an order that does not exist as absent', async () => {
      const { provider, order } = await openWithPlacement();
      const outcome = await provider.queryOrder({ ...order, handle: 'NEVER' });
      assert.deepEqual(outcome, { kind: 'absent' });
      const { canQueryByReference } = provider.facts;
      assert.equal(
        (await provider.queryOrder(order)).kind,
        canQueryByReference ? 'absent' : 'unknown',
      );
    });

    for (const fault of LOST_ANSWER_FAULTS) {
      for (const effect of ['kept', 'none'] as const) {
        it(`reports unknown after ${JSON.stringify(fault)}, effect ${effect}`, async () => {
          const shop = await openWithPlacement({ timeoutMs: 300 });
          const { provider, placement, setFaults, listReferences, order } = shop;
          await setFaults({ ...fault, path: create, times: 1, ...{ effect } });
          assert.equal((await provider.placeOrder(placement)).kind, 'unknown');
          assert.equal((await listReferences()).length, effect === 'kept' ? 1 : 0);
          if (!provider.facts.canQueryByReference) return;
          const outcome = await provider.queryOrder(order);
          assert.equal(outcome.kind, effect === 'kept' ? 'pending' : 'absent');
        });
      }
    }

    it('reports an accepted order that the provider lost as absent', async () => {
      const { provider, placement, setFaults, listReferences } = await openWithPlacement();
      await setFaults({ kind: 'lost', path: create, times: 1 });
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      assert.deepEqual(await listReferences(), []);
      const outcome = await provider.queryOrder({
        reference: placement.reference,
        handle: placed.handle,
      });
      assert.deepEqual(outcome, { kind: 'absent' });
    });

    it('obeys Retry-After, and sends nothing meanwhile', async () => {
      const { provider, placement, setFaults, listReferences } = await openWithPlacement();
      await setFaults({ kind: 'status', status: 429, retryAfter: 20, path: create, times: 1 });
      assert.deepEqual(await provider.placeOrder(placement), {
        kind: 'later',
        retryAfterMs: 20_000,
      });
      assert.ok(provider.msUntilPlaceable() > 19_000);
      assert.equal((await provider.placeOrder(placement)).kind, 'later');
      assert.deepEqual(await listReferences(), []);
    });

    it('is certain that nothing was bought where the connection is refused', async () => {
      const { placement } = await openWithPlacement();
      const { provider } = await openSandboxProvider(name, { origin: await closedOrigin() });
      assert.deepEqual(await provider.placeOrder(placement), { kind: 'later', retryAfterMs: null });
      const outcome = await provider.queryOrder({ reference: placement.reference, handle: 'R1' });
      assert.equal(outcome.kind, 'unknown');
      assert.equal((await provider.checkAccess()).kind, 'failed');
    });

    it('is certain that nothing was bought with a wrong key', async () => {
      const { placement } = await openWithPlacement();
      const { provider } = await openSandboxProvider(name, { key: 'wrong' });
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'refused');
      assert.equal(placed.reason, 'provider_refused');
      assert.equal(placed.stop, 'access_refused');
      const outcome = await provider.queryOrder({ reference: placement.reference, handle: 'R1' });
      assert.equal(outcome.kind, 'unknown', 'a wrong key says nothing about an order');
    });

    it('reports unknown where the lookup failed', async () => {
      const { provider, placement, setFaults } = await openWithPlacement({ timeoutMs: 300 });
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      for (const fault of LOST_ANSWER_FAULTS) {
        await setFaults({ ...fault, method: 'GET' });
        const outcome = await provider.queryOrder({
          reference: placement.reference,
          handle: placed.handle,
        });
        assert.equal(outcome.kind, 'unknown', JSON.stringify(fault));
      }
    });

    it('declares truthfully whether it deduplicates', async () => {
      const { provider, placement, listReferences } = await openWithPlacement();
      const [first, second] = [
        await provider.placeOrder(placement),
        await provider.placeOrder(placement),
      ];
      assert.ok(first.kind === 'accepted' && second.kind === 'accepted');
      const { isIdempotent } = provider.facts;
      assert.equal((await listReferences()).length, isIdempotent ? 1 : 2);
      assert.equal(first.handle === second.handle, isIdempotent);
    });

    it('declares truthfully whether it rejects a changed price', async () => {
      const { provider, placement, changeProduct, listReferences } = await openWithPlacement();
      if (provider.facts.paidBy === 'saldo') {
        await changeProduct(item, { price: (placement.cost ?? 0) + 1 });
      }
      const placed = await provider.placeOrder(placement);
      const { rejectsChangedPrice } = provider.facts;
      assert.equal((await listReferences()).length, rejectsChangedPrice ? 0 : 1);
      if (!rejectsChangedPrice) return;
      const code = 'PRICE_NOT_MATCH';
      assert.deepEqual(placed, {
        kind: 'refused',
        reason: 'price_moved',
        code,
        isSuppliersOwn: true,
      });
    });

    it(expected.sendsCallbacks ? 'calls back when an order ends' : 'never calls back', async () => {
      const receivedCallbacks: string[] = [];
      const listener = createServer((request, response) => {
        receivedCallbacks.push(request.url ?? '');
        response.end();
      });
      const callbackUrl = `${await listen(listener)}/${name}`;
      try {
        const settings = { callbackUrls: { snapcart: callbackUrl } };
        const { provider, placement, setOrderStatus } = await openWithPlacement({ settings });
        const placed = await provider.placeOrder({ ...placement, callbackUrl });
        assert.ok(placed.kind === 'accepted');
        await setOrderStatus(placed.handle, 'done');
        assert.deepEqual(receivedCallbacks, expected.sendsCallbacks ? [`/${name}`] : []);
      } finally {
        listener.close();
        listener.closeAllConnections();
      }
    });
  });
}

describe("Lapakgaming's documented test codes", () => {
  const account = { user_id: '123456789', additional_id: '1234' };
  const refused = (reason: string, code: string, stop?: string) => ({
    kind: 'refused',
    reason,
    code,
    ...(stop && { stop }),
    ...(reason !== 'account_refused' && { isSuppliersOwn: true }),
  });
  for (const [code, change, outcome] of [
    ['ML78_8-S2', { cost: 999_999 }, refused('price_moved', 'PRICE_NOT_MATCH')],
    ['ML156_16-S42', {}, refused('item_gone', 'PRODUCT_EMPTY')],
    ['ML234_23-S2', {}, refused('item_gone', 'PROVIDER_NOT_FOUND')],
    ['ML625_81-S2', {}, refused('item_gone', 'PROVIDER_INACTIVE')],
    ['ML7740_1548-S42', {}, refused('provider_refused', 'INSUFFICIENT_BALANCE', 'deposit_empty')],
    ['ML78_8-S2', { item: 'ASD' }, refused('item_gone', 'PRODUCT_NOT_FOUND')],
    ['ML78_8-S2', { fields: {} }, refused('account_refused', 'USER_ID_EMPTY')],
    [
      'ML78_8-S2',
      { fields: { user_id: '1 2', additional_id: '3' } },
      refused('account_refused', 'USER_ID_CONTAIN_SPACE'),
    ],
  ] as const) {
    it(`${code} ${JSON.stringify(change)}: ${outcome.code}`, async () => {
      const { provider, listReferences } = await openSandboxProvider('lapakgaming');
      const placement = await createPlacement(provider, 'ML', code, account);
      assert.deepEqual(await provider.placeOrder({ ...placement, ...change }), outcome);
      assert.deepEqual(await listReferences(), []);
    });
  }

  for (const [product, code, fields, ends] of [
    ['ML', 'ML78_8-S2', account, 'done'],
    ['VCGS', 'VCGS330-S22', {}, 'done'],
    ['ML', 'ML4649_883-S42', account, 'pending'],
  ] as const) {
    it(`${code}: SUCCESS, then ${ends}`, async () => {
      const { provider } = await openSandboxProvider('lapakgaming', { settings: { settleMs: 0 } });
      const placement = await createPlacement(provider, product, code, fields);
      const placed = await provider.placeOrder(placement);
      assert.ok(placed.kind === 'accepted');
      const order = { reference: placement.reference, handle: placed.handle };
      let outcome = await provider.queryOrder(order);
      for (
        let attempt = 0;
        attempt < 20 && ends === 'done' && outcome.kind === 'pending';
        attempt += 1
      ) {
        outcome = await provider.queryOrder(order);
      }
      assert.equal(outcome.kind, ends);
      if (product !== 'VCGS') return;
      assert.match((outcome.kind === 'done' && outcome.voucher) || '', /^PIN : \S+\tSerial : \S+$/);
    });
  }

  it('refuses a game of Hoyoverse without the shopper’s address', async () => {
    const { provider } = await openSandboxProvider('lapakgaming');
    const asia = { user_id: '800000001', additional_id: 'os_asia' };
    const placement = await createPlacement(provider, 'GI', 'GI60_0-S1', asia);
    assert.equal(
      (await provider.placeOrder({ ...placement, shopperAddress: null })).kind,
      'refused',
    );
    assert.equal((await provider.placeOrder(placement)).kind, 'accepted');
  });
});
