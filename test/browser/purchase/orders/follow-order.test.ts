import { expect } from 'chai';
import type { Order } from '../../../../src/proxy/contract.js';
import type { Outcome } from '../../../../src/purchase/purchase-client.js';
import type { BrowserPlatform } from '../../../../src/stores/platform.js';
import { until } from '../../support.js';
import { anOrder } from '../fake-proxy.js';
import type { PurchaseFixture } from '../purchase-fixture.js';
import { createPurchaseFixture, neverAborted } from '../purchase-fixture.js';

const ONE = '/v1/orders/ord-1';

function startFollowing(fixture: PurchaseFixture) {
  const outcomes: Outcome<Order>[] = [];
  const abortController = new AbortController();
  fixture.purchase.followOrder('ord-1', abortController.signal, (outcome) =>
    outcomes.push(outcome),
  );
  /** the order's status, or the error's code, of each outcome */
  const names = () => outcomes.map((each) => (each.ok ? each.value.status : each.code));
  return { names, stop: () => abortController.abort() };
}

function fixtureWith(
  parts: Partial<Order> = {},
  platform: Partial<BrowserPlatform> = {},
): PurchaseFixture {
  const fixture = createPurchaseFixture(platform);
  fixture.proxy.orders.push(anOrder(parts));
  return fixture;
}

const untilHeld = ({ proxy }: PurchaseFixture) =>
  until(() => proxy.heldCount === 1, 'a held request');

const orderRequests = ({ proxy }: PurchaseFixture) =>
  proxy.requests.filter(({ path }) => path === ONE);

/** Query and `If-None-Match` of each request for the order. */
const requestsIn = (fixture: PurchaseFixture) =>
  orderRequests(fixture).map(({ query, headers }) => [query, headers.get('If-None-Match')]);

const statusesIn = (fixture: PurchaseFixture) => orderRequests(fixture).map(({ status }) => status);

describe('following an order', () => {
  it('reports it at once and after each change, until it has ended', async () => {
    const fixture = fixtureWith();
    const { names } = startFollowing(fixture);
    for (const status of ['paying', 'processing', 'completed'] as const) {
      await untilHeld(fixture);
      fixture.proxy.change('ord-1', { status });
      await until(() => names().includes(status), status);
    }
    expect(names()).to.deep.equal(['received', 'paying', 'processing', 'completed']);
    expect(requestsIn(fixture)).to.deep.equal([
      ['', null],
      ['?wait=25', '"0"'],
      ['?wait=25', '"1"'],
      ['?wait=25', '"2"'],
    ]);
  });

  it('misses no change between two requests', async () => {
    const fixture = fixtureWith();
    const { proxy } = fixture;
    const statuses: string[] = [];
    const { signal } = new AbortController();
    fixture.purchase.followOrder('ord-1', signal, (outcome) => {
      if (!outcome.ok) return;
      statuses.push(outcome.value.status);
      // No request is under way now.
      if (outcome.value.status === 'received') proxy.change('ord-1', { status: 'paying' });
      if (outcome.value.status === 'paying') proxy.change('ord-1', { status: 'completed' });
    });
    await until(() => statuses.includes('completed'), 'the last change');
    expect(statuses).to.deep.equal(['received', 'paying', 'completed']);
    expect(requestsIn(fixture)).to.deep.equal([
      ['', null],
      ['?wait=25', '"0"'],
      ['?wait=25', '"1"'],
    ]);
  });

  it('holds each request for 25 s, and reports nothing while nothing changes', async () => {
    const fixture = fixtureWith();
    const { names, stop } = startFollowing(fixture);
    for (let held = 0; held < 3; held++) {
      await untilHeld(fixture);
      fixture.proxy.nowMs += 25_000;
      fixture.proxy.releaseHeld();
      await until(() => fixture.proxy.requestCount(`GET ${ONE}`) === held + 3, 'the next request');
    }
    stop();
    expect(requestsIn(fixture).slice(1)).to.deep.equal(Array(4).fill(['?wait=25', '"0"']));
    expect(statusesIn(fixture).slice(0, 4)).to.deep.equal([200, 304, 304, 304]);
    expect(names()).to.deep.equal(['received']);
    expect(fixture.waitsMs).to.deep.equal([]);
  });

  it('backs off while the proxy does not hold its requests', async () => {
    const waitsMs: number[] = [];
    const fixture = fixtureWith(
      { status: 'review' },
      {
        wait: (ms) => {
          waitsMs.push(ms);
          return new Promise((resolve) => waitsMs.length < 4 && resolve());
        },
      },
    );
    fixture.proxy.holdsAnswers = false;
    const { names, stop } = startFollowing(fixture);
    await until(() => waitsMs.length === 4, 'four pauses');
    stop();
    expect(waitsMs).to.deep.equal([1000, 2000, 4000, 8000]);
    expect(names()).to.deep.equal(['review']);
  });

  it('reports the newest version that any request has brought', async () => {
    const fixture = fixtureWith({ status: 'processing' });
    const { purchase, proxy } = fixture;
    await purchase.listOrders(null, neverAborted());
    const older = { status: 'received', updated_at: '2025-12-31T03:04:04.000Z' } as const;
    proxy.change('ord-1', older);
    const { names, stop } = startFollowing(fixture);
    await until(() => names().length > 0, 'the order');
    stop();
    expect(names()).to.deep.equal(['processing']);
  });

  for (const status of ['completed', 'refunded', 'failed'] as const) {
    it(`sends one request for an order that is ${status}`, async () => {
      const fixture = fixtureWith({ status });
      const { names } = startFollowing(fixture);
      await until(() => names().length === 1, 'the order');
      await new Promise(requestAnimationFrame);
      expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('stops when it is aborted', async () => {
    const fixture = fixtureWith();
    const { names, stop } = startFollowing(fixture);
    await untilHeld(fixture);
    stop();
    await until(() => fixture.proxy.heldCount === 0, 'the end of the request');
    fixture.proxy.change('ord-1', { status: 'completed' });
    await new Promise(requestAnimationFrame);
    expect(names()).to.deep.equal(['received']);
  });

  it('stops while the page is hidden, and reads the order when it is visible again', async () => {
    const fixture = fixtureWith();
    const { names } = startFollowing(fixture);
    await untilHeld(fixture);
    fixture.page.become('hidden');
    await until(() => fixture.proxy.heldCount === 0, 'the end of the request');
    const before = fixture.proxy.requestCount(`GET ${ONE}`);
    fixture.proxy.change('ord-1', { status: 'processing' });
    await new Promise(requestAnimationFrame);
    expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(before);
    fixture.page.become('visible');
    await until(() => names().includes('processing'), 'the change');
    expect(names()).to.deep.equal(['received', 'processing']);
  });

  it('reports the first failure of several, backs off, and goes on', async () => {
    const fixture = fixtureWith();
    fixture.proxy.faults = [{ path: ONE, kind: 'offline', times: 7 }];
    const { names, stop } = startFollowing(fixture);
    await until(() => names().includes('received'), 'the order');
    stop();
    expect(names()).to.deep.equal(['offline', 'received']);
    expect(fixture.waitsMs).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('waits for `Retry-After`', async () => {
    const fixture = fixtureWith({ status: 'completed' });
    const headers = { 'Retry-After': '9' };
    fixture.proxy.faults = [{ path: ONE, kind: 'overloaded', times: 1, headers }];
    const { names } = startFollowing(fixture);
    await until(() => names().includes('completed'), 'the order');
    expect(fixture.waitsMs).to.deep.equal([9000]);
  });

  for (const seconds of ['3600', '3000000', '1e999']) {
    it(`asks again within a minute after a \`Retry-After\` of ${seconds}`, async () => {
      const fixture = fixtureWith({ status: 'completed' });
      const headers = { 'Retry-After': seconds };
      fixture.proxy.faults = [{ path: ONE, kind: 'overloaded', times: 1, headers }];
      const { names } = startFollowing(fixture);
      await until(() => names().includes('completed'), 'the order');
      expect(fixture.waitsMs).to.deep.equal([45_000]);
    });
  }

  for (const kind of ['unknown_order', 'unknown_shopper'] as const) {
    it(`ends after ${kind}`, async () => {
      const fixture = fixtureWith();
      fixture.proxy.faults = [{ path: ONE, kind }];
      const { names } = startFollowing(fixture);
      await until(() => names().length === 1, 'the failure');
      await new Promise(requestAnimationFrame);
      expect(names()).to.deep.equal([kind]);
      expect(fixture.proxy.requestCount(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('publishes each change once', async () => {
    const fixture = fixtureWith();
    const changes: unknown[] = [];
    fixture.purchase.$orderChange.listen((change) => {
      changes.push([change?.previous?.status ?? null, change?.order.status]);
    });
    const { names } = startFollowing(fixture);
    await untilHeld(fixture);
    fixture.proxy.change('ord-1', { status: 'completed' });
    await until(() => names().includes('completed'), 'the change');
    expect(changes).to.deep.equal([
      [null, 'received'],
      ['received', 'completed'],
    ]);
  });
});
