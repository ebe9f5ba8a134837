import { expect } from 'chai';
import type { Order } from '../../../src/proxy/contract.js';
import type { Outcome } from '../../../src/purchase/purchase.js';
import { until } from '../support.js';
import { anOrder } from './fake-proxy.js';
import type { World } from './world.js';
import { createWorld } from './world.js';

const ONE = '/v1/orders/ord-1';

function followIn(world: World) {
  const told: Outcome<Order>[] = [];
  const leaving = new AbortController();
  world.purchase.followOrder('ord-1', leaving.signal, (outcome) => told.push(outcome));
  const words = () => told.map((each) => (each.ok ? each.value.status : each.code));
  return { words, leave: () => leaving.abort() };
}

function worldWith(parts: Partial<Order> = {}): World {
  const world = createWorld();
  world.proxy.orders.push(anOrder(parts));
  return world;
}

const isHeld = ({ proxy }: World) => until(() => proxy.held === 1, 'an answer held back');

describe('following', () => {
  it('tells at once and at each change, until the order has ended', async () => {
    const world = worldWith();
    const { words } = followIn(world);
    for (const status of ['paying', 'processing', 'completed'] as const) {
      await isHeld(world);
      world.proxy.change('ord-1', { status });
      await until(() => words().includes(status), status);
    }
    expect(words()).to.deep.equal(['received', 'paying', 'processing', 'completed']);
    const queries = world.proxy.requests
      .filter(({ path }) => path === ONE)
      .map(({ query }) => query);
    expect(queries).to.deep.equal(['', '?wait=2', '?wait=2', '?wait=2']);
  });

  it('is held back longer while nothing changes', async () => {
    const world = worldWith();
    const { leave } = followIn(world);
    for (let held = 0; held < 4; held++) {
      await isHeld(world);
      world.proxy.letGo();
      await until(() => world.proxy.asked(`GET ${ONE}`) === held + 3, 'the next request');
    }
    leave();
    const queries = world.proxy.requests.map(({ query }) => query).slice(2);
    expect(queries).to.deep.equal(['?wait=2', '?wait=6', '?wait=18', '?wait=25', '?wait=25']);
  });

  for (const status of ['completed', 'refunded', 'failed'] as const) {
    it(`asks once for what is ${status}`, async () => {
      const world = worldWith({ status });
      const { words } = followIn(world);
      await until(() => words().length === 1, 'the order');
      await new Promise(requestAnimationFrame);
      expect(world.proxy.asked(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('stops when nobody follows', async () => {
    const world = worldWith();
    const { words, leave } = followIn(world);
    await isHeld(world);
    leave();
    await until(() => world.proxy.held === 0, 'the end of the request');
    world.proxy.change('ord-1', { status: 'completed' });
    await new Promise(requestAnimationFrame);
    expect(words()).to.deep.equal(['received']);
  });

  it('rests while the page is hidden, and looks at once when it is seen', async () => {
    const world = worldWith();
    const { words } = followIn(world);
    await isHeld(world);
    world.page.become('hidden');
    await until(() => world.proxy.held === 0, 'the end of the request');
    const before = world.proxy.asked(`GET ${ONE}`);
    world.proxy.change('ord-1', { status: 'processing' });
    await new Promise(requestAnimationFrame);
    expect(world.proxy.asked(`GET ${ONE}`)).to.equal(before);
    world.page.become('visible');
    await until(() => words().includes('processing'), 'the change');
    expect(words()).to.deep.equal(['received', 'processing']);
  });

  it('tells of a failure once, waits longer each time, and goes on', async () => {
    const world = worldWith();
    world.proxy.faults = [{ path: ONE, kind: 'offline', times: 7 }];
    const { words, leave } = followIn(world);
    await until(() => words().includes('received'), 'the order');
    leave();
    expect(words()).to.deep.equal(['offline', 'received']);
    expect(world.waits).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('waits as long as the proxy says', async () => {
    const world = worldWith({ status: 'completed' });
    const headers = { 'Retry-After': '9' };
    world.proxy.faults = [{ path: ONE, kind: 'overloaded', times: 1, headers }];
    const { words } = followIn(world);
    await until(() => words().includes('completed'), 'the order');
    expect(world.waits).to.deep.equal([9000]);
  });

  for (const kind of ['unknown_order', 'unknown_shopper'] as const) {
    it(`ends with ${kind}`, async () => {
      const world = worldWith();
      world.proxy.faults = [{ path: ONE, kind }];
      const { words } = followIn(world);
      await until(() => words().length === 1, 'the failure');
      await new Promise(requestAnimationFrame);
      expect(words()).to.deep.equal([kind]);
      expect(world.proxy.asked(`GET ${ONE}`)).to.equal(1);
    });
  }

  it('says what changed, once', async () => {
    const world = worldWith();
    const changes: unknown[] = [];
    world.purchase.$orderChange.listen((change) => {
      changes.push([change?.previous?.status ?? null, change?.order.status]);
    });
    const { words } = followIn(world);
    await isHeld(world);
    world.proxy.change('ord-1', { status: 'completed' });
    await until(() => words().includes('completed'), 'the change');
    expect(changes).to.deep.equal([
      [null, 'received'],
      ['received', 'completed'],
    ]);
  });
});
