import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { clock, openUpstreamShop, type Json, type UpstreamShop } from '../support/upstream-shop.js';

const createdOrder = z.strictObject({
  success: z.literal(true),
  message: z.literal('Order berhasil dibuat.'),
  data: z.strictObject({
    invoice: z.strictObject({
      invoice_code: z.string().regex(/^INV\d+$/),
      type: z.literal('order'),
      payment_status: z.string(),
      amount: z.int(),
      formatted_amount: z.string(),
      currency: z.literal('IDR'),
      payment_method: z.literal('invoice'),
      invoice_url: z.url(),
    }),
    environment: z.literal('sandbox'),
    idempotent: z.boolean(),
  }),
});

const USUAL_ORDER: Json = {
  order_type: 'gamepass',
  roblox_username: 'LeuwongUser',
  place_id: 123_456_789,
  roblox_pass_id: 987_654_321,
  payment_method: 'invoice',
  client_reference: 'bot-order-001',
};
const create = (shop: UpstreamShop, body: Json = {}, key?: string) =>
  shop.leuwongrr(
    '/me/orders',
    { ...USUAL_ORDER, ...body },
    key === undefined ? {} : { 'Idempotency-Key': key },
  );
const statusOf = async (shop: UpstreamShop, invoice: string) =>
  z
    .object({ data: z.object({ payment_status: z.string() }) })
    .parse((await shop.leuwongrr(`/me/invoices/${invoice}/status`)).body).data.payment_status;

describe('LeuwongRR', () => {
  it('replies to the documented example as documented', async () => {
    const shop = await openUpstreamShop();
    const answer = await create(shop, {}, 'order-test-001');
    assert.equal(answer.status, 201);
    const { invoice, idempotent } = createdOrder.parse(answer.body).data;
    assert.deepEqual(
      [invoice.amount, invoice.formatted_amount, invoice.payment_status, idempotent],
      [348, 'Rp348', 'pending', false],
    );
  });

  it('creates one order per key, and a new one for every request without a key', async () => {
    const shop = await openUpstreamShop();
    const first = createdOrder.parse((await create(shop, {}, 'key-1')).body).data;
    const again = await create(shop, {}, 'key-1');
    assert.equal(again.status, 200);
    assert.deepEqual(createdOrder.parse(again.body).data, { ...first, idempotent: true });
    assert.equal((await shop.books()).leuwongrr.orders.length, 1);
    await create(shop);
    await create(shop);
    assert.equal((await shop.books()).leuwongrr.orders.length, 3);
  });

  const refusals = [
    ['FORBIDDEN_FIELDS', 422, { price: 1 }],
    ['FORBIDDEN_FIELDS', 422, { colour: 'red' }],
    ['VALIDATION_FAILED', 422, { roblox_username: '' }],
    ['VALIDATION_FAILED', 422, { place_id: '123' }],
    ['VALIDATION_FAILED', 422, { roblox_pass_id: undefined }],
    ['VALIDATION_FAILED', 422, { order_type: 'robux' }],
    ['ROBLOX_VALIDATION_FAILED', 422, { roblox_username: 'TidakAda1' }],
    ['ROBLOX_VALIDATION_FAILED', 422, { roblox_pass_id: 5_404 }],
    ['DISCORD_LINK_REQUIRED', 403, { payment_method: 'balance' }],
  ] as const;
  for (const [code, status, body] of refusals) {
    it(`refuses ${JSON.stringify(body)} with ${code}`, async () => {
      const shop = await openUpstreamShop();
      const answer = await create(shop, body);
      const { error } = z
        .object({
          success: z.literal(false),
          message: z.string(),
          error: z.object({ code: z.string(), fields: z.array(z.string()).optional() }),
        })
        .parse(answer.body);
      assert.deepEqual([answer.status, error.code], [status, code]);
      if (code === 'FORBIDDEN_FIELDS') assert.deepEqual(error.fields, Object.keys(body));
      assert.deepEqual((await shop.books()).leuwongrr.orders, []);
    });
  }

  it('accepts gamepass_id as an alias', async () => {
    const shop = await openUpstreamShop();
    const answer = await create(shop, { roblox_pass_id: undefined, gamepass_id: 41 });
    assert.equal(createdOrder.parse(answer.body).data.invoice.amount, 7_500);
  });

  it('completes an order that was paid on its invoice page', async () => {
    const shop = await openUpstreamShop({ settleMs: 1_500 });
    const { invoice_code, invoice_url } = createdOrder.parse((await create(shop)).body).data
      .invoice;
    assert.equal(await statusOf(shop, invoice_code), 'pending');
    assert.match(await (await fetch(invoice_url)).text(), /<button>Bayar Rp348<\/button>/);
    const paid = await fetch(invoice_url, { method: 'POST' });
    assert.equal(paid.url, invoice_url);
    assert.doesNotMatch(await paid.text(), /<button>/);
    assert.equal(await statusOf(shop, invoice_code), 'paid');
    clock.advance(1_500);
    assert.equal(await statusOf(shop, invoice_code), 'completed');
    assert.equal((await fetch(`${invoice_url}0`)).status, 404);
  });

  it('expires an invoice, which then cannot be paid', async () => {
    const shop = await openUpstreamShop({ invoiceMs: 60_000 });
    const { invoice_code, invoice_url } = createdOrder.parse((await create(shop)).body).data
      .invoice;
    clock.advance(60_000);
    await fetch(invoice_url, { method: 'POST' });
    assert.equal(await statusOf(shop, invoice_code), 'expired');
    assert.equal((await shop.leuwongrr(`/me/orders/${invoice_code}`)).status, 200);
    assert.equal((await shop.leuwongrr('/me/orders/INV0')).status, 404);
  });

  it('answers the endpoints for token, balance, packages and payment methods', async () => {
    const shop = await openUpstreamShop();
    for (const path of ['/me/balance', '/catalog/robux-packages', '/catalog/payment-methods']) {
      assert.equal((await shop.leuwongrr(path)).body['success'], true, path);
    }
    assert.equal((await shop.leuwongrr('/auth/token/validate', {})).body['success'], true);
    const key = { Authorization: 'Bearer lrrp_v1_x' };
    assert.equal((await shop.leuwongrr('/me/balance', undefined, key)).status, 401);
  });

  it('enforces its rate limits with Retry-After, unless switched off', async () => {
    const shop = await openUpstreamShop();
    for (let time = 0; time < 10; time += 1) assert.equal((await create(shop)).status, 201);
    clock.advance(20_000);
    const refused = await create(shop);
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '40']);
    const reads = await Promise.all(
      Array.from({ length: 61 }, () => shop.raw.leuwongrr('/me/balance')),
    );
    assert.equal(reads.filter(({ status }) => status === 429).length, 1);
    clock.advance(40_000);
    assert.equal((await create(shop)).status, 201);
    await shop.changeSettings({ rateLimits: false });
    for (let time = 0; time < 12; time += 1) assert.equal((await create(shop)).status, 201);
  });
});
