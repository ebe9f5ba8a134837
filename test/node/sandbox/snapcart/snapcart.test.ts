import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { clock, openUpstreamShop, type Json, type UpstreamShop } from '../support/upstream-shop.js';

const payment = z.object({
  data: z.object({
    request_id: z.string(),
    reference_id: z.string(),
    biller_code: z.string(),
    biller_message: z.string(),
  }),
  status_code: z.literal('200'),
});
const state = z.object({
  data: z.object({
    order_id: z.string(),
    payment_id: z.string(),
    reference_id: z.string(),
    product_code: z.string(),
    amount: z.int(),
    biller_code: z.string(),
    biller_message: z.string(),
    request_at: z.string(),
    updated_at: z.string(),
  }),
});

const USUAL_PAYMENT: Json = {
  product_code: 'MOBILE_LEGEND',
  item_code: 'MOBILE_LEGEND_222_DIAMOND',
  reference_id: 'ref-1',
  userId: '12345678',
  zoneId: '2001',
};
const pay = (shop: UpstreamShop, body: Json = {}) =>
  shop.snapcart('/payment', { ...USUAL_PAYMENT, ...body });
const billerOf = async (shop: UpstreamShop, id: string) => {
  const { data } = state.parse((await shop.snapcart(`/payment/status/${id}`)).body);
  return [data.biller_code, data.biller_message];
};

describe('Snapcart', () => {
  it('shows the documented items verbatim', async () => {
    const shop = await openUpstreamShop();
    const items = async (code: string) =>
      (await shop.snapcart(`/catalogs/game-voucher/${code}/items`)).body;
    const envelope = { status_code: '200', status_message: 'Transaction successful' };
    assert.deepEqual(await items('MOBILE_LEGEND'), {
      data: [
        { id: 20513, item_code: 'MOBILE_LEGEND_3_DIAMOND', name: '3 Diamonds', price: 1050 },
        { id: 20515, item_code: 'MOBILE_LEGEND_6_DIAMOND', name: '5 Diamonds', price: 2000 },
        {
          id: 20553,
          item_code: 'MOBILE_LEGEND_222_DIAMOND',
          name: '222 Diamonds (200 + 22 Bonus)',
          price: 10000,
        },
        {
          id: 20556,
          item_code: 'MOBILE_LEGEND_257_DIAMONDS',
          name: '257 Diamonds (234 + 23 Bonus)',
          price: 10000,
        },
      ],
      ...envelope,
    });
    assert.deepEqual(await items('PUBGMID'), {
      data: [
        { id: 19883, item_code: 'PUBGMID_30UC', name: '30 UC', price: 7000 },
        { id: 19885, item_code: 'PUBGMID_60UC', name: '60 UC', price: 13305 },
      ],
      ...envelope,
    });
    await shop.changeProduct('snapcart', 'PUBGMID_30UC', { status: 'empty' });
    assert.equal(z.array(z.unknown()).parse((await items('PUBGMID'))['data']).length, 1);
  });

  it('lists four product types, with the input fields of each product', async () => {
    const shop = await openUpstreamShop();
    for (const type of ['pulsa', 'paket-data', 'game-voucher', 'bpjs']) {
      const { body } = await shop.snapcart(`/catalogs/${type}`);
      const list = z.array(
        z.object({ product_code: z.string(), title: z.string(), product_type: z.literal(type) }),
      );
      for (const { product_code } of list.parse(body['data'])) {
        const detail = await shop.snapcart(`/catalogs/${type}/${product_code}`);
        const { user_input } = z
          .object({ user_input: z.object({ fields: z.array(z.unknown()) }) })
          .parse(detail.body['data']);
        assert.ok(user_input.fields.length > 0);
      }
    }
  });

  const refusals = [
    ['an unknown product', { product_code: 'NOTHING' }, 404],
    ['an item of another product', { item_code: 'PUBGMID_30UC' }, 404],
    ['an input that is missing', { zoneId: '' }, 400],
    ['no reference', { reference_id: '' }, 400],
  ] as const;
  for (const [name, body, status] of refusals) {
    it(`refuses ${name}`, async () => {
      const shop = await openUpstreamShop();
      const answer = await pay(shop, body);
      assert.deepEqual([answer.status, answer.body['status_code']], [status, String(status)]);
      assert.deepEqual((await shop.books()).snapcart, { balance: 100_000_000, orders: [] });
    });
  }

  it('refuses a payment above the deposit, and an unknown key', async () => {
    const shop = await openUpstreamShop({ snapcartBalance: 9_999 });
    assert.equal((await pay(shop)).body['status_code'], '402');
    const answer = await shop.snapcart('/catalogs/pulsa', undefined, { 'x-api-key': 'x' });
    assert.deepEqual(
      [answer.status, answer.body],
      [
        401,
        {
          status_code: '401',
          status_message: 'Unauthorized',
          error: 'API key not found in request',
        },
      ],
    );
  });

  it('accepts a payment at once and ends it later', async () => {
    const shop = await openUpstreamShop({ settleMs: 1_500 });
    const { data } = payment.parse((await pay(shop)).body);
    const processing = ['200', 'Transaction is being processed'];
    assert.deepEqual([data.biller_code, data.biller_message], processing);
    assert.deepEqual(await billerOf(shop, data.request_id), processing);
    clock.advance(1_500);
    assert.deepEqual(await billerOf(shop, data.request_id), ['200', 'Transaction successful']);
    const { balance, orders } = (await shop.books()).snapcart;
    assert.deepEqual(
      [balance, orders[0]?.reference, orders[0]?.status],
      [99_990_000, 'ref-1', 'done'],
    );
  });

  it('sends a callback, and returns the price to the deposit, when a payment fails', async () => {
    const shop = await openUpstreamShop();
    const url = shop.callbackUrl('snapcart');
    await shop.changeSettings({ callbackUrls: { snapcart: url } });
    const { data } = payment.parse((await pay(shop)).body);
    await shop.setOrderStatus(data.request_id, 'failed');
    const { request_id, reference_id } = data;
    const body = {
      request_id,
      reference_id,
      status_code: '400',
      status_message: 'Transaction failed',
    };
    assert.deepEqual(shop.receivedCallbacks(), [{ url, body }]);
    assert.equal((await shop.books()).snapcart.balance, 100_000_000);
    assert.deepEqual(await billerOf(shop, request_id), ['400', 'Transaction failed']);
    assert.equal((await shop.snapcart('/payment/status/SNP0')).status, 404);
  });

  it('accepts a repeated reference', async () => {
    const shop = await openUpstreamShop();
    await pay(shop);
    await pay(shop);
    assert.equal((await shop.books()).snapcart.orders.length, 2);
  });

  it('accepts the input in user_input as well as beside the codes', async () => {
    const shop = await openUpstreamShop();
    const user_input = { userId: '1', zoneId: '2' };
    const answer = await pay(shop, { userId: undefined, zoneId: undefined, user_input });
    assert.equal(answer.status, 200);
    assert.deepEqual((await shop.books()).snapcart.orders[0]?.user_input, user_input);
  });

  it('looks up a bill', async () => {
    const shop = await openUpstreamShop();
    const body = { product_code: 'BPJS_KESEHATAN', reference_id: 'ref-2' };
    const answer = await shop.snapcart('/inquiry', { ...body, bill_number: '8888801234567' });
    const { data } = z
      .object({ data: z.looseObject({ request_id: z.string(), bill_amount: z.int() }) })
      .parse(answer.body);
    assert.ok(data.bill_amount > 0);
    assert.equal((await shop.snapcart('/inquiry', { ...body, bill_number: 'x' })).status, 400);
  });
});
