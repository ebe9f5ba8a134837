import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import {
  clock,
  openUpstreamShop,
  waitUntil,
  type Json,
  type UpstreamShop,
} from '../support/upstream-shop.js';

const data = <Value>(body: unknown, schema: z.ZodType<Value>): Value =>
  schema.parse(z.object({ code: z.literal('SUCCESS'), data: z.unknown() }).parse(body).data);

const product = z.object({
  code: z.string(),
  category_code: z.string(),
  name: z.string(),
  provider_code: z.string(),
  price: z.int(),
  process_time: z.number(),
  country_code: z.string(),
  status: z.enum(['available', 'empty']),
});
const productList = z.object({ products: z.array(product) });
const placed = z.object({ tid: z.string(), total_price: z.int() });
const orderState = z.object({
  status: z.string(),
  tid: z.string(),
  reference_id: z.string(),
  transactions: z.array(z.looseObject({ status: z.string(), voucher_code: z.string() })),
});

const USUAL_ORDER: Json = {
  count_order: 1,
  user_id: '12345678',
  additional_id: '2001',
  partner_reference_id: 'ref-1',
};
const order = (shop: UpstreamShop, body: Json) =>
  shop.lapakgaming('/api/order', { ...USUAL_ORDER, ...body });
const stateOf = async (shop: UpstreamShop, query: string) =>
  data((await shop.lapakgaming(`/api/order_status?${query}`)).body, orderState);

describe('Lapakgaming', () => {
  const scenarios = [
    ['SUCCESS', { product_code: 'ML78_8-S2' }],
    ['SUCCESS', { product_code: 'VCGS330-S22' }],
    ['PRICE_NOT_MATCH', { product_code: 'ML78_8-S2', price: 999_999 }],
    ['PRODUCT_NOT_FOUND', { product_code: 'ASD' }],
    ['PRODUCT_EMPTY', { product_code: 'ML156_16-S42' }],
    ['PROVIDER_NOT_FOUND', { product_code: 'ML234_23-S2' }],
    ['PROVIDER_INACTIVE', { product_code: 'ML625_81-S2' }],
    ['INSUFFICIENT_BALANCE', { product_code: 'ML7740_1548-S42' }],
    ['SUCCESS', { product_code: 'ML4649_883-S42' }],
    ['USER_ID_EMPTY', { product_code: 'ML78_8-S2', user_id: '' }],
    ['USER_ID_CONTAIN_SPACE', { product_code: 'ML78_8-S2', user_id: '123 45' }],
    ['NOT_ALLOWED', { product_code: 'GI60_0-S1' }],
    ['SUCCESS', { product_code: 'GI60_0-S1', end_user_ip_address: '203.0.113.7' }],
    ['NOT_ALLOWED', { product_code: 'ML78_8-S2', count_order: 0 }],
  ] as const;
  for (const [code, body] of scenarios) {
    it(`answers ${code} to ${JSON.stringify(body)}`, async () => {
      const shop = await openUpstreamShop();
      const answer = await order(shop, body);
      assert.deepEqual([answer.status, answer.body['code']], [200, code]);
      const { orders, balance } = (await shop.books()).lapakgaming;
      assert.equal(orders.length, code === 'SUCCESS' ? 1 : 0);
      assert.equal(balance, 100_000_000 - (orders[0]?.price ?? 0));
    });
  }

  it('refuses an unknown key', async () => {
    const shop = await openUpstreamShop();
    const answer = await shop.lapakgaming('/api/balance', undefined, { Authorization: 'Bearer x' });
    assert.deepEqual([answer.status, answer.body['code']], [401, 'UNAUTHORIZED']);
  });

  it('lists categories with their order fields, and their products', async () => {
    const shop = await openUpstreamShop();
    const { categories } = data(
      (await shop.lapakgaming('/api/category?country_code=id')).body,
      z.object({
        categories: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            variant: z.string(),
            check_id: z.boolean(),
            country_code: z.string(),
            forms: z.array(z.object({ name: z.string(), type: z.string() })),
            servers: z.array(z.object({ value: z.string(), name: z.string() })),
          }),
        ),
      }),
    );
    const all = data((await shop.lapakgaming('/api/all-products')).body, productList).products;
    for (const { code } of categories) {
      const answer = await shop.lapakgaming(`/api/product?category_code=${code}`);
      const listed = data(answer.body, productList).products;
      assert.deepEqual(
        listed,
        all.filter(({ category_code }) => category_code === code),
      );
      assert.ok(listed.length > 0, code);
    }
    assert.equal(new Set(all.map(({ code }) => code)).size, all.length);
  });

  it('shows best products, the FX rate, account names and the deposit', async () => {
    const shop = await openUpstreamShop();
    const row = z.object({ code: z.string(), price: z.int() });
    const best = data(
      (await shop.lapakgaming('/api/catalogue/group-products?category_code=FF')).body,
      z.array(row),
    );
    assert.deepEqual(
      best.find(({ code }) => code === 'FF70_0'),
      { code: 'FF70_0', price: 8_950 },
    );
    await shop.changeProduct('lapakgaming', 'FF70_0-S1', { status: 'empty' });
    const second = await shop.lapakgaming('/api/catalogue/group-products/FF70_0/best-product');
    assert.equal(data(second.body, row).price, 9_219);
    const ordered = await order(shop, { group_product: 'FF70_0' });
    assert.equal(data(ordered.body, placed).total_price, 9_219);
    const rate = await shop.lapakgaming('/api/fx-rate.php?from_currency=USD&to_currency=IDR');
    assert.equal(data(rate.body, z.looseObject({ buy_rate: z.number() })).buy_rate, 16_250);
    const check = (user_id: string) =>
      shop.lapakgaming('/api/uid-check', { category_code: 'ML', user_id, additional_id: '2001' });
    assert.match(data((await check('12345678')).body, z.object({ name: z.string() })).name, /78$/);
    assert.equal((await check('0123')).body['code'], 'USER_NOT_FOUND');
    assert.equal((await check('500123')).status, 500);
    const balance = await shop.lapakgaming('/api/balance');
    assert.equal(data(balance.body, z.object({ balance: z.int() })).balance, 100_000_000 - 9_219);
  });

  it('ends an order by itself, and finds it by tid and by reference', async () => {
    const shop = await openUpstreamShop({ settleMs: 1_500 });
    const { tid } = data((await order(shop, { product_code: 'ML78_8-S2' })).body, placed);
    assert.equal((await stateOf(shop, `tid=${tid}`)).status, 'PENDING');
    clock.advance(1_500);
    for (const query of [`tid=${tid}`, 'partner_reference_id=ref-1']) {
      const state = await stateOf(shop, query);
      assert.deepEqual([state.tid, state.reference_id, state.status], [tid, 'ref-1', 'SUCCESS']);
      assert.deepEqual(
        state.transactions.map(({ status }) => status),
        ['SUCCESS'],
      );
    }
    const missing = await shop.lapakgaming('/api/order_status?tid=RA0');
    assert.equal(missing.body['code'], 'TID_NOT_FOUND');
  });

  it('never ends an order of the pending test product', async () => {
    const shop = await openUpstreamShop({ settleMs: 10 });
    const { tid } = data((await order(shop, { product_code: 'ML4649_883-S42' })).body, placed);
    clock.advance(86_400_000);
    assert.equal((await stateOf(shop, `tid=${tid}`)).status, 'PENDING');
  });

  it('shows a voucher for every unit once the order is done', async () => {
    const shop = await openUpstreamShop();
    const answer = await order(shop, { product_code: 'VCGS330-S22', count_order: 2 });
    const { tid } = data(answer.body, placed);
    assert.ok(!JSON.stringify(answer.body).includes('PIN'));
    assert.equal(await shop.setOrderStatus(tid, 'done'), 204);
    const { transactions } = await stateOf(shop, `tid=${tid}`);
    assert.equal(transactions.length, 2);
    for (const { voucher_code } of transactions) {
      assert.match(voucher_code, /^PIN : \S+\tSerial : \S+$/);
    }
  });

  it('returns the price to the deposit when an order fails', async () => {
    const shop = await openUpstreamShop({ settleMs: 5, settleAs: 'failed' });
    await order(shop, { product_code: 'ML78_8-S2' });
    assert.equal((await shop.books()).lapakgaming.balance, 100_000_000 - 22_900);
    clock.advance(5);
    assert.equal((await shop.books()).lapakgaming.balance, 100_000_000);
    assert.equal((await stateOf(shop, 'partner_reference_id=ref-1')).status, 'REFUNDED');
  });

  it('accepts a repeated reference, unless the settings deduplicate', async () => {
    const shop = await openUpstreamShop();
    const twice = async () => {
      await order(shop, { product_code: 'ML78_8-S2' });
      return (await order(shop, { product_code: 'ML78_8-S2' })).body['code'];
    };
    assert.equal(await twice(), 'SUCCESS');
    assert.equal((await shop.books()).lapakgaming.orders.length, 2);
    await shop.changeSettings({ lapakgamingDeduplicates: true });
    assert.equal(await twice(), 'TRANSACTION_EXIST');
    assert.equal((await shop.books()).lapakgaming.orders.length, 2);
  });

  it('sends a callback in the shape of the status when an order ends', async () => {
    const shop = await openUpstreamShop();
    const override_callback_url = shop.callbackUrl('order');
    const body = { product_code: 'ML78_8-S2', override_callback_url };
    const { tid } = data((await order(shop, body)).body, placed);
    assert.deepEqual(shop.receivedCallbacks(), []);
    await shop.setOrderStatus(tid, 'failed');
    const [callback, ...more] = shop.receivedCallbacks();
    assert.deepEqual([callback?.url, more], [override_callback_url, []]);
    const state = data(callback?.body, orderState);
    assert.deepEqual([state.tid, state.status], [tid, 'REFUNDED']);
    assert.equal((await shop.books()).callbacks[0]?.status, 200);
  });

  it('sends a callback for a new price, and enforces it', async () => {
    const shop = await openUpstreamShop();
    await shop.changeSettings({
      callbackUrls: { lapakgamingProduct: shop.callbackUrl('product') },
    });
    await shop.changeProduct('lapakgaming', 'ML78_8-S2', { price: 23_500 });
    await waitUntil(() => shop.receivedCallbacks().length === 1);
    assert.deepEqual(
      z.object({ data: z.unknown() }).parse(shop.receivedCallbacks()[0]?.body).data,
      {
        code: 'ML78_8-S2',
        name: '86 (78 + 8) Diamonds',
        provider_code: 'S2',
        price: 23_500,
        status: 'available',
      },
    );
    const old = await order(shop, { product_code: 'ML78_8-S2', price: 22_900 });
    assert.equal(old.body['code'], 'PRICE_NOT_MATCH');
  });

  it('enforces its rate limit on products, unless switched off', async () => {
    const shop = await openUpstreamShop();
    const ask = async (times: number) => {
      const answers = await Promise.all(
        Array.from({ length: times }, () => shop.raw.lapakgaming('/api/product?category_code=ML')),
      );
      return answers.filter(({ status }) => status === 429).length;
    };
    assert.equal(await ask(51), 1);
    clock.advance(10_000);
    assert.equal(await ask(1), 0);
    await shop.changeSettings({ rateLimits: false });
    assert.equal(await ask(60), 0);
  });
});
