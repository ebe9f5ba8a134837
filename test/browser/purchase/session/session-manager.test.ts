import { expect } from 'chai';
import { entriesOf } from '../../stores/store-fixture.js';
import { SHOPPER } from '../fake-proxy.js';
import { createPurchaseFixture, neverAborted, valueOf } from '../purchase-fixture.js';

describe('a session', () => {
  it('is shared by concurrent requests, and by the next page', async () => {
    const fixture = createPurchaseFixture();
    const { proxy, purchase } = fixture;
    const requests = [1, 2, 3].map(() => purchase.listOrders(null, neverAborted()));
    for (const outcome of await Promise.all(requests)) valueOf(outcome);
    expect(purchase.sessionBalance()).to.equal(100_000);
    valueOf(await fixture.reload().listOrders(null, neverAborted()));
    expect(fixture.purchase.sessionBalance()).to.equal(null);
    expect(proxy.requestCount('POST /v1/sessions')).to.equal(1);
  });

  it('is removed for the next shopper on this device', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const stored = () => Array.from(entriesOf(fixture.storage).values()).join();
    expect(stored()).to.contain('session-');
    const other = fixture.reload({ id: '999', token: 'else' });
    expect(await other.listOrders(null, neverAborted())).to.include({ code: 'unknown_shopper' });
    expect(stored()).not.to.contain('session-');
  });

  it('is opened anew after another login', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const again = fixture.reload({ id: SHOPPER.id, token: 'newer' });
    expect(await again.listOrders(null, neverAborted())).to.include({ code: 'unknown_shopper' });
  });

  it('is renewed before it expires', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    valueOf(await purchase.listOrders(null, neverAborted()));
    proxy.nowMs += 3_550_000;
    valueOf(await purchase.listOrders(null, neverAborted()));
    expect(proxy.requestCount('POST /v1/sessions')).to.equal(2);
    expect(proxy.requestCount('GET /v1/orders')).to.equal(2);
  });

  it('of a wrong clock’s future is opened anew', async () => {
    const fixture = createPurchaseFixture();
    fixture.clockSkewMs = 365 * 24 * 60 * 60_000;
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    fixture.clockSkewMs = 0;
    const before = fixture.proxy.requestCount('POST /v1/sessions');
    valueOf(await fixture.reload().listOrders(null, neverAborted()));
    expect(fixture.proxy.requestCount('POST /v1/sessions')).to.equal(before + 1);
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

  it('leaves neither the shopper’s token nor a key in storage', async () => {
    const fixture = createPurchaseFixture();
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    const stored = JSON.stringify(Array.from(entriesOf(fixture.storage)));
    expect(stored).not.to.contain(SHOPPER.token);
  });
});
