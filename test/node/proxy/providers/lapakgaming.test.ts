import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOrderCallback } from '../../../../src/proxy/providers/lapakgaming/callbacks.js';
import { createLapakgaming } from '../../../../src/proxy/providers/lapakgaming/lapakgaming.js';
import { createFakePlatform, placement, type RequestHandler } from '../support/fake-platform.js';

const createProvider = (answering: RequestHandler) => {
  const fake = createFakePlatform(answering);
  const settings = { apiKey: 'key', url: 'https://lapak.example' };
  return { ...fake, provider: createLapakgaming(settings, fake.platform, 1_000) };
};

const order = { reference: 'order-0001', handle: 'R1' };

describe('Lapakgaming’s answer to a new order', () => {
  const refused = (reason: string, code: string, stop?: string) => ({
    kind: 'refused',
    reason,
    code,
    ...(stop && { stop }),
    ...(!/^(NOT_ALLOWED|USER_ID)/.test(code) && { isSuppliersOwn: true }),
  });
  const unknown = (code: string) => ({ kind: 'unknown', code });
  const accepted = { kind: 'accepted', handle: 'R1', invoice: null };
  const placed = { tid: 'R1' };
  for (const [status, body, outcome] of [
    [200, { code: 'SUCCESS', data: placed }, accepted],
    [200, { code: 'SUCCESS', data: { tid: 16158 } }, { ...accepted, handle: '16158' }],
    [200, { code: 'TRANSACTION_EXIST', data: placed }, accepted],
    [400, { code: 'TRANSACTION_EXIST', data: null }, unknown('TRANSACTION_EXIST without tid')],
    [
      200,
      { code: 'SUCCESS', data: { tid: 'R1', total_price: '19000' } },
      { ...accepted, charged: 19_000 },
    ],
    [200, { code: 'SUCCESS', data: { tid: 'R1', total_price: 'x' } }, accepted],
    [200, { code: 'SUCCESS', data: {} }, unknown('SUCCESS without tid')],
    [200, { code: 'SUCCESS', data: { tid: '' } }, unknown('SUCCESS without tid')],
    [
      401,
      { code: 'UNAUTHORIZED', data: null },
      refused('provider_refused', 'UNAUTHORIZED', 'access_refused'),
    ],
    [
      401,
      { message: 'Unauthorized' },
      refused('provider_refused', 'UNAUTHORIZED', 'access_refused'),
    ],
    [401, { code: 'SYSTEM_ERROR' }, unknown('SYSTEM_ERROR')],
    [400, { code: 'NOT_ALLOWED', data: null }, refused('provider_refused', 'NOT_ALLOWED')],
    [200, { code: 'PRODUCT_NOT_FOUND' }, refused('item_gone', 'PRODUCT_NOT_FOUND')],
    [400, { code: 'PRODUCT_EMPTY' }, refused('item_gone', 'PRODUCT_EMPTY')],
    [400, { code: 'STOCK_NOT_FOUND' }, refused('item_gone', 'STOCK_NOT_FOUND')],
    [400, { code: 'PROVIDER_NOT_FOUND' }, refused('item_gone', 'PROVIDER_NOT_FOUND')],
    [400, { code: 'PROVIDER_INACTIVE' }, refused('item_gone', 'PROVIDER_INACTIVE')],
    [400, { code: 'PRICE_NOT_MATCH' }, refused('price_moved', 'PRICE_NOT_MATCH')],
    [400, { code: 'USER_ID_EMPTY' }, refused('account_refused', 'USER_ID_EMPTY')],
    [400, { code: 'USER_ID_CONTAIN_SPACE' }, refused('account_refused', 'USER_ID_CONTAIN_SPACE')],
    [
      400,
      { code: 'INSUFFICIENT_BALANCE' },
      refused('provider_refused', 'INSUFFICIENT_BALANCE', 'deposit_empty'),
    ],
    [200, { code: 'SYSTEM_ERROR' }, unknown('SYSTEM_ERROR')],
    [200, { code: 'UNKNOWN_ERROR' }, unknown('UNKNOWN_ERROR')],
    [200, { code: 'TID_NOT_FOUND' }, unknown('TID_NOT_FOUND')],
    [200, { code: 'A_NEW_WORD' }, unknown('A_NEW_WORD')],
    [200, { code: 'constructor' }, unknown('CONSTRUCTOR')],
    [200, { code: 'success', data: placed }, accepted],
    [500, { code: 'PRODUCT_EMPTY' }, unknown('http 500')],
    [500, { code: 'SUCCESS', data: placed }, accepted],
    [429, { code: 'SUCCESS', data: placed }, accepted],
    [429, { code: 'PRODUCT_EMPTY' }, { kind: 'later', retryAfterMs: null }],
    [302, { code: 'PRODUCT_EMPTY' }, unknown('http 302')],
    [200, 'SUCCESS', unknown('none')],
    [200, [], unknown('none')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider, requests } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.placeOrder(placement()), outcome);
      assert.equal(requests.length, 1);
    });
  }

  it('means unknown where it is no JSON or lost, and later at a 429 or where nothing was sent', async () => {
    const html = createProvider(() => new Response('<html>', { status: 400 }));
    assert.deepEqual(await html.provider.placeOrder(placement()), unknown('http 400'));
    const busy = createProvider(
      () => new Response('', { status: 429, headers: { 'Retry-After': '7' } }),
    );
    assert.deepEqual(await busy.provider.placeOrder(placement()), {
      kind: 'later',
      retryAfterMs: 7_000,
    });
    assert.equal(busy.provider.msUntilPlaceable(), 7_000);
    assert.deepEqual(await busy.provider.placeOrder(placement()), {
      kind: 'later',
      retryAfterMs: 7_000,
    });
    assert.equal(busy.requests.length, 1, 'no request during Retry-After');
    const unreachable = createProvider(() =>
      Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
    );
    assert.deepEqual(await unreachable.provider.placeOrder(placement()), {
      kind: 'later',
      retryAfterMs: null,
    });
    const lost = createProvider(() =>
      Promise.reject(Object.assign(new Error(), { code: 'ECONNRESET' })),
    );
    assert.deepEqual(await lost.provider.placeOrder(placement()), unknown('broken'));
  });

  it('is not requested for an order without a price', async () => {
    const { provider, requests } = createProvider(() => ({}));
    assert.equal((await provider.placeOrder(placement({ cost: null }))).kind, 'refused');
    assert.equal(requests.length, 0);
  });

  it('follows a request with the documented fields only', async () => {
    const { provider, requests } = createProvider(() => ({ code: 'SUCCESS', data: placed }));
    await provider.placeOrder(
      placement({
        fields: { user_id: '123', additional_id: 'Asia' },
        callbackUrl: 'https://proxy.example/callbacks/lapakgaming/s',
        shopperAddress: '203.0.113.7',
      }),
    );
    await provider.placeOrder(placement({ item: 'VCGS330-S22' }));
    const [first, second] = requests;
    assert.equal(first?.path, '/api/order');
    assert.equal(first.headers.get('Authorization'), 'Bearer key');
    assert.equal(first.headers.get('Content-Type'), 'application/json');
    assert.deepEqual(first.body, {
      product_code: 'ML78_8-S2',
      count_order: 1,
      price: 19_000,
      partner_reference_id: 'order-0001',
      user_id: '123',
      additional_id: 'Asia',
      override_callback_url: 'https://proxy.example/callbacks/lapakgaming/s',
      end_user_ip_address: '203.0.113.7',
    });
    assert.deepEqual(second?.body, {
      product_code: 'VCGS330-S22',
      count_order: 1,
      price: 19_000,
      partner_reference_id: 'order-0001',
    });
  });

  it('is requested at most 500 times in 10 seconds', async () => {
    const { provider, requests } = createProvider(() => ({ code: 'SUCCESS', data: placed }));
    const outcomes = await Promise.all(
      Array.from({ length: 510 }, () => provider.placeOrder(placement())),
    );
    assert.equal(requests.length, 500);
    assert.equal(outcomes.filter(({ kind }) => kind === 'later').length, 10);
  });
});

describe('Lapakgaming’s answer about an order', () => {
  const state = (status: string, units: readonly (string | [string, string])[], more = {}) => ({
    code: 'SUCCESS',
    data: {
      status,
      tid: 'R1',
      reference_id: 'order-0001',
      transactions: units.map((unit, id) => ({
        id,
        product_name: 'x',
        note: '',
        status: typeof unit === 'string' ? unit : unit[0],
        voucher_code: typeof unit === 'string' ? '' : unit[1],
      })),
      ...more,
    },
  });
  const unit = (status: string, voucher_code: unknown) =>
    state(status, [], { transactions: [{ status, voucher_code }] });
  const done = { kind: 'done', handle: 'R1', voucher: null };
  const pending = { kind: 'pending', handle: 'R1' };
  const failed = { kind: 'failed', reason: 'provider_failed', code: 'REFUNDED' };
  const unknown = (code: string) => ({ kind: 'unknown', code });
  const voucher = 'PIN : 1234-5678\tSerial : 99';
  for (const [name, status, body, outcome] of [
    ['all units succeeded', 200, state('SUCCESS', ['SUCCESS']), done],
    ['a voucher, as it is', 200, state('SUCCESS', [['SUCCESS', voucher]]), { ...done, voucher }],
    ['a voucher of digits', 200, unit('SUCCESS', 12_345_678), { ...done, voucher: '12345678' }],
    ['two codes', 200, unit('SUCCESS', ['a', 'b']), { ...done, voucher: 'a\nb' }],
    ['no voucher', 200, unit('SUCCESS', null), done],
    ['a voucher of unknown shape', 200, unit('SUCCESS', { pin: 1 }), unknown('malformed')],
    ['a voucher that was rounded', 200, unit('SUCCESS', 2 ** 60), unknown('malformed')],
    ['words in small letters', 200, unit('success', ''), done],
    ['pending without units', 200, state('PENDING', [], { transactions: '' }), pending],
    ['success, a unit pending', 200, state('SUCCESS', ['SUCCESS', 'PENDING']), pending],
    [
      'success, a unit refunded',
      200,
      state('SUCCESS', ['SUCCESS', 'REFUNDED']),
      unknown('SUCCESS'),
    ],
    ['success without units', 200, state('SUCCESS', []), unknown('SUCCESS')],
    ['pending', 200, state('PENDING', ['PENDING']), pending],
    ['refunded', 200, state('REFUNDED', ['REFUNDED']), failed],
    ['refunded without units', 200, state('REFUNDED', [], { transactions: null }), failed],
    ['refunded, a unit succeeded', 200, state('REFUNDED', ['SUCCESS']), unknown('REFUNDED')],
    ['refunded, a unit pending', 200, state('REFUNDED', ['PENDING']), unknown('REFUNDED')],
    ['another word', 200, state('FAILED', ['FAILED']), unknown('FAILED')],
    [
      'another order',
      200,
      state('SUCCESS', ['SUCCESS'], { reference_id: 'order-0002' }),
      unknown('another order'),
    ],
    ['no such order', 400, { code: 'TID_NOT_FOUND', data: null }, { kind: 'absent' }],
    ['not found by HTTP alone', 404, { message: 'Not Found' }, unknown('http 404')],
    ['a wrong key', 401, { code: 'UNAUTHORIZED' }, unknown('UNAUTHORIZED')],
    ['an error', 200, { code: 'SYSTEM_ERROR', data: null }, unknown('SYSTEM_ERROR')],
    ['an outage', 503, state('REFUNDED', ['REFUNDED']), unknown('http 503')],
    ['another shape', 200, { code: 'SUCCESS', data: [] }, unknown('malformed')],
  ] as const) {
    it(`${name}: ${outcome.kind}`, async () => {
      const { provider } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.queryOrder(order), outcome);
    });
  }

  it('is requested by tid, or by our reference where there is no tid', async () => {
    const { provider, requests } = createProvider(() => state('PENDING', ['PENDING']));
    await provider.queryOrder(order);
    assert.deepEqual(await provider.queryOrder({ ...order, handle: null }), pending);
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/api/order_status?tid=R1', '/api/order_status?partner_reference_id=order-0001'],
    );
  });

  it('passes on Retry-After', async () => {
    const { provider } = createProvider(() => answered429(30));
    assert.deepEqual(await provider.queryOrder(order), {
      ...unknown('http 429'),
      retryAfterMs: 30_000,
    });
    assert.deepEqual(await provider.queryOrder(order), {
      ...unknown('paced'),
      retryAfterMs: 30_000,
    });
  });
});

const answered429 = (seconds: number) =>
  new Response('{}', { status: 429, headers: { 'Retry-After': String(seconds) } });

describe('Lapakgaming’s order callback', () => {
  it('yields the tid and the reference, and nothing else', () => {
    const body = { code: 'SUCCESS', data: { status: 'SUCCESS', tid: 'R1', reference_id: 'o' } };
    assert.deepEqual(readOrderCallback(body), { handle: 'R1', reference: 'o' });
    for (const other of [null, '', [], {}, { data: null }, { data: [] }]) {
      assert.equal(readOrderCallback(other), null);
    }
  });
});
