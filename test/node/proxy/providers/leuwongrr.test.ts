import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLeuwongrr } from '../../../../src/proxy/providers/leuwongrr/leuwongrr.js';
import { createFakePlatform, placement, type RequestHandler } from '../support/fake-platform.js';

const createProvider = (answering: RequestHandler, token = 'lrrs_v1_key') => {
  const fake = createFakePlatform(answering);
  const settings = { token, url: 'https://roblox.example/api/v1' };
  return { ...fake, provider: createLeuwongrr(settings, fake.platform, 1_000) };
};

const fields = { roblox_username: 'Leuwong', place_id: '123456789', roblox_pass_id: '987654321' };
const gamepass = placement({ product: 'gamepass', item: 'gamepass', cost: null, fields });
const unknown = (code: string) => ({ kind: 'unknown', code });
const url = 'https://leuwongrr.online/user/invoice/INV1';
const invoice = (more: object = {}) => ({
  invoice_code: 'INV1',
  type: 'order',
  payment_status: 'pending',
  amount: 348,
  invoice_url: url,
  ...more,
});

describe('LeuwongRR’s answer to a new order', () => {
  const created = (more: object = {}) => ({ success: true, data: { invoice: invoice(more) } });
  const refusal = (code?: string) => ({
    success: false,
    message: 'x',
    ...(code && { error: { code } }),
  });
  const accepted = { kind: 'accepted', handle: 'INV1', invoice: { url, amount: 348 } };
  const refused = (reason: string, code: string, stop?: string) => ({
    kind: 'refused',
    reason,
    code,
    ...(stop && { stop }),
  });
  for (const [status, body, outcome] of [
    [201, created(), accepted],
    [200, { ...created(), idempotent: true }, accepted],
    [200, { success: true, data: { ...invoice(), idempotent: true } }, accepted],
    [201, created({ amount: null }), { ...accepted, invoice: { url, amount: null } }],
    [201, created({ invoice_url: 'javascript:alert(1)' }), { ...accepted, invoice: null }],
    [201, created({ invoice_code: '' }), unknown('http 201 without invoice_code')],
    [200, { ...created(), success: false }, unknown('http 200 without invoice_code')],
    [422, refusal('FORBIDDEN_FIELDS'), refused('provider_refused', 'FORBIDDEN_FIELDS')],
    [
      422,
      refusal('ROBLOX_VALIDATION_FAILED'),
      refused('account_refused', 'ROBLOX_VALIDATION_FAILED'),
    ],
    [
      400,
      { success: false, code: 'ROBLOX_VALIDATION_FAILED' },
      refused('account_refused', 'ROBLOX_VALIDATION_FAILED'),
    ],
    [403, refusal('DISCORD_LINK_REQUIRED'), refused('provider_refused', 'DISCORD_LINK_REQUIRED')],
    [402, refusal('INSUFFICIENT_BALANCE'), refused('provider_refused', 'INSUFFICIENT_BALANCE')],
    [401, refusal(), refused('provider_refused', 'http 401', 'access_refused')],
    [422, refusal(), refused('account_refused', 'http 422')],
    [409, refusal(), unknown('http 409')],
    [422, refusal('A_NEW_WORD'), refused('account_refused', 'A_NEW_WORD')],
    [
      401,
      refusal('UNAUTHENTICATED'),
      refused('provider_refused', 'UNAUTHENTICATED', 'access_refused'),
    ],
    [400, refusal('A_NEW_WORD'), unknown('A_NEW_WORD')],
    [400, refusal('constructor'), unknown('constructor')],
    [422, {}, unknown('http 422')],
    [429, refusal(), { kind: 'later', retryAfterMs: null }],
    [500, refusal('ROBLOX_VALIDATION_FAILED'), unknown('http 500')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.placeOrder(gamepass), outcome);
    });
  }

  it('follows a request without forbidden fields, and with the reference as idempotency key', async () => {
    const { provider, requests } = createProvider(() => created());
    await provider.placeOrder(gamepass);
    await provider.placeOrder({ ...gamepass, product: 'vip_server' });
    assert.equal(requests[0]?.path, '/api/v1/me/orders');
    assert.equal(requests[0].headers.get('Authorization'), 'Bearer lrrs_v1_key');
    assert.equal(requests[0].headers.get('Idempotency-Key'), 'order-0001');
    const body = {
      order_type: 'gamepass',
      roblox_username: 'Leuwong',
      place_id: 123456789,
      roblox_pass_id: 987654321,
      payment_method: 'invoice',
      client_reference: 'order-0001',
    };
    assert.deepEqual(requests[0].body, body);
    assert.deepEqual(requests[1]?.body, { ...body, order_type: 'vip_server' });
  });

  it('is not requested for an id that a number cannot hold', async () => {
    const { provider, requests } = createProvider(() => created());
    for (const place_id of ['9'.repeat(20), 'x', '']) {
      const outcome = await provider.placeOrder({ ...gamepass, fields: { ...fields, place_id } });
      assert.equal(outcome.kind, 'refused', place_id);
    }
    assert.equal(requests.length, 0);
  });

  it('is requested at most 10 times a minute, and the wait is known', async () => {
    const { provider, requests, advanceTime } = createProvider(() => created());
    for (let count = 0; count < 11; count += 1) await provider.placeOrder(gamepass);
    assert.equal(requests.length, 10);
    assert.equal(provider.msUntilPlaceable(), 61_000);
    assert.equal((await provider.queryOrder({ reference: 'o', handle: 'INV1' })).kind, 'pending');
    assert.equal(requests.length, 11, 'reads are counted apart');
    await advanceTime(61_000);
    assert.equal(provider.msUntilPlaceable(), 0);
  });
});

describe('LeuwongRR’s answer about an invoice', () => {
  const order = { reference: 'order-0001', handle: 'INV1' };
  const state = (payment_status: unknown, more: object = {}) => ({
    success: true,
    data: { ...invoice({ payment_status }), ...more },
  });
  const lapsed = (code: string) => ({ kind: 'failed', reason: 'invoice_lapsed', code });
  const pending = { kind: 'pending', handle: 'INV1', invoice: { url, amount: 348 } };
  const paid = { kind: 'pending', handle: 'INV1', isPaid: true };
  const done = { kind: 'done', handle: 'INV1', voucher: null };
  for (const [status, body, outcome] of [
    [200, state('paid'), paid],
    [200, state('Completed'), { kind: 'done', handle: 'INV1', voucher: null }],
    [200, state('pending'), pending],
    [200, { success: true, data: { invoice: invoice() } }, pending],
    [
      200,
      { success: true, data: { payment_status: 'pending' } },
      { kind: 'pending', handle: 'INV1' },
    ],
    [200, state('expired'), lapsed('expired')],
    [200, state('cancelled'), lapsed('cancelled')],
    [200, state('failed'), lapsed('failed')],
    [200, state('processing'), unknown('processing')],
    [200, state('constructor'), unknown('constructor')],
    [200, state(null), unknown('http 200')],
    [200, state('paid', { invoice_code: 'INV2' }), unknown('another order')],
    [200, { ...state('paid'), success: false }, unknown('http 200')],
    [404, { success: false, message: 'x' }, { kind: 'absent' }],
    [404, { message: 'x' }, unknown('http 404')],
    [401, { success: false, message: 'x' }, unknown('http 401')],
    [500, state('paid'), unknown('http 500')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider, requests } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.queryOrder(order), outcome);
      assert.equal(requests[0]?.path, '/api/v1/me/invoices/INV1/status');
    });
  }

  for (const [name, answer, outcome] of [
    ['is completed', { status: 200, body: { order: { status: 'Completed' } } }, done],
    ['is processing', { status: 200, body: { order: { status: 'processing' } } }, paid],
    ['says a new word', { status: 200, body: { order: { status: 'constructor' } } }, paid],
    ['says nothing', { status: 200, body: { invoice: { invoice_code: 'INV1' } } }, paid],
    ['cannot be read', { status: 500, body: {} }, paid],
    ['is not found', { status: 404, body: {} }, paid],
    [
      'failed',
      { status: 200, body: { order: { status: 'failed' } } },
      { kind: 'failed', reason: 'invoice_failed', code: 'failed' },
    ],
    [
      'is another one',
      {
        status: 200,
        body: { invoice: { invoice_code: 'INV2' }, order: { status: 'completed' } },
      },
      unknown('another order'),
    ],
  ] as const) {
    it(`that is paid asks the order, which ${name}: ${outcome.kind}`, async () => {
      const { provider, requests } = createProvider(({ path }) =>
        path.endsWith('/status')
          ? state('paid')
          : Response.json({ success: true, data: answer.body }, { status: answer.status }),
      );
      assert.deepEqual(await provider.queryOrder(order), outcome);
      assert.equal(requests[1]?.path, '/api/v1/me/orders/INV1');
    });
  }

  it('is not requested without the invoice’s code', async () => {
    const { provider, requests } = createProvider(() => ({}));
    assert.deepEqual(await provider.queryOrder({ ...order, handle: null }), unknown('no invoice'));
    assert.equal(requests.length, 0);
  });
});

describe('LeuwongRR’s token', () => {
  for (const [token, isTrial] of [
    ['lrrs_v1_key', true],
    ['lrrp_v1_key', undefined],
  ] as const) {
    it(`${token} is ${isTrial ? 'for trials, as its products say' : 'no trial'}`, async () => {
      const { provider } = createProvider(() => ({}), token);
      assert.equal(provider.facts.isTrial, isTrial);
      const listed = await provider.listProducts();
      const detail = await provider.getProduct('gamepass');
      assert.ok(listed.kind === 'read' && detail.kind === 'read');
      for (const title of [listed.value[0]?.title, detail.value.title]) {
        assert.equal(title, isTrial ? 'Roblox Gamepass (uji coba)' : 'Roblox Gamepass');
      }
      assert.equal(detail.value.items[0]?.name, 'Roblox Gamepass');
    });
  }
});

describe('LeuwongRR’s catalog', () => {
  it('has the two kinds of orders, without a price', async () => {
    const { provider, requests } = createProvider(() => ({}));
    const products = await provider.listProducts();
    assert.deepEqual(products.kind === 'read' && products.value.map(({ code }) => code), [
      'gamepass',
      'vip_server',
    ]);
    const read = await provider.getProduct('vip_server');
    assert.ok(read.kind === 'read');
    assert.deepEqual(read.value.items, [
      { code: 'vip_server', name: 'Roblox VIP Server', cost: null, available: true, seconds: null },
    ]);
    assert.deepEqual(
      read.value.fields.map(({ name, type }) => `${name} ${type}`),
      ['roblox_username text', 'place_id number', 'roblox_pass_id number'],
    );
    assert.deepEqual(await provider.getProduct('robux'), { kind: 'failed', code: 'not-found' });
    assert.equal(requests.length, 0);
  });

  it('reports access by the token', async () => {
    const { provider } = createProvider(({ path }) =>
      path.endsWith('/balance')
        ? { success: true, data: { balance: '5000' } }
        : { success: true, data: {} },
    );
    assert.deepEqual(await provider.checkAccess(), { kind: 'read', value: { balance: 5_000 } });
    const { provider: wrong } = createProvider(() =>
      Response.json({ success: false }, { status: 401 }),
    );
    assert.deepEqual(await wrong.checkAccess(), {
      kind: 'failed',
      code: 'refused',
      retryAfterMs: null,
      isKeyRefused: true,
    });
  });
});
