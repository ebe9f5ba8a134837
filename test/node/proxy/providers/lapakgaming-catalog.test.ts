import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLapakgaming } from '../../../../src/proxy/providers/lapakgaming/lapakgaming.js';
import { createFakePlatform, type RequestHandler } from '../support/fake-platform.js';

const createProvider = (answering: RequestHandler) => {
  const fake = createFakePlatform(answering);
  const settings = { apiKey: 'key', url: 'https://lapak.example' };
  return { ...fake, provider: createLapakgaming(settings, fake.platform, 1_000) };
};

describe('Lapakgaming’s catalog', () => {
  const form = (name: string, type = 'text', options: unknown = []) => ({ name, type, options });
  const category = (code: string, more: object = {}) => ({
    code,
    name: code,
    country_code: 'id',
    forms: [form('user_id')],
    servers: [],
    ...more,
  });
  const product = (code: string, more: object = {}) => ({
    code,
    category_code: 'ML',
    name: code,
    provider_code: 'S2',
    price: 19_000,
    process_time: 0,
    country_code: 'id',
    status: 'available',
    ...more,
  });
  const serveCatalog = (categories: readonly unknown[], products: readonly unknown[] = []) =>
    createProvider(({ path }) =>
      path.startsWith('/api/category')
        ? { code: 'SUCCESS', data: { categories } }
        : { code: 'SUCCESS', data: { products } },
    );

  it('lists the categories that can be sold', async () => {
    const { provider } = serveCatalog([
      category('ML', { name: 'Mobile Legends', variant: 'Diamonds' }),
      category('MLP', { name: 'Mobile Legends', variant: 'Pass' }),
      category('GP', { forms: null }),
      category('LOGIN', { forms: [form('user_id'), form('orderdetail')] }),
      category('ODD', { forms: [form('favourite_colour')] }),
      category('NAMELESS', { forms: [form('user_id'), { type: 'text' }] }),
      category('MY', { country_code: 'my' }),
      { name: 'no code' },
    ]);
    assert.deepEqual(await provider.listProducts(), {
      kind: 'read',
      value: [
        { code: 'ML', title: 'Mobile Legends Diamonds', kind: 'game' },
        { code: 'MLP', title: 'Mobile Legends Pass', kind: 'game' },
        { code: 'GP', title: 'GP', kind: 'other' },
      ],
    });
    assert.deepEqual(await provider.listUnsold(), {
      kind: 'read',
      value: [
        { code: 'LOGIN', title: 'LOGIN', reason: 'unknown_form' },
        { code: 'ODD', title: 'ODD', reason: 'unknown_form' },
        { code: 'NAMELESS', title: 'NAMELESS', reason: 'unknown_form' },
        { code: 'MY', title: 'MY', reason: 'foreign_country' },
      ],
    });
    const pass = await provider.getProduct('MLP');
    assert.equal(pass.kind === 'read' && pass.value.title, 'Mobile Legends Pass', 'as in the list');
    assert.deepEqual(await provider.getProduct('MY'), { kind: 'failed', code: 'not-found' });
  });

  for (const [name, variant, kind] of [
    ['Mobile Legends', 'Top Up', 'game'],
    ['Mobile Legends', 'Voucher', 'voucher'],
    ['Google Play Gift Card', null, 'voucher'],
    ['Telkomsel', 'Pulsa', 'pulsa'],
    ['Telkomsel', 'Paket Data', 'data'],
    ['PLN', 'Token', 'pln'],
    ['DANA', 'Top Up', 'ewallet'],
    ['Danau Toba Legends', 'Top Up', 'game'],
    ['Roblox', 'Robux', 'robux'],
  ] as const) {
    it(`lists ${name} ${variant ?? ''} as ${kind}`, async () => {
      const { provider } = serveCatalog([category('X', { name, variant })]);
      const list = await provider.listProducts();
      const detail = await provider.getProduct('X');
      assert.equal(list.kind === 'read' && list.value[0]?.kind, kind);
      assert.equal(detail.kind === 'read' && detail.value.kind, kind);
    });
  }

  it('maps forms and servers to fields', async () => {
    const servers = [{ value: 'os_asia', name: 'Asia' }];
    const server = {
      name: 'additional_id',
      label: 'Server',
      type: 'select',
      required: true,
      options: [{ value: 'os_asia', label: 'Asia' }],
    };
    const userId = {
      name: 'user_id',
      label: 'User ID',
      type: 'text',
      required: true,
      no_spaces: true,
    };
    const zone = { name: 'additional_id', label: 'Zone ID', type: 'number', required: true };
    for (const [more, fields] of [
      [{ forms: [form('user_id'), form('additional_id', 'number')] }, [userId, zone]],
      [{ forms: [form('userId'), form('zoneId', 'number')] }, [userId, zone]],
      [{ servers }, [userId, server]],
      [{ forms: [form('user_id'), form('additional_id')], servers }, [userId, server]],
      [{ forms: [form('user_id'), form('server', 'option', servers)] }, [userId, server]],
      [{ forms: '', servers: null }, []],
    ] as const) {
      const { provider } = serveCatalog([category('ML', more)]);
      const read = await provider.getProduct('ML');
      assert.deepEqual(read.kind === 'read' && read.value.fields, fields, JSON.stringify(more));
    }
  });

  it('lists the items of a category without those that cannot be read', async () => {
    const { provider, requests } = serveCatalog(
      [category('ML')],
      [
        product('ML 5 + 0-S2', { price: '1500', status: 'empty' }),
        product('ML86-S2', { process_time: '90' }),
        product('FF-S2', { category_code: 'FF' }),
        product('MLMY', { country_code: 'my' }),
        product('half', { price: 10.5 }),
        product('thousands', { price: '22.000' }),
        product('free', { price: null }),
        product('for nothing', { price: 0 }),
        product('negative', { price: -5 }),
      ],
    );
    const read = await provider.getProduct('ML');
    assert.deepEqual(read.kind === 'read' && read.value.items, [
      { code: 'ML 5 + 0-S2', name: 'ML 5 + 0-S2', cost: 1_500, available: false, seconds: 0 },
      { code: 'ML86-S2', name: 'ML86-S2', cost: 19_000, available: true, seconds: 90 },
    ]);
    assert.deepEqual(
      read.kind === 'read' && read.value.unsold.map(({ code, reason }) => [code, reason]),
      [
        ['MLMY', 'foreign_country'],
        ['half', 'no_price'],
        ['thousands', 'no_price'],
        ['free', 'no_price'],
        ['for nothing', 'no_price'],
        ['negative', 'no_price'],
      ],
    );
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/api/category?country_code=id', '/api/product?category_code=ML'],
    );
    assert.deepEqual(await provider.getProduct('NONE'), { kind: 'failed', code: 'not-found' });
    assert.equal(requests.length, 2);
  });

  it('queues a burst of product reads within 50 in 10 seconds', async () => {
    const { provider, requests, advanceTime } = serveCatalog([category('ML')]);
    const reads = Promise.all(Array.from({ length: 90 }, () => provider.getProduct('ML')));
    for (let round = 0; round < 60; round += 1) await advanceTime(0);
    const products = () => requests.filter(({ path }) => path.startsWith('/api/product')).length;
    assert.equal(products(), 50);
    await advanceTime(11_000);
    for (let round = 0; round < 60; round += 1) await advanceTime(0);
    const kinds = (await reads).map((read) => (read.kind === 'read' ? 'read' : read.code));
    assert.equal(kinds.filter((kind) => kind === 'read').length, products());
    assert.equal(kinds.filter((kind) => kind === 'quota').length, 90 - products());
  });

  for (const [status, body, failure] of [
    [401, { code: 'UNAUTHORIZED' }, { code: 'refused', retryAfterMs: null, isKeyRefused: true }],
    [403, {}, { code: 'refused', retryAfterMs: null }],
    [429, {}, { code: 'quota', retryAfterMs: 5_000 }],
    [500, { code: 'SYSTEM_ERROR' }, { code: 'unavailable', retryAfterMs: null }],
    [200, { code: 'SYSTEM_ERROR' }, { code: 'malformed', retryAfterMs: null }],
    [200, { code: 'SUCCESS', data: 'none' }, { code: 'malformed', retryAfterMs: null }],
  ] as const) {
    it(`fails as ${failure.code} with ${status} ${JSON.stringify(body)}`, async () => {
      const { provider, advanceTime } = createProvider(() => Response.json(body, { status }));
      assert.deepEqual(await provider.listProducts(), { kind: 'failed', ...failure });
      const check = provider.checkAccess();
      await advanceTime(5_000);
      assert.equal((await check).kind, 'failed');
    });
  }

  it('requests a nickname only for categories with check_id', async () => {
    const name = { code: 'SUCCESS', data: { name: 'Budi' } };
    for (const [check_id, isRequested] of [
      [true, true],
      [1, true],
      ['1', true],
      [false, false],
      ['0', false],
      [undefined, false],
    ] as const) {
      const { provider, requests } = createProvider(({ path }) =>
        path.startsWith('/api/category')
          ? { code: 'SUCCESS', data: { categories: [category('ML', { check_id })] } }
          : name,
      );
      const read = await provider.getNickname('ML', { user_id: '1', additional_id: '2' });
      const value = isRequested ? { name: 'Budi', found: true } : { name: null, found: null };
      assert.deepEqual(read, { kind: 'read', value });
      const sent = requests[1] && { path: requests[1].path, body: requests[1].body };
      const uid = { category_code: 'ML', user_id: '1', additional_id: '2' };
      assert.deepEqual(sent, isRequested ? { path: '/api/uid-check', body: uid } : undefined);
    }
  });
});
