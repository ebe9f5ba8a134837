import { expect } from 'chai';
import { MAX_ARRIVAL_MS } from '../../../../src/purchase/orders/order-placer.js';
import { createIntent } from '../../../../src/purchase/orders/intent-store.js';
import { createStorage, entriesOf } from '../../stores/store-fixture.js';
import type { Fault } from '../fake-proxy.js';
import type { PurchaseFixture } from '../purchase-fixture.js';
import { createPurchaseFixture, FIELDS, neverAborted, requestQuote } from '../purchase-fixture.js';

const POST = { path: '/v1/orders', method: 'POST' } as const;
const storedIntentKeys = ({ storage }: PurchaseFixture) =>
  Array.from(entriesOf(storage).keys()).filter((name) => name.startsWith('etalase-intent'));

async function createIntentIn(fixture: PurchaseFixture) {
  return createIntent(await requestQuote(fixture), FIELDS);
}

describe('placing an order', () => {
  const recoverable: readonly [string, readonly Fault[], number][] = [
    ['at once', [], 1],
    ['after a request that never arrived', [{ ...POST, kind: 'offline', times: 1 }], 2],
    ['after a lost answer', [{ ...POST, kind: 'lost', times: 1 }], 2],
    ['after a time-out', [{ ...POST, kind: 'hang-done', times: 1 }], 2],
    ['after an error of a server on the way', [{ ...POST, kind: 'html', times: 1 }], 2],
    ['after an error of the proxy', [{ ...POST, kind: 'internal', times: 1 }], 2],
    ['after a retry by the browser itself', [{ ...POST, kind: 'proof_replayed', times: 1 }], 2],
    ['after an answer of another shape', [{ ...POST, kind: 'junk', times: 1 }], 2],
    ['with a new session', [{ ...POST, kind: 'session_expired', times: 1 }], 2],
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

  it('makes one order however often it is called', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => fixture.purchase.placeOrder(intent, null)),
    );
    expect(new Set(outcomes)).to.have.length(1);
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
    it(`settles the intent after ${kind}`, async () => {
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

    it(`keeps the intent after a lost answer and ${kind}`, async () => {
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

  it('finds its own order when the quote is used', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [
      { ...POST, kind: 'lost', times: 1 },
      { ...POST, kind: 'quote_used', times: 1 },
    ];
    expect(await fixture.purchase.placeOrder(intent, null)).to.have.property('ok', true);
    expect(storedIntentKeys(fixture)).to.have.length(0);
  });

  it('is refused when another intent has used the quote', async () => {
    const fixture = createPurchaseFixture();
    const quote = await requestQuote(fixture);
    await fixture.purchase.placeOrder(createIntent(quote, FIELDS), null);
    const outcome = await fixture.purchase.placeOrder(createIntent(quote, FIELDS), null);
    expect(outcome).to.deep.equal({ ok: false, code: 'quote_used' });
    expect(storedIntentKeys(fixture)).to.have.length(0);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('sends and stores nothing without a session', async () => {
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

  it('works without storage', async () => {
    const fixture = createPurchaseFixture({ storage: () => createStorage(0) });
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    expect(await fixture.purchase.placeOrder(intent, null)).to.include({ code: 'offline' });
    expect(await fixture.purchase.resolveIntents()).to.have.property('ok', true);
  });

  it('sends the PIN, and stores it nowhere', async () => {
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

describe('resolving intents after a reload', () => {
  it('finds none when nothing was sent', async () => {
    const fixture = createPurchaseFixture();
    await createIntentIn(fixture);
    expect(await fixture.reload().resolveIntents()).to.equal(null);
  });

  it('finds the order, and places no other', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'hang-done', times: 1 }];
    void fixture.purchase.placeOrder(intent, null);
    while (fixture.proxy.orders.length === 0) await new Promise(requestAnimationFrame);
    const found = await fixture.reload().resolveIntents();
    expect(found).to.have.nested.property('value.id', fixture.proxy.orders[0]?.id);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('keeps an intent that never arrived as long as it still may, and makes no order', async () => {
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

  it('gives an intent of a wrong clock’s future up within a minute, on the next visit too', async () => {
    const fixture = createPurchaseFixture();
    fixture.clockSkewMs = 365 * 24 * 60 * 60_000;
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    fixture.clockSkewMs = 0;
    const early = await fixture.reload().resolveIntents();
    expect(early).to.deep.equal({ ok: false, code: 'unknown_order', retryAfterMs: 30_000 });
    fixture.proxy.nowMs += 31_000;
    expect(await fixture.reload().resolveIntents()).to.deep.equal({
      ok: false,
      code: 'unknown_order',
    });
    expect(await fixture.reload().resolveIntents()).to.equal(null);
  });

  it('finds the order of a wrong clock’s future', async () => {
    const fixture = createPurchaseFixture();
    fixture.clockSkewMs = 365 * 24 * 60 * 60_000;
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    fixture.clockSkewMs = 0;
    expect(await fixture.reload().resolveIntents()).to.have.property('ok', true);
    expect(storedIntentKeys(fixture)).to.have.length(0);
  });

  it('gives no intent up that another tab has sent again meanwhile', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    fixture.proxy.nowMs += MAX_ARRIVAL_MS;
    const resolving = fixture.reload().resolveIntents();
    for (const [name, value] of entriesOf(fixture.storage)) {
      if (!name.startsWith('etalase-intent')) continue;
      const stored = { ...JSON.parse(value), at: fixture.proxy.nowMs } as object;
      fixture.storage.setItem(name, JSON.stringify(stored));
    }
    expect(await resolving).to.include({ code: 'unknown_order', retryAfterMs: MAX_ARRIVAL_MS });
    expect(storedIntentKeys(fixture)).to.have.length(1);
  });

  it('lets the same intent be placed meanwhile, once', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.purchase.placeOrder(intent, null)).to.have.property('ok', true);
    expect(await fixture.reload().resolveIntents()).to.equal(null);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('keeps the intent when the look-up fails', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 3 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.reload().resolveIntents()).to.include({ code: 'offline' });
    expect(await fixture.purchase.resolveIntents()).to.have.property('ok', true);
  });

  it('ignores the intents of another shopper', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    expect(await fixture.reload({ id: '999', token: 'else' }).resolveIntents()).to.equal(null);
    expect(await fixture.reload().resolveIntents()).to.have.property('ok', true);
  });
});

describe('placing an order during a look-up of the same intent', () => {
  it('sends the order after the look-up has found none', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    const [found, placed, placedTwice] = await Promise.all([
      fixture.purchase.resolveIntents(),
      fixture.purchase.placeOrder(intent, null),
      fixture.purchase.placeOrder(intent, null),
    ]);
    expect(found).to.include({ code: 'unknown_order', retryAfterMs: MAX_ARRIVAL_MS });
    expect(placed).to.have.property('ok', true);
    expect(placedTwice).to.equal(placed);
    expect(fixture.proxy.orders).to.have.length(1);
    expect(storedIntentKeys(fixture)).to.have.length(0);
  });

  it('sends the order after the look-up has failed', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 3 }];
    await fixture.purchase.placeOrder(intent, null);
    const [found, placed] = await Promise.all([
      fixture.purchase.resolveIntents(),
      fixture.purchase.placeOrder(intent, null),
    ]);
    expect(found).to.include({ code: 'offline' });
    expect(placed).to.have.property('ok', true);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('sends nothing after the look-up has found the order', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    const [found, placed] = await Promise.all([
      fixture.purchase.resolveIntents(),
      fixture.purchase.placeOrder(intent, null),
    ]);
    expect(found).to.have.property('ok', true);
    expect(placed).to.equal(found);
    expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(3);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('lets a look-up that starts later join the placement', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'offline', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    const [placed, found] = await Promise.all([
      fixture.purchase.placeOrder(intent, null),
      fixture.purchase.resolveIntents(),
    ]);
    expect(placed).to.have.property('ok', true);
    expect(found).to.equal(placed);
    expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(3);
  });
});

describe('an order that another request has brought in a newer version', () => {
  const older = { status: 'received', updated_at: '2025-12-31T00:00:00.000Z' } as const;

  it('is returned in that version', async () => {
    const fixture = createPurchaseFixture();
    const intent = await createIntentIn(fixture);
    fixture.proxy.faults = [{ ...POST, kind: 'lost', times: 2 }];
    await fixture.purchase.placeOrder(intent, null);
    const id = fixture.proxy.orders[0]?.id ?? '';
    fixture.proxy.change(id, { status: 'processing' });
    await fixture.purchase.listOrders(null, neverAborted());
    fixture.proxy.change(id, older);
    const resolved = await fixture.purchase.resolveIntents();
    expect(resolved).to.have.nested.property('value.status', 'processing');
    const placed = await fixture.purchase.placeOrder(intent, null);
    expect(placed).to.have.nested.property('value.status', 'processing');
  });
});
