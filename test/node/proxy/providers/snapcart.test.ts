import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOrderCallback } from '../../../../src/proxy/providers/snapcart/callbacks.js';
import { createSnapcart } from '../../../../src/proxy/providers/snapcart/snapcart.js';
import { createFakePlatform, placement, type RequestHandler } from '../support/fake-platform.js';
import { listedItem } from '../support/listed-product.js';

const createProvider = (answering: RequestHandler) => {
  const fake = createFakePlatform(answering);
  const settings = { apiKey: 'key', url: 'https://snap.example/api/v1' };
  return { ...fake, provider: createSnapcart(settings, fake.platform, 1_000) };
};

const diamonds = placement({
  product: 'game-voucher:MOBILE_LEGEND',
  item: 'MOBILE_LEGEND_3_DIAMOND',
  cost: 1_050,
});
const unknown = (code: string) => ({ kind: 'unknown', code });

describe('Snapcart’s answer to a new payment', () => {
  const refused = (reason: string, code: string, stop?: string) => ({
    kind: 'refused',
    reason,
    code,
    ...(stop && { stop }),
    // Of the account, or not explained: no other supplier may be asked.
    ...(!['400', '410'].includes(code) && { isSuppliersOwn: true }),
  });
  const accepted = { kind: 'accepted', handle: 'req-1', invoice: null };
  const data = { request_id: 'req-1', reference_id: 'order-0001', biller_code: '202' };
  const answer = (status_code: string, more: object = {}) => ({ data: null, status_code, ...more });
  for (const [status, body, outcome] of [
    [200, answer('200', { data }), accepted],
    [200, answer('202', { data }), accepted],
    [200, answer('400', { data }), accepted],
    [200, answer('200'), unknown('200 without request_id')],
    [200, answer('200', { data: { request_id: '' } }), unknown('200 without request_id')],
    [400, answer('400', { error: 'Bad request' }), refused('provider_refused', '400')],
    [400, answer('400', { error: 'Invalid response format' }), unknown('400')],
    [401, answer('401'), refused('provider_refused', '401', 'access_refused')],
    [402, answer('402'), refused('provider_refused', '402', 'deposit_empty')],
    [404, answer('404'), refused('item_gone', '404')],
    [410, answer('410'), refused('provider_refused', '410')],
    [200, answer('402'), refused('provider_refused', '402', 'deposit_empty')],
    [404, answer('402'), unknown('402')],
    [200, answer('429'), { kind: 'later', retryAfterMs: null }],
    [429, answer('429'), { kind: 'later', retryAfterMs: null }],
    [200, answer('500'), unknown('500')],
    [500, answer('400'), unknown('http 500')],
    [500, answer('500', { data }), accepted],
    [429, answer('429', { data }), accepted],
    [200, answer('constructor'), unknown('constructor')],
    [400, {}, unknown('http 400')],
    [200, null, unknown('http 200')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.placeOrder(diamonds), outcome);
    });
  }

  it('follows a request with the codes verbatim, which no field replaces', async () => {
    const { provider, requests } = createProvider(() => answer('200', { data }));
    const fields = { userId: '123', zoneId: '4', reference_id: 'another', item_code: 'dearer' };
    await provider.placeOrder({ ...diamonds, fields });
    assert.equal(requests[0]?.path, '/api/v1/payment');
    assert.equal(requests[0].headers.get('x-api-key'), 'key');
    assert.deepEqual(requests[0].body, {
      userId: '123',
      zoneId: '4',
      product_code: 'MOBILE_LEGEND',
      item_code: 'MOBILE_LEGEND_3_DIAMOND',
      reference_id: 'order-0001',
    });
  });

  it('is not requested for a product without a type', async () => {
    const { provider, requests } = createProvider(() => ({}));
    const outcome = await provider.placeOrder({ ...diamonds, product: 'MOBILE_LEGEND' });
    assert.equal(outcome.kind, 'refused');
    assert.equal(requests.length, 0);
  });
});

describe('Snapcart’s answer about a payment', () => {
  const order = { reference: 'order-0001', handle: 'req-1' };
  const answer = (biller_code: unknown, biller_message: unknown, more: object = {}) => ({
    data: { order_id: 'o', reference_id: 'order-0001', biller_code, biller_message, ...more },
    status_code: '200',
    status_message: 'Transaction successful',
  });
  const done = { kind: 'done', handle: 'req-1', voucher: null };
  const pending = { kind: 'pending', handle: 'req-1' };
  const failed = (reason: string, code: string) => ({ kind: 'failed', reason, code });
  for (const [status, body, outcome] of [
    [200, answer('200', 'Transaction successful'), done],
    [200, answer('400', 'Transaction successful'), { kind: 'unknown', code: '400 other message' }],
    [
      200,
      answer('404', 'Transaction is being processed'),
      { kind: 'unknown', code: '404 other message' },
    ],
    [200, answer(200, ' transaction Successful'), done],
    [200, answer('200', 'Transaction is being processed'), pending],
    [200, answer('202', 'anything'), pending],
    [200, answer('200', 'Something else'), unknown('200 other message')],
    [200, answer('200', null), unknown('200 other message')],
    [200, answer('400', 'Transaction failed'), failed('provider_failed', '400')],
    [
      200,
      answer('402', 'Insufficient balance'),
      { ...failed('provider_refused', '402'), stop: 'deposit_empty' },
    ],
    [200, answer('404', 'Not found'), failed('item_gone', '404')],
    [200, answer('410', 'Inquiry expired'), failed('provider_failed', '410')],
    [200, answer('500', 'Third party error'), unknown('500')],
    [200, answer('constructor', ''), unknown('constructor')],
    [200, answer('400', '', { reference_id: 'order-0002' }), unknown('another order')],
    [200, { data: null, status_code: '200' }, unknown('200')],
    [404, { status_code: '404' }, { kind: 'absent' }],
    [401, { status_code: '401' }, unknown('401')],
    [503, answer('400', 'Transaction failed'), unknown('http 503')],
    [404, 'Not Found', unknown('http 404')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider, requests } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.queryOrder(order), outcome);
      assert.equal(requests[0]?.path, '/api/v1/payment/status/req-1');
    });
  }

  it('is not requested without the request_id', async () => {
    const { provider, requests } = createProvider(() => ({}));
    assert.deepEqual(
      await provider.queryOrder({ ...order, handle: null }),
      unknown('no request_id'),
    );
    assert.equal(requests.length, 0);
  });
});

describe('Snapcart’s catalog', () => {
  const ok = (data: unknown) => ({ data, status_code: '200', status_message: 'ok' });
  const input = (attrs: object, more: object = {}) => ({ tag: 'input', attrs, ...more });
  const serveCatalog = (fields: unknown, more: object = {}) =>
    createProvider(({ path }) => {
      switch (path.slice('/api/v1/catalogs/'.length)) {
        case 'game-voucher':
          return ok([{ product_code: 'MOBILE_LEGEND', title: 'Mobile Legends' }, { title: 'x' }]);
        case 'pulsa':
          return ok([
            { product_code: 'MOBILE_LEGEND', title: 'Not the game' },
            { product_code: 'OLD', title: 'Old', active: false },
          ]);
        case 'bpjs':
          return ok([{ product_code: 'KESEHATAN', title: 'BPJS Kesehatan' }]);
        case 'game-voucher/MOBILE_LEGEND':
          return ok({
            id: 1,
            product_code: 'MOBILE_LEGEND',
            title: 'Mobile Legends',
            user_input: fields,
            ...more,
          });
        case 'game-voucher/MOBILE_LEGEND/items':
          return ok([
            { id: 20513, item_code: 'MOBILE_LEGEND_3_DIAMOND', name: '3 Diamonds', price: 1050 },
            { id: 20514, item_code: 'MOBILE_LEGEND_0_DIAMOND', name: 'no price' },
            { id: 20515, item_code: 'MOBILE_LEGEND_1_DIAMOND', name: 'for nothing', price: 0 },
            { item_code: 'NEGATIVE', name: 'negative', price: -1 },
            { item_code: 'OFF', name: 'off', price: 1050, active: false },
            { item_code: 'OFF2', name: 'off too', price: 1050, active: '0' },
            { item_code: 'MYR', name: 'foreign', price: 1050, currency: 'MYR' },
            { item_code: 'ODD', name: 'odd', price: 1050, currency: { code: 'IDR' } },
            { item_code: 'ON', name: 'on', price: '1050', active: true, currency: 'idr' },
          ]);
        default:
          return Response.json(
            { status_code: '404', status_message: 'Product not found' },
            { status: 404 },
          );
      }
    });

  it('lists every product type of the shop, under codes that include the type', async () => {
    assert.deepEqual(await serveCatalog(null).provider.listProducts(), {
      kind: 'read',
      value: [
        { code: 'game-voucher:MOBILE_LEGEND', title: 'Mobile Legends', kind: 'game' },
        { code: 'pulsa:MOBILE_LEGEND', title: 'Not the game', kind: 'pulsa' },
        { code: 'bpjs:KESEHATAN', title: 'BPJS Kesehatan', kind: 'bill' },
      ],
    });
  });

  it('tells the operator what it does not list', async () => {
    assert.deepEqual(await serveCatalog(null).provider.listUnsold(), {
      kind: 'read',
      value: [{ code: 'pulsa:OLD', title: 'Old', reason: 'inactive' }],
    });
  });

  for (const [status, what] of [
    [400, 'lists'],
    [403, 'lists'],
    [404, 'lists'],
    [429, 'does not list'],
    [503, 'does not list'],
  ] as const) {
    it(`${what} products where another type is answered with ${status}`, async () => {
      const { provider } = createProvider(({ path }) =>
        path.endsWith('/game-voucher')
          ? ok([{ product_code: 'MOBILE_LEGEND', title: 'Mobile Legends' }])
          : Response.json({ data: null, status_code: String(status) }, { status }),
      );
      const read = await provider.listProducts();
      assert.equal(read.kind, what === 'lists' ? 'read' : 'failed');
      assert.equal(read.kind === 'read' ? read.value.length : 1, 1);
    });
  }

  it('has the items and the fields of a product', async () => {
    const options = [
      { value: 'sea', label: 'Asia Tenggara' },
      { value: 'eu', label: 'eu' },
    ];
    const fields = {
      fields: [
        input({ name: 'userId', placeholder: 'User ID', type: 'number' }),
        input({ name: 'nick', type: 'text' }),
        input({ name: 'phone', type: 'tel' }),
        input(
          { name: 'zone', placeholder: 'Zona' },
          { tag: 'select', options: [options[0], 'eu'] },
        ),
      ],
    };
    const { provider } = serveCatalog(fields, {
      description: '<p>Top up <b>cepat</b> &amp; aman.</p><script>alert(1)</script>',
      instruction: 'Buka profil<br>salin ID, 1 < 2',
    });
    assert.deepEqual(await provider.getProduct('game-voucher:MOBILE_LEGEND'), {
      kind: 'read',
      value: {
        code: 'game-voucher:MOBILE_LEGEND',
        title: 'Mobile Legends',
        kind: 'game',
        description: 'Top up cepat & aman.',
        instruction: 'Buka profil\nsalin ID, 1 < 2',
        fields: [
          { name: 'userId', label: 'User ID', type: 'number', required: true },
          { name: 'nick', label: 'nick', type: 'text', required: true },
          { name: 'phone', label: 'phone', type: 'number', required: true },
          { name: 'zone', label: 'Zona', type: 'select', required: true, options },
        ],
        items: [
          listedItem({ code: 'MOBILE_LEGEND_3_DIAMOND', name: '3 Diamonds', cost: 1050 }),
          listedItem({ code: 'ON', name: 'on', cost: 1050 }),
        ],
        unsold: [
          { code: 'MOBILE_LEGEND_0_DIAMOND', title: 'no price', reason: 'no_price' },
          { code: 'MOBILE_LEGEND_1_DIAMOND', title: 'for nothing', reason: 'no_price' },
          { code: 'NEGATIVE', title: 'negative', reason: 'no_price' },
          { code: 'OFF', title: 'off', reason: 'inactive' },
          { code: 'OFF2', title: 'off too', reason: 'inactive' },
          { code: 'MYR', title: 'foreign', reason: 'foreign_currency' },
          { code: 'ODD', title: 'odd', reason: 'foreign_currency' },
        ],
      },
    });
  });

  it('refuses a product with a field that cannot be read', async () => {
    const { provider } = serveCatalog({ fields: [input({ placeholder: 'no name' })] });
    const read = await provider.getProduct('game-voucher:MOBILE_LEGEND');
    assert.deepEqual(read, { kind: 'failed', code: 'malformed', retryAfterMs: null });
  });

  it('has no other products', async () => {
    const { provider, requests } = serveCatalog(null);
    for (const code of ['MOBILE_LEGEND', 'bpjs:', 'game-voucher:', 'nothing:x']) {
      assert.deepEqual(await provider.getProduct(code), { kind: 'failed', code: 'not-found' });
    }
    assert.equal(requests.length, 0);
    assert.deepEqual(await provider.getProduct('pulsa:XL'), { kind: 'failed', code: 'not-found' });
  });

  it('recognizes an error that arrives as HTTP 200', async () => {
    const { provider } = createProvider(() => ({ data: null, status_code: '401' }));
    assert.deepEqual(await provider.checkAccess(), {
      kind: 'failed',
      code: 'refused',
      retryAfterMs: null,
      isKeyRefused: true,
    });
    const { provider: other } = createProvider(() => ({ data: null, status_code: 'x' }));
    assert.deepEqual(await other.listProducts(), {
      kind: 'failed',
      code: 'malformed',
      retryAfterMs: null,
    });
  });
});

it('Snapcart’s callback yields the request_id and the reference, and nothing else', () => {
  const named = { request_id: 'req-1', reference_id: 'order-0001', status_code: '200' };
  const expected = { handle: 'req-1', reference: 'order-0001' };
  assert.deepEqual(readOrderCallback(named), expected);
  assert.deepEqual(readOrderCallback({ data: named }), expected);
  for (const other of [null, '', [], {}, { data: {} }]) {
    assert.equal(readOrderCallback(other), null);
  }
});
