import { expect } from 'chai';
import { createPurchaseFixture, neverAborted, valueOf } from '../purchase-fixture.js';

describe('a proof', () => {
  it('is dated by the proxy’s clock, which is learnt from one refusal', async () => {
    const fixture = createPurchaseFixture();
    fixture.clockSkewMs = -3 * 3600_000;
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    valueOf(await fixture.purchase.listOrders(null, neverAborted()));
    expect(fixture.proxy.requests.map(({ status }) => status)).to.deep.equal([401, 201, 200, 200]);
  });

  it('is a new one for each request', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    await Promise.all([1, 2, 3].map(() => purchase.listOrders(null, neverAborted())));
    const proofs = proxy.requests.map(({ headers }) => headers.get('DPoP'));
    expect(new Set(proofs).size).to.equal(4);
  });
});
