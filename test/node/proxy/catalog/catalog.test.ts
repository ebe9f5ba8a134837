import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCatalog } from '../../../../src/proxy/catalog/catalog.js';
import type {
  Provider,
  ProviderProductDetail,
  ReadResult,
  ReadFailure,
} from '../../../../src/proxy/providers/provider.js';
import { createFakePlatform, flushTasks } from '../support/fake-platform.js';

const MINUTE = 60_000;
const down: ReadFailure = { kind: 'failed', code: 'unavailable', retryAfterMs: null };
const missing: ReadFailure = { kind: 'failed', code: 'not-found' };

/** A provider of the products `a` to `c`, whose cost tells how often was asked. */
function createShelf({ codes = ['a', 'b', 'c'] } = {}) {
  const world = createFakePlatform();
  const asked: string[] = [];
  const state = { failure: null as ReadFailure | null, refreshed: 0, hold: Promise.resolve() };
  const answer = async <T>(what: string, value: () => T): Promise<ReadResult<T>> => {
    asked.push(what);
    const read: ReadResult<T> = state.failure ?? { kind: 'read', value: value() };
    await state.hold;
    return read;
  };
  const provider: Provider = {
    name: 'snapcart',
    facts: {
      isIdempotent: false,
      canQueryByReference: false,
      rejectsChangedPrice: false,
      sendsCallbacks: false,
      paidBy: 'saldo',
    },
    listProducts: () => answer('list', () => codes.map((code) => ({ code, title: code }))),
    getProduct: (code) =>
      answer(code, (): ProviderProductDetail => {
        const cost = asked.filter((each) => each === code).length;
        return {
          code,
          title: code,
          fields: [],
          items: [{ code, name: code, cost, available: true }],
        };
      }),
    getNickname: () => Promise.resolve(down),
    msUntilPlaceable: () => 0,
    placeOrder: () => Promise.resolve({ kind: 'later', retryAfterMs: null }),
    queryOrder: () => Promise.resolve({ kind: 'absent' }),
    checkAccess: () => Promise.resolve(down),
    invalidateCatalog: () => {
      state.refreshed += 1;
    },
  };
  const catalog = createCatalog([provider], world.outside);
  const costOf = (read: ReadResult<ProviderProductDetail>) =>
    read.kind === 'read' ? read.value.items[0]?.cost : read.code;
  return {
    ...world,
    asked,
    state,
    catalog,
    get: async (code: string) => costOf(await catalog.product('snapcart', code)),
    fresh: async (code: string, maxAge: number) =>
      costOf(await catalog.freshProduct('snapcart', code, maxAge)),
  };
}

describe('the catalogue', () => {
  it('asks once, however many come at once', async () => {
    const { asked, get } = createShelf();
    const costs = await Promise.all(Array.from({ length: 1_000 }, () => get('a')));
    assert.deepEqual(new Set(costs), new Set([1]));
    assert.deepEqual(asked, ['list', 'a']);
  });

  it('asks nobody for what is not listed', async () => {
    const { asked, get, catalog } = createShelf();
    for (const code of ['x', '../b', 'constructor', '']) assert.equal(await get(code), 'not-found');
    assert.deepEqual(await catalog.product('lapakgaming', 'a'), missing);
    assert.deepEqual(await catalog.freshProduct('lapakgaming', 'a', 0), missing);
    assert.deepEqual(asked, ['list']);
  });

  it('shows an old answer while it gets a new one', async () => {
    const { asked, get, advanceTime } = createShelf();
    await get('a');
    await advanceTime(MINUTE - 1);
    assert.equal(await get('a'), 1);
    assert.equal(asked.length, 2);
    await advanceTime(1);
    assert.equal(await get('a'), 1, 'old, and renewed behind it');
    await flushTasks();
    assert.equal(await get('a'), 2);
    assert.deepEqual(asked, ['list', 'a', 'a']);
  });

  it('shows old answers for a day while the provider is down, and asks rarely', async () => {
    const { asked, get, advanceTime, state } = createShelf();
    await get('a');
    state.failure = down;
    await advanceTime(30 * MINUTE);
    for (let count = 0; count < 100; count += 1) {
      assert.equal(await get('a'), 1);
      await flushTasks();
    }
    assert.deepEqual(asked, ['list', 'a', 'list', 'a']);
    await advanceTime(10_000);
    assert.equal(await get('a'), 1);
    assert.equal(asked.length, 6);
    await advanceTime(24 * 60 * MINUTE);
    assert.equal(await get('a'), 'unavailable');
  });

  it('leaves the provider alone for as long as it asks', async () => {
    const { asked, get, advanceTime, state } = createShelf();
    state.failure = { kind: 'failed', code: 'quota', retryAfterMs: MINUTE };
    assert.equal(await get('a'), 'quota');
    await advanceTime(MINUTE - 1);
    assert.equal(await get('a'), 'quota');
    assert.deepEqual(asked, ['list']);
    state.failure = null;
    await advanceTime(1);
    assert.equal(await get('a'), 1);
  });

  it('forgets what the provider no longer has', async () => {
    const { get, fresh, advanceTime, state } = createShelf();
    await get('a');
    await advanceTime(MINUTE);
    state.failure = missing;
    assert.equal(await fresh('a', 0), 'not-found');
    assert.equal(await get('a'), 'not-found');
  });

  it('asks again before money moves, unless it has just asked', async () => {
    const { asked, get, fresh, advanceTime, state } = createShelf();
    await get('a');
    await advanceTime(5_000);
    assert.equal(await fresh('a', 5_000), 1);
    assert.equal(await fresh('a', 4_999), 2);
    assert.deepEqual(asked, ['list', 'a', 'a']);
    state.failure = down;
    await advanceTime(1);
    assert.equal(await fresh('a', 0), 'unavailable', 'an old answer is none here');
    assert.equal(await get('a'), 2);
  });

  it('does not count an answer as new that was asked for long ago', async () => {
    const { asked, get, fresh, advanceTime, state } = createShelf();
    await get('a');
    await advanceTime(MINUTE);
    let release = () => {};
    state.hold = new Promise((done) => (release = done));
    const slow = fresh('a', 0);
    await advanceTime(5_000);
    const joined = fresh('a', 5_000);
    const own = fresh('a', 1_000);
    release();
    await Promise.all([slow, joined, own]);
    assert.deepEqual(asked, ['list', 'a', 'a', 'a']);
    await advanceTime(1_000);
    assert.equal(await fresh('a', 1_000), 3, 'the later question is the newer answer');
    assert.equal(asked.length, 4);
  });

  it('is not set back by an answer that a newer one has overtaken', async () => {
    const { get, fresh, advanceTime, state } = createShelf();
    await get('a');
    await advanceTime(MINUTE);
    let release = () => {};
    state.hold = new Promise((done) => (release = done));
    const slow = fresh('a', 0);
    await advanceTime(1);
    state.hold = Promise.resolve();
    assert.equal(await fresh('a', 0), 3);
    release();
    assert.equal(await slow, 2);
    assert.equal(await get('a'), 3);
  });

  it('asks again after a product callback', async () => {
    const { asked, get, catalog, state } = createShelf();
    await get('a');
    catalog.invalidate('snapcart');
    catalog.invalidate('lapakgaming');
    assert.equal(state.refreshed, 1);
    await get('a');
    await flushTasks();
    assert.equal(await get('a'), 2);
    assert.deepEqual(asked, ['list', 'a', 'list', 'a']);
  });

  it('keeps so many products and no more', async () => {
    const codes = Array.from({ length: 600 }, (_, index) => `p${index}`);
    const { asked, get } = createShelf({ codes });
    for (const code of codes) await get(code);
    await get('p599');
    assert.equal(asked.length, 601);
    await get('p0');
    assert.equal(asked.length, 602);
  });
});
