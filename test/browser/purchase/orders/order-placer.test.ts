import { expect } from 'chai';
import { MAX_ARRIVAL_MS } from '../../../../src/purchase/orders/order-placer.js';
import { createIntent } from '../../../../src/purchase/orders/intent-store.js';
import { createStorage, entriesOf } from '../../stores/store-fixture.js';
import type { Fault } from '../fake-proxy.js';
import type { PurchaseFixture } from '../purchase-fixture.js';
import { createPurchaseFixture, FIELDS, requestQuote } from '../purchase-fixture.js';

const POST = { path: '/v1/orders', method: 'POST' } as const;
const storedIntentKeys = ({ storage }: PurchaseFixture) =>
  Array.from(entriesOf(storage).keys()).filter((name) => name.startsWith('etalase-intent'));

async function createIntentIn(fixture: PurchaseFixture) {
  return createIntent(await requestQuote(fixture), FIELDS);
}

describe('buying', () => {
  const recoverable: readonly [string, readonly Fault[], number][] = [
    ['at once', [], 1],
    ['after a request that never arrived', [{ ...POST, kind: 'offline', times: 1 }], 2],
    ['after a lost answer', [{ ...POST, kind: 'lost', times: 1 }], 2],
    ['after an answer that did not come', [{ ...POST, kind: 'hang-done', times: 1 }], 2],
    ['after an error in between', [{ ...POST, kind: 'html', times: 1 }], 2],
    ['after an error of the proxy', [{ ...POST, kind: 'internal', times: 1 }], 2],
    ['after a repetition by the browser', [{ ...POST, kind: 'proof_replayed', times: 1 }], 2],
    ['after an answer of another shape', [{ ...POST, kind: 'junk', times: 1 }], 2],
    ['with another session', [{ ...POST, kind: 'session_expired', times: 1 }], 2],
  ];
  for (const [when, faults, requests] of recoverable) {
    it(`makes one order ${when}`, async () => {
      const fixture = createPurchaseFixture();
      const intent = await createIntentIn(fixture);
      fixture.proxy.faults = [...faults];
      const outcome = await fixture.purchase.placeOrder(intent, null);
      expect(outcome).to.have.property('ok', true);
      expect(fixture.proxy.orders).to.have.length(1);
      const sent = fixture.proxy.requests.filter(
        ({ method, path }) => `${method}${path}` === 'POST/v1/orders',
      );
      expect(sent).to.have.length(requests);
      expect(new Set(sent.map(({ headers }) => headers.get('Idempotency-Key')))).to.have.length(1);
      expect(new Set(sent.map(({ body }) => body))).to.have.length(1);
      expect(storedIntentKeys(fixture)).to.have.length(0);
    });
  }

  it('is one order however often it is pressed', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    const pressed = await Promise.all(
      [1, 2, 3].map(() => fixture.purchase.placeOrder(intent, null)),
    );
    expect(new Set(pressed)).to.have.length(1);
    await fixture.purchase.placeOrder(intent, null);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  const refusals: readonly Fault['kind'][] = [
    'invalid_pin',
    'quote_expired',
    'invalid_fields',
    'item_unavailable',
    'too_many_requests',
    'quote_of_another',
  ];
  for (const kind of refusals) {
    it(`is over at once after ${kind}`, async () => {
      const fixture = createPurchaseFixture();
      const intent = await createIntentIn(fixture);
      fixture.proxy.faults = [{ ...POST, kind }];
      expect(await fixture.purchase.placeOrder(intent, null)).to.deep.equal({
        ok: false,
        code: kind,
      });
      expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(1);
      expect(storedIntentKeys(fixture)).to.have.length(0);
    });

    it(`is not over after a lost answer and ${kind}`, async () => {
      const fixture = createPurchaseFixture();
      const intent = await createIntentIn(fixture);
      fixture.proxy.faults = [
        { ...POST, kind: 'lost', times: 1 },
        { ...POST, kind, times: 1 },
      ];
      expect(await fixture.purchase.placeOrder(intent, null)).to.include({ code: kind });
      expect(storedIntentKeys(fixture)).to.have.length(1);
      const found = await fixture.reload().resolveIntents();
      expect(found).to.have.property('ok', true);
      expect(storedIntentKeys(fixture)).to.have.length(0);
      expect(fixture.proxy.orders).to.have.length(1);
    });
  }

  it('finds its own order behind a quote that was used', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [
      { ...POST, kind: 'lost', times: 1 },
      { ...POST, kind: 'quote_used', times: 1 },
    ];
    expect(await fixture.purchase.placeOrder(intent, null)).to.have.property('ok', true);
    expect(storedIntentKeys(fixture)).to.have.length(0);
  });

  it('is refused when another wish has used the quote', async () => {
    const fixture = createPurchaseFixture();
    const quote = await requestQuote(fixture);
    await fixture.purchase.placeOrder(createIntent(quote, FIELDS), null);
    const outcome = await fixture.purchase.placeOrder(createIntent(quote, FIELDS), null);
    expect(outcome).to.deep.equal({ ok: false, code: 'quote_used' });
    expect(storedIntentKeys(fixture)).to.have.length(0);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('sends nothing, and remembers nothing, without a session', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.reload();
    fixture.storage.clear();
    fixture.proxy.faults = [{ path: '/v1/sessions', kind: 'upstream_unavailable' }];
    const outcome = await fixture.purchase.placeOrder(intent, null);
    expect(outcome).to.include({ code: 'upstream_unavailable' });
    expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(0);
    expect(storedIntentKeys(fixture)).to.have.length(0);
  });

  it('works without any storage', async () => {
    const fixture = createPurchaseFixture({ storage: () => createStorage(0) });
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    expect(await fixture.purchase.placeOrder(intent, null)).to.include({ code: 'offline' });
    expect(await fixture.purchase.resolveIntents()).to.have.property('ok', true);
  });

  it('sends the PIN and keeps it nowhere', async () => {
    const fixture = createPurchaseFixture();
    fixture.proxy.pin = '246810';
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost' }];
    await fixture.purchase.placeOrder(intent, '246810');
    expect(fixture.proxy.requests[2]?.body).to.contain('246810');
    expect(JSON.stringify(Array.from(entriesOf(fixture.storage)))).not.to.contain('246810');
    fixture.proxy.faults = [];
    expect(await fixture.reload().resolveIntents()).to.have.property('ok', true);
    expect(fixture.proxy.orders.map(({ status }) => status)).to.deep.equal(['received']);
  });
});

describe('after a reload', () => {
  it('there is nothing to look for when nothing was sent', async () => {
    const fixture = createPurchaseFixture();
    await createIntentIn(fixture);
    expect(await fixture.reload().resolveIntents()).to.equal(null);
  });

  it('an order is found again, and not placed twice', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'hang-done', times: 1 }];
    void fixture.purchase.placeOrder(intent, null);
    while (fixture.proxy.orders.length === 0) await new Promise(requestAnimationFrame);
    const found = await fixture.reload().resolveIntents();
    expect(found).to.have.nested.property('value.id', fixture.proxy.orders[0]?.id);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('what never arrived is waited for as long as it may still come, and makes no order', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    const early = await fixture.reload().resolveIntents();
    expect(early).to.deep.equal({ ok: false, code: 'unknown_order', retryAfterMs: MAX_ARRIVAL_MS });
    fixture.proxy.nowMs += MAX_ARRIVAL_MS;
    expect(await fixture.purchase.resolveIntents()).to.deep.equal({
      ok: false,
      code: 'unknown_order',
    });
    expect(await fixture.purchase.resolveIntents()).to.equal(null);
    expect(fixture.proxy.orders).to.have.length(0);
  });

  it('the same wish can be bought again meanwhile, once', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.purchase.placeOrder(intent, null)).to.have.property('ok', true);
    expect(await fixture.reload().resolveIntents()).to.equal(null);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('a failure to look keeps the wish', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 3 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.reload().resolveIntents()).to.include({ code: 'offline' });
    expect(await fixture.purchase.resolveIntents()).to.have.property('ok', true);
  });

  it('nobody sees the wishes of another shopper', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.reload({ id: '999', token: 'else' }).resolveIntents()).to.equal(null);
    expect(await fixture.reload().resolveIntents()).to.have.property('ok', true);
  });
});
