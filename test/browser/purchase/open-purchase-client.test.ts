import { expect } from 'chai';
import { anOrder } from './fake-proxy.js';
import { createPurchaseFixture, FIELDS, neverAborted, valueOf } from './purchase-fixture.js';

describe('the shelf', () => {
  it('is read by guests, without a proof', async () => {
    const fixture = createPurchaseFixture();
    const purchase = fixture.reload(null);
    expect(valueOf(await purchase.shelf(null, neverAborted())).products).to.have.length(1);
    const product = valueOf(await purchase.product('lapakgaming:ML', neverAborted()));
    expect(product.items[0]).to.include({ id: 'ML86', price: 21_000 });
    expect(fixture.proxy.requests.every(({ headers }) => !headers.has('DPoP'))).to.equal(true);
  });

  it('escapes product ids', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    await purchase.product('lapakgaming:A/B?c=1', neverAborted());
    expect(proxy.requests[0]?.path).to.equal('/v1/shelf/lapakgaming%3AA%2FB%3Fc%3D1');
  });
});

describe('a guest', () => {
  it('sends nothing that needs a session', async () => {
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

describe('a shopper', () => {
  it('reads nicknames, and orders page by page', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    const name = await purchase.nickname('lapakgaming:ML', FIELDS, neverAborted());
    expect(valueOf(name)).to.deep.equal({ name: 'RaraGG', found: true });
    proxy.perPage = 1;
    proxy.orders.push(anOrder({ id: 'b' }), anOrder({ id: 'a' }));
    const first = valueOf(await purchase.listOrders(null, neverAborted()));
    expect(first.next).to.equal('1');
    const second = valueOf(await purchase.listOrders(first.next, neverAborted()));
    expect(second.orders.map(({ id }) => id)).to.deep.equal(['a']);
    expect(second.next).to.equal(null);
  });
});
