import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOrderCallback } from '../../../../src/proxy/providers/snapcart/callbacks.js';
import { createSnapcart } from '../../../../src/proxy/providers/snapcart/snapcart.js';
import { createFakePlatform, placement, type RequestHandler } from '../support/fake-platform.js';

const createProvider = (answering: RequestHandler) => {
  const world = createFakePlatform(answering);
  const settings = { apiKey: 'key', url: 'https://snap.example/api/v1' };
  return { ...world, provider: createSnapcart(settings, world.outside, 1_000) };
};

const diamonds = placement({
  product: 'game-voucher:MOBILE_LEGEND',
  item: 'MOBILE_LEGEND_3_DIAMOND',
  cost: 1_050,
});
const unknown = (code: string) => ({ kind: 'unknown', code });

describe('what Snapcart says of a new payment', () => {
  const refused = (reason: string, code: string) => ({ kind: 'refused', reason, code });
  const accepted = { kind: 'accepted', handle: 'req-1', invoice: null };
  const data = { request_id: 'req-1', reference_id: 'order-0001', biller_code: '202' };
  const said = (status_code: string, more: object = {}) => ({ data: null, status_code, ...more });
  for (const [status, body, outcome] of [
    [200, said('200', { data }), accepted],
    [200, said('202', { data }), accepted],
    [200, said('400', { data }), accepted],
    [200, said('200'), unknown('200 without request_id')],
    [200, said('200', { data: { request_id: '' } }), unknown('200 without request_id')],
    [400, said('400', { error: 'Bad request' }), refused('provider_refused', '400')],
    [400, said('400', { error: 'Invalid response format' }), unknown('400')],
    [401, said('401'), refused('provider_refused', '401')],
    [402, said('402'), refused('provider_refused', '402')],
    [404, said('404'), refused('item_gone', '404')],
    [410, said('410'), refused('provider_refused', '410')],
    [200, said('402'), refused('provider_refused', '402')],
    [404, said('402'), unknown('402')],
    [200, said('429'), { kind: 'later', retryAfterMs: null }],
    [429, said('429'), { kind: 'later', retryAfterMs: null }],
    [200, said('500'), unknown('500')],
    [500, said('400'), unknown('http 500')],
    [500, said('500', { data }), accepted],
    [429, said('429', { data }), accepted],
    [200, said('constructor'), unknown('constructor')],
    [400, {}, unknown('http 400')],
    [200, null, unknown('http 200')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.placeOrder(diamonds), outcome);
    });
  }

  it('sends the codes verbatim, and no field in their place', async () => {
    const { provider, asked } = createProvider(() => said('200', { data }));
    const fields = { userId: '123', zoneId: '4', reference_id: 'another', item_code: 'dearer' };
    await provider.placeOrder({ ...diamonds, fields });
    assert.equal(asked[0]?.path, '/api/v1/payment');
    assert.equal(asked[0].headers.get('x-api-key'), 'key');
    assert.deepEqual(asked[0].body, {
      userId: '123',
      zoneId: '4',
      product_code: 'MOBILE_LEGEND',
      item_code: 'MOBILE_LEGEND_3_DIAMOND',
      reference_id: 'order-0001',
    });
  });

  it('is not asked for a product of no type', async () => {
    const { provider, asked } = createProvider(() => ({}));
    const outcome = await provider.placeOrder({ ...diamonds, product: 'MOBILE_LEGEND' });
    assert.equal(outcome.kind, 'refused');
    assert.equal(asked.length, 0);
  });
});

describe('what Snapcart says of a payment that it has', () => {
  const order = { reference: 'order-0001', handle: 'req-1' };
  const said = (biller_code: unknown, biller_message: unknown, more: object = {}) => ({
    data: { order_id: 'o', reference_id: 'order-0001', biller_code, biller_message, ...more },
    status_code: '200',
    status_message: 'Transaction successful',
  });
  const done = { kind: 'done', handle: 'req-1', voucher: null };
  const pending = { kind: 'pending', handle: 'req-1' };
  const failed = (reason: string, code: string) => ({ kind: 'failed', reason, code });
  for (const [status, body, outcome] of [
    [200, said('200', 'Transaction successful'), done],
    [200, said('400', 'Transaction successful'), { kind: 'unknown', code: '400 other message' }],
    [
      200,
      said('404', 'Transaction is being processed'),
      { kind: 'unknown', code: '404 other message' },
    ],
    [200, said(200, ' transaction Successful'), done],
    [200, said('200', 'Transaction is being processed'), pending],
    [200, said('202', 'anything'), pending],
    [200, said('200', 'Something else'), unknown('200 other message')],
    [200, said('200', null), unknown('200 other message')],
    [200, said('400', 'Transaction failed'), failed('provider_failed', '400')],
    [200, said('402', 'Insufficient balance'), failed('provider_refused', '402')],
    [200, said('404', 'Not found'), failed('item_gone', '404')],
    [200, said('410', 'Inquiry expired'), failed('provider_failed', '410')],
    [200, said('500', 'Third party error'), unknown('500')],
    [200, said('constructor', ''), unknown('constructor')],
    [200, said('400', '', { reference_id: 'order-0002' }), unknown('another order')],
    [200, { data: null, status_code: '200' }, unknown('200')],
    [404, { status_code: '404' }, { kind: 'absent' }],
    [401, { status_code: '401' }, unknown('401')],
    [503, said('400', 'Transaction failed'), unknown('http 503')],
    [404, 'Not Found', unknown('http 404')],
  ] as const) {
    it(`${status} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      const { provider, asked } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.queryOrder(order), outcome);
      assert.equal(asked[0]?.path, '/api/v1/payment/status/req-1');
    });
  }

  it('cannot be asked without its request_id', async () => {
    const { provider, asked } = createProvider(() => ({}));
    assert.deepEqual(
      await provider.queryOrder({ ...order, handle: null }),
      unknown('no request_id'),
    );
    assert.equal(asked.length, 0);
  });
});

describe("Snapcart's catalogue", () => {
  const ok = (data: unknown) => ({ data, status_code: '200', status_message: 'ok' });
  const input = (attrs: object, more: object = {}) => ({ tag: 'input', attrs, ...more });
  const serveCatalog = (fields: unknown) =>
    createProvider(({ path }) => {
      switch (path.slice('/api/v1/catalogs/'.length)) {
        case 'game-voucher':
          return ok([{ product_code: 'MOBILE_LEGEND', title: 'Mobile Legends' }, { title: 'x' }]);
        case 'pulsa':
          return ok([{ product_code: 'MOBILE_LEGEND', title: 'Not the game' }]);
        case 'game-voucher/MOBILE_LEGEND':
          return ok({
            id: 1,
            product_code: 'MOBILE_LEGEND',
            title: 'Mobile Legends',
            user_input: fields,
          });
        case 'game-voucher/MOBILE_LEGEND/items':
          return ok([
            { id: 20513, item_code: 'MOBILE_LEGEND_3_DIAMOND', name: '3 Diamonds', price: 1050 },
            { id: 20514, item_code: 'MOBILE_LEGEND_0_DIAMOND', name: 'no price' },
            { id: 20515, item_code: 'MOBILE_LEGEND_1_DIAMOND', name: 'for nothing', price: 0 },
          ]);
        default:
          return Response.json(
            { status_code: '404', status_message: 'Product not found' },
            { status: 404 },
          );
      }
    });

  it('lists every kind that the shop has, under codes that tell them apart', async () => {
    assert.deepEqual(await serveCatalog(null).provider.listProducts(), {
      kind: 'read',
      value: [
        { code: 'game-voucher:MOBILE_LEGEND', title: 'Mobile Legends' },
        { code: 'pulsa:MOBILE_LEGEND', title: 'Not the game' },
      ],
    });
  });

  for (const [status, what] of [
    [400, 'lists'],
    [403, 'lists'],
    [404, 'lists'],
    [429, 'does not list'],
    [503, 'does not list'],
  ] as const) {
    it(`${what} the kinds that the shop has where another is answered with ${status}`, async () => {
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

  it('shows a product with its items and its own fields', async () => {
    const options = [
      { value: 'sea', label: 'Asia Tenggara' },
      { value: 'eu', label: 'eu' },
    ];
    const { provider } = serveCatalog({
      fields: [
        input({ name: 'userId', placeholder: 'User ID', type: 'number' }),
        input({ name: 'nick', type: 'text' }),
        input({ name: 'phone', type: 'tel' }),
        input(
          { name: 'zone', placeholder: 'Zona' },
          { tag: 'select', options: [options[0], 'eu'] },
        ),
      ],
    });
    assert.deepEqual(await provider.getProduct('game-voucher:MOBILE_LEGEND'), {
      kind: 'read',
      value: {
        code: 'game-voucher:MOBILE_LEGEND',
        title: 'Mobile Legends',
        fields: [
          { name: 'userId', label: 'User ID', type: 'number', required: true },
          { name: 'nick', label: 'nick', type: 'text', required: true },
          { name: 'phone', label: 'phone', type: 'number', required: true },
          { name: 'zone', label: 'Zona', type: 'select', required: true, options },
        ],
        items: [
          { code: 'MOBILE_LEGEND_3_DIAMOND', name: '3 Diamonds', cost: 1050, available: true },
        ],
      },
    });
  });

  it('does not sell a product with a field that it cannot read', async () => {
    const { provider } = serveCatalog({ fields: [input({ placeholder: 'no name' })] });
    const read = await provider.getProduct('game-voucher:MOBILE_LEGEND');
    assert.deepEqual(read, { kind: 'failed', code: 'malformed', retryAfterMs: null });
  });

  it('knows no other products', async () => {
    const { provider, asked } = serveCatalog(null);
    for (const code of ['MOBILE_LEGEND', 'bpjs:KESEHATAN', 'game-voucher:', 'nothing:x']) {
      assert.deepEqual(await provider.getProduct(code), { kind: 'failed', code: 'not-found' });
    }
    assert.equal(asked.length, 0);
    assert.deepEqual(await provider.getProduct('pulsa:XL'), { kind: 'failed', code: 'not-found' });
  });

  it('reads an error that comes as HTTP 200', async () => {
    const { provider } = createProvider(() => ({ data: null, status_code: '401' }));
    assert.deepEqual(await provider.checkAccess(), {
      kind: 'failed',
      code: 'refused',
      retryAfterMs: null,
    });
    const { provider: odd } = createProvider(() => ({ data: null, status_code: 'odd' }));
    assert.deepEqual(await odd.listProducts(), {
      kind: 'failed',
      code: 'malformed',
      retryAfterMs: null,
    });
  });
});

it("Snapcart's callback names a payment, and nothing is believed of it", () => {
  const named = { request_id: 'req-1', reference_id: 'order-0001', status_code: '200' };
  const expected = { handle: 'req-1', reference: 'order-0001' };
  assert.deepEqual(readOrderCallback(named), expected);
  assert.deepEqual(readOrderCallback({ data: named }), expected);
  for (const odd of [null, '', [], {}, { data: {} }]) assert.equal(readOrderCallback(odd), null);
});
