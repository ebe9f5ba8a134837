import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCatalog } from '../../../../src/proxy/catalog/catalog.js';
import * as contract from '../../../../src/proxy/contract.js';
import { createProviders } from '../../../../src/proxy/providers/create-providers.js';
import { catalogRoutes } from '../../../../src/proxy/routes/catalog-routes.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { createFakePlatform, type RequestHandler } from '../support/fake-platform.js';
import { OPEN_SUPPLY } from '../support/open-supply.js';

const items = [
  { item_code: 'D3', name: '3 Diamonds', price: 1_050 },
  { item_code: 'D6', name: '6 Diamonds', price: '2000' },
];
const shop: RequestHandler = ({ path }) => {
  const data = path.endsWith('/items')
    ? items
    : path.endsWith('/ML')
      ? { product_code: 'ML', title: 'Mobile Legends', user_input: null }
      : path.endsWith('/game-voucher')
        ? [{ product_code: 'ML', title: 'Mobile Legends' }]
        : [];
  return { data, status_code: '200' };
};

function serve(answering: RequestHandler = shop, leuwongrr = true) {
  const fake = createFakePlatform(answering);
  const providers = createProviders(
    {
      lapakgaming: null,
      snapcart: { apiKey: 'key', url: 'https://snap.example' },
      leuwongrr: leuwongrr ? { token: 'key', url: 'https://roblox.example' } : null,
    },
    fake.platform,
    1_000,
  );
  const app = createTestShell({
    settings: { origins: [], publicUrl: 'https://proxy.example' },
  });
  mountPublicRoutes(
    app,
    catalogRoutes({
      catalog: createCatalog(providers.values(), fake.platform),
      providers,
      supply: OPEN_SUPPLY,
      priceItem: (_provider, _product, cost) => cost + 500,
      priceVersion: () => 0,
    }),
  );
  return {
    ...fake,
    get: async (path: string, headers: Record<string, string> = {}) =>
      app.request(`https://proxy.example${path}`, { headers }),
  };
}

describe('GET /v1/catalog', () => {
  it('lists the enabled providers and their products', async () => {
    const answer = await serve().get('/v1/catalog');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Content-Type'), 'application/json');
    assert.deepEqual(contract.catalog.parse(await answer.json()), {
      providers: [
        { provider: 'snapcart', products: [{ code: 'game-voucher:ML', title: 'Mobile Legends' }] },
        {
          provider: 'leuwongrr',
          products: [
            { code: 'gamepass', title: 'Roblox Gamepass' },
            { code: 'vip_server', title: 'Roblox VIP Server' },
          ],
        },
      ],
    });
  });

  it('omits a provider that is down, and lets browsers cache nothing', async () => {
    const answer = await serve(() => new Response('', { status: 503 })).get('/v1/catalog');
    const { providers } = contract.catalog.parse(await answer.json());
    assert.deepEqual(
      providers.map(({ products }) => products.length),
      [0, 2],
    );
    assert.match(answer.headers.get('Cache-Control') ?? '', /max-age=0/);
  });

  it('answers a problem when every provider is down', async () => {
    const { get } = serve(() => Response.json({}, { status: 503 }), false);
    const answer = await get('/v1/catalog');
    assert.equal(answer.status, 503);
    assert.equal(contract.problem.parse(await answer.json()).code, 'upstream_unavailable');
  });
});

describe('GET /v1/catalog/{provider}/{product}', () => {
  it('shows prices with the margin', async () => {
    const { get } = serve();
    const answer = await get('/v1/catalog/snapcart/game-voucher:ML');
    assert.deepEqual(contract.product.parse(await answer.json()), {
      provider: 'snapcart',
      product: 'game-voucher:ML',
      title: 'Mobile Legends',
      fields: [],
      items: [
        { code: 'D3', name: '3 Diamonds', price: 1_550, available: true },
        { code: 'D6', name: '6 Diamonds', price: 2_500, available: true },
      ],
    });
    const encoded = await get('/v1/catalog/snapcart/game-voucher%3AML');
    assert.equal(encoded.status, 200);
    const own = contract.product.parse(await (await get('/v1/catalog/leuwongrr/gamepass')).json());
    assert.equal(own.items[0]?.price, null);
  });

  it('answers 304 where the ETag matches', async () => {
    const { get } = serve();
    for (const path of ['/v1/catalog', '/v1/catalog/snapcart/game-voucher:ML']) {
      const etag = (await get(path)).headers.get('ETag') ?? '';
      assert.match(etag, /^"[\w-]{43}"$/);
      for (const [known, status] of [
        [etag, 304],
        [`W/${etag}`, 304],
        [`"x", ${etag}`, 304],
        ['*', 304],
        ['"x"', 200],
        [etag.slice(1, -1), 200],
      ] as const) {
        const answer = await get(path, { 'If-None-Match': known });
        assert.equal(answer.status, status, known);
        assert.equal(answer.headers.get('ETag'), etag);
        assert.match(answer.headers.get('Cache-Control') ?? '', /^public, max-age=\d+/);
      }
    }
  });

  it('changes the ETag when a price changes', async () => {
    let price = 1_000;
    const { get, advanceTime } = serve((asked) =>
      asked.path.endsWith('/items')
        ? { data: [{ item_code: 'D3', name: '3', price }], status_code: '200' }
        : shop(asked),
    );
    const path = '/v1/catalog/snapcart/game-voucher:ML';
    const first = (await get(path)).headers.get('ETag');
    price = 2_000;
    await advanceTime(60_000);
    await get(path);
    await advanceTime(0);
    const second = await get(path, { 'If-None-Match': first ?? '' });
    assert.equal(second.status, 200);
    assert.equal(contract.product.parse(await second.json()).items[0]?.price, 2_500);
  });

  for (const [path, status, code] of [
    ['nobody/x', 404, 'unknown_provider'],
    ['lapakgaming/ML', 404, 'unknown_provider'],
    ['constructor/x', 404, 'unknown_provider'],
    ['snapcart/ML', 404, 'unknown_product'],
    ['snapcart/game-voucher:FF', 404, 'unknown_product'],
    ['leuwongrr/robux', 404, 'unknown_product'],
  ] as const) {
    it(`${path} answers ${code}`, async () => {
      const answer = await serve().get(`/v1/catalog/${path}`);
      assert.equal(answer.status, status);
      assert.equal(contract.problem.parse(await answer.json()).code, code);
    });
  }

  it('passes on the provider’s wait as Retry-After', async () => {
    const busy = new Response('{}', { status: 429, headers: { 'Retry-After': '9' } });
    const answer = await serve(() => busy.clone()).get('/v1/catalog/snapcart/game-voucher:ML');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('Retry-After'), '9');
    assert.equal(contract.problem.parse(await answer.json()).code, 'upstream_quota');
  });
});
