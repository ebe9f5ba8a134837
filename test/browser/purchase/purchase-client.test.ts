import { expect } from 'chai';
import type { Outcome } from '../../../src/purchase/purchase-client.js';
import { entriesOf } from '../stores/store-fixture.js';
import type { Fault } from './fake-proxy.js';
import { anOrder, SHOPPER } from './fake-proxy.js';
import { createPurchaseFixture, FIELDS, neverAborted, requestQuote } from './purchase-fixture.js';

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

describe('the catalogue', () => {
  it('is open to guests, and is asked for unsigned', async () => {
    const fixture = createPurchaseFixture();
    const purchase = fixture.reload(null);
    expect(valueOf(await purchase.catalog(neverAborted())).providers).to.have.length(1);
    const product = valueOf(await purchase.product('lapakgaming', 'ML', neverAborted()));
    expect(product.items[0]).to.include({ code: 'ML86', price: 21_000 });
    expect(fixture.proxy.requests.every(({ headers }) => !headers.has('DPoP'))).to.equal(true);
  });

  it('escapes what it is asked for', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    await purchase.product('lapakgaming', 'A/B?c=1', neverAborted());
    expect(proxy.requests[0]?.path).to.equal('/v1/catalog/lapakgaming/A%2FB%3Fc%3D1');
  });
});

describe('a guest', () => {
  it('asks nothing that needs a session', async () => {
    const fixture = createPurchaseFixture();
    const purchase = fixture.reload(null);
    const outcome = await purchase.listOrders(null, neverAborted());
    expect(outcome).to.deep.equal({ ok: false, code: 'guest' });
    expect(await purchase.placeOrder({ key: 'k', quote: 'q', fields: {} }, null)).to.include({
      code: 'guest',
    });
    expect(await purchase.resolveIntents()).to.equal(null);
    expect(fixture.proxy.requests).to.have.length(0);
  });
});

describe('a session', () => {
  it('is one for all that a page asks at once, and for the next page', async () => {
    const fixture = createPurchaseFixture();
    const { proxy, purchase } = fixture;
    const asked = [1, 2, 3].map(() => purchase.listOrders(null, neverAborted()));
    for (const outcome of await Promise.all(asked)) valueOf(outcome);
    expect(purchase.sessionBalance()).to.equal(100_000);
    valueOf(await fixture.reload().listOrders(null, neverAborted()));
    expect(fixture.purchase.sessionBalance()).to.equal(null);
    expect(proxy.requestCount('POST /v1/sessions')).to.equal(1);
  });

  it('is not for whoever comes next on this device', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const stored = () => Array.from(entriesOf(fixture.storage).values()).join();
    expect(stored()).to.contain('session-');
    const other = fixture.reload({ id: '999', token: 'else' });
    expect(await other.listOrders(null, neverAborted())).to.include({ code: 'unknown_shopper' });
    expect(stored()).not.to.contain('session-');
  });

  it('is opened anew for a shopper who logged in again', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const again = fixture.reload({ id: SHOPPER.id, token: 'newer' });
    expect(await again.listOrders(null, neverAborted())).to.include({ code: 'unknown_shopper' });
  });

  it('is renewed before it ends', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    valueOf(await purchase.listOrders(null, neverAborted()));
    proxy.nowMs += 3_550_000;
    valueOf(await purchase.listOrders(null, neverAborted()));
    expect(proxy.requestCount('POST /v1/sessions')).to.equal(2);
    expect(proxy.requestCount('GET /v1/orders')).to.equal(2);
  });

  for (const code of ['session_expired', 'invalid_session', 'session_key'] as const) {
    it(`is opened once more after ${code}`, async () => {
      const { proxy, purchase } = createPurchaseFixture();
      proxy.faults = [{ path: '/v1/orders', kind: code, times: 1 }];
      valueOf(await purchase.listOrders(null, neverAborted()));
      proxy.faults = [{ path: '/v1/orders', kind: code }];
      expect(await purchase.listOrders(null, neverAborted())).to.include({ ok: false, code });
      expect(proxy.requestCount('GET /v1/orders')).to.equal(4);
    });
  }

  it('keeps neither the token of the shopper nor a key in storage', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const kept = JSON.stringify(Array.from(entriesOf(fixture.storage)));
    expect(kept).not.to.contain(SHOPPER.token);
  });
});

describe('a proof', () => {
  it('follows the clock of the proxy, and asks once for it', async () => {
    const fixture = createPurchaseFixture();
    fixture.clockSkewMs = -3 * 3600_000;
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    expect(fixture.proxy.requests.map(({ status }) => status)).to.deep.equal([401, 201, 200, 200]);
  });

  it('is another for every request', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    await Promise.all([1, 2, 3].map(() => purchase.listOrders(null, neverAborted())));
    const proofs = proxy.requests.map(({ headers }) => headers.get('DPoP'));
    expect(new Set(proofs).size).to.equal(4);
  });
});

describe('an answer', () => {
  const cases: readonly [string, Fault, object, number][] = [
    ['no network', { path: '/quotes', kind: 'offline' }, { code: 'offline' }, 2],
    ['no answer', { path: '/quotes', kind: 'hang' }, { code: 'timeout' }, 1],
    ['a page of markup', { path: '/quotes', kind: 'html' }, { code: 'server' }, 1],
    ['another shape', { path: '/quotes', kind: 'junk' }, { code: 'malformed' }, 1],
    ['a problem', { path: '/quotes', kind: 'item_unavailable' }, { code: 'item_unavailable' }, 1],
    [
      'a problem with its time',
      { path: '/quotes', kind: 'too_many_requests', headers: { 'Retry-After': '7' } },
      { code: 'too_many_requests', retryAfterMs: 7000 },
      1,
    ],
    [
      'faults of fields',
      {
        path: '/quotes',
        kind: 'invalid_fields',
        extra: {
          errors: [
            { field: 'user_id', fault: 'has_space' },
            { field: 'zone_id', fault: 'of the future' },
          ],
        },
      },
      { code: 'invalid_fields', errors: [{ field: 'user_id', fault: 'has_space' }] },
      1,
    ],
  ];
  for (const [what, fault, expected, asked] of cases) {
    it(`with ${what} is a value, asked for ${asked === 1 ? 'once' : 'twice'}`, async () => {
      const { proxy, purchase } = createPurchaseFixture();
      proxy.faults = [fault];
      const outcome = await purchase.quote('lapakgaming', 'ML', 'ML86', FIELDS, neverAborted());
      expect(outcome).to.deep.equal({ ok: false, ...expected });
      expect(JSON.stringify(outcome)).not.to.contain('raw words');
      expect(proxy.requestCount('POST /v1/quotes')).to.equal(asked);
    });
  }

  it('is given up when nobody wants it', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    proxy.faults = [{ path: '/quotes', kind: 'hang' }];
    const leaving = new AbortController();
    const outcome = purchase.quote('lapakgaming', 'ML', 'ML86', FIELDS, leaving.signal);
    leaving.abort();
    expect(await outcome).to.include({ code: 'aborted' });
  });

  it('comes at the second try', async () => {
    const fixture = createPurchaseFixture();
    fixture.proxy.faults = [{ path: '/quotes', kind: 'offline', times: 1 }];
    expect(await requestQuote(fixture)).to.contain('quote-');
    expect(fixture.waitsMs).to.deep.equal([100]);
  });

  it('names the account, and pages the orders', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    const name = await purchase.nickname('lapakgaming', 'ML', FIELDS, neverAborted());
    expect(valueOf(name)).to.equal('RaraGG');
    proxy.perPage = 1;
    proxy.orders.push(anOrder({ id: 'b' }), anOrder({ id: 'a' }));
    const first = valueOf(await purchase.listOrders(null, neverAborted()));
    expect(first.next).to.equal('1');
    const second = valueOf(await purchase.listOrders(first.next, neverAborted()));
    expect(second.orders.map(({ id }) => id)).to.deep.equal(['a']);
    expect(second.next).to.equal(null);
  });
});
