import { expect } from 'chai';
import type { Order } from '../../../../src/proxy/contract.js';
import type { Outcome } from '../../../../src/purchase/purchase-client.js';
import { until } from '../../support.js';
import { anOrder } from '../fake-proxy.js';
import type { PurchaseFixture } from '../purchase-fixture.js';
import { createPurchaseFixture } from '../purchase-fixture.js';

const ONE = '/v1/orders/ord-1';

function startFollowing(fixture: PurchaseFixture) {
  const outcomes: Outcome<Order>[] = [];
  const abortController = new AbortController();
  fixture.purchase.followOrder('ord-1', abortController.signal, (outcome) =>
    outcomes.push(outcome),
  );
  const outcomeNames = () => outcomes.map((each) => (each.ok ? each.value.status : each.code));
  return { words: outcomeNames, stop: () => abortController.abort() };
}

function fixtureWith(parts: Partial<Order> = {}): PurchaseFixture {
  const fixture = createPurchaseFixture();
  fixture.proxy.orders.push(anOrder(parts));
  return fixture;
}

const isHeld = ({ proxy }: PurchaseFixture) =>
  until(() => proxy.heldCount === 1, 'an answer held back');

describe('following', () => {
  it('tells at once and at each change, until the order has ended', async () => {
    const fixture = fixtureWith();
    const { words } = startFollowing(fixture);
    for (const status of ['paying', 'processing', 'completed'] as const) {
      await isHeld(fixture);
      fixture.proxy.change('ord-1', { status });
      await until(() => words().includes(status), status);
    }
    expect(words()).to.deep.equal(['received', 'paying', 'processing', 'completed']);
    const queries = fixture.proxy.requests
      .filter(({ path }) => path === ONE)
      .map(({ query }) => query);
    expect(queries).to.deep.equal(['', '?wait=2', '?wait=2', '?wait=2']);
  });

  it('is held back longer while nothing changes', async () => {
    const fixture = fixtureWith();
    const { stop } = startFollowing(fixture);
    for (let held = 0; held < 4; held++) {
      await isHeld(fixture);
      fixture.proxy.releaseHeld();
      await until(() => fixture.proxy.requestCount(`GET ${ONE}`) === held + 3, 'the next request');
    }
    stop();
    const queries = fixture.proxy.requests.map(({ query }) => query).slice(2);
    expect(queries).to.deep.equal(['?wait=2', '?wait=6', '?wait=18', '?wait=25', '?wait=25']);
  });

  for (const status of ['completed', 'refunded', 'failed'] as const) {
    it(`asks once for what is ${status}`, async () => {
      const fixture = fixtureWith({ status });
      const { words } = startFollowing(fixture);
      await until(() => words().length === 1, 'the order');
      await new Promise(requestAnimationFrame);
      expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('stops when nobody follows', async () => {
    const fixture = fixtureWith();
    const { words, stop } = startFollowing(fixture);
    await isHeld(fixture);
    stop();
    await until(() => fixture.proxy.heldCount === 0, 'the end of the request');
    fixture.proxy.change('ord-1', { status: 'completed' });
    await new Promise(requestAnimationFrame);
    expect(words()).to.deep.equal(['received']);
  });

  it('rests while the page is hidden, and looks at once when it is seen', async () => {
    const fixture = fixtureWith();
    const { words } = startFollowing(fixture);
    await isHeld(fixture);
    fixture.page.become('hidden');
    await until(() => fixture.proxy.heldCount === 0, 'the end of the request');
    const before = fixture.proxy.requestCount(`GET ${ONE}`);
    fixture.proxy.change('ord-1', { status: 'processing' });
    await new Promise(requestAnimationFrame);
    expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(before);
    fixture.page.become('visible');
    await until(() => words().includes('processing'), 'the change');
    expect(words()).to.deep.equal(['received', 'processing']);
  });

  it('tells of a failure once, waits longer each time, and goes on', async () => {
    const fixture = fixtureWith();
    fixture.proxy.faults = [{ path: ONE, kind: 'offline', times: 7 }];
    const { words, stop } = startFollowing(fixture);
    await until(() => words().includes('received'), 'the order');
    stop();
    expect(words()).to.deep.equal(['offline', 'received']);
    expect(fixture.waitsMs).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('waits as long as the proxy says', async () => {
    const fixture = fixtureWith({ status: 'completed' });
    const headers = { 'Retry-After': '9' };
    fixture.proxy.faults = [{ path: ONE, kind: 'overloaded', times: 1, headers }];
    const { words } = startFollowing(fixture);
    await until(() => words().includes('completed'), 'the order');
    expect(fixture.waitsMs).to.deep.equal([9000]);
  });

  for (const kind of ['unknown_order', 'unknown_shopper'] as const) {
    it(`ends with ${kind}`, async () => {
      const fixture = fixtureWith();
      fixture.proxy.faults = [{ path: ONE, kind }];
      const { words } = startFollowing(fixture);
      await until(() => words().length === 1, 'the failure');
      await new Promise(requestAnimationFrame);
      expect(words()).to.deep.equal([kind]);
      expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('says what changed, once', async () => {
    const fixture = fixtureWith();
    const changes: unknown[] = [];
    fixture.purchase.$orderChange.listen((change) => {
      changes.push([change?.previous?.status ?? null, change?.order.status]);
    });
    const { words } = startFollowing(fixture);
    await isHeld(fixture);
    fixture.proxy.change('ord-1', { status: 'completed' });
    await until(() => words().includes('completed'), 'the change');
    expect(changes).to.deep.equal([
      [null, 'received'],
      ['received', 'completed'],
    ]);
  });
});
