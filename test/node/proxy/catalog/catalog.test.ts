import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCatalog } from '../../../../src/proxy/catalog/catalog.js';
import type { Provider, ProviderProductDetail } from '../../../../src/proxy/providers/provider.js';
import { listedItem, listedProduct } from '../support/listed-product.js';
import type { ReadFailure, ReadResult } from '../../../../src/proxy/upstream/read-result.js';
import { createFakePlatform, flushTasks } from '../support/fake-platform.js';

const MINUTE_MS = 60_000;
const down: ReadFailure = { kind: 'failed', code: 'unavailable', retryAfterMs: null };
const missing: ReadFailure = { kind: 'failed', code: 'not-found' };

/** The catalog of a provider whose products cost as many rupiah as they were read times. */
function openCatalog({ codes = ['a', 'b', 'c'], changed = [] as string[] } = {}) {
  const fake = createFakePlatform();
  const requests: string[] = [];
  const state = { failure: null as ReadFailure | null, invalidated: 0, hold: Promise.resolve() };
  const answer = async <T>(what: string, value: () => T): Promise<ReadResult<T>> => {
    requests.push(what);
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
      paidBy: 'saldo',
      canReadDeposit: false,
    },
    listProducts: () =>
      answer('list', () => codes.map((code) => ({ code, title: code, kind: 'game' as const }))),
    listUnsold: () => Promise.resolve(down),
    getProduct: (code) =>
      answer(code, (): ProviderProductDetail => {
        const cost = requests.filter((each) => each === code).length;
        return listedProduct({
          code,
          title: code,
          items: [listedItem({ code, name: code, cost })],
        });
      }),
    getNickname: () => Promise.resolve(down),
    msUntilPlaceable: () => 0,
    placeOrder: () => Promise.resolve({ kind: 'later', retryAfterMs: null }),
    queryOrder: () => Promise.resolve({ kind: 'absent' }),
    checkAccess: () => Promise.resolve(down),
    invalidateCatalog: () => {
      state.invalidated += 1;
    },
  };
  const catalog = createCatalog([provider], fake.platform, () =>
    Promise.resolve(changed.splice(0).map((item) => ({ provider: 'snapcart', item }))),
  );
  const costOf = (read: ReadResult<ProviderProductDetail>) =>
    read.kind === 'read' ? read.value.items[0]?.cost : read.code;
  return {
    ...fake,
    requests,
    state,
    catalog,
    get: async (code: string) => costOf(await catalog.product('snapcart', code)),
    fresh: async (code: string, maxAge: number) =>
      costOf(await catalog.freshProduct('snapcart', code, maxAge)),
  };
}

describe('the catalog', () => {
  it('sends one read for any number of concurrent requests', async () => {
    const { requests, get } = openCatalog();
    const costs = await Promise.all(Array.from({ length: 1_000 }, () => get('a')));
    assert.deepEqual(new Set(costs), new Set([1]));
    assert.deepEqual(requests, ['list', 'a']);
  });

  it('sends no read for a product that is not listed', async () => {
    const { requests, get, catalog } = openCatalog();
    for (const code of ['x', '../b', 'constructor', '']) assert.equal(await get(code), 'not-found');
    assert.deepEqual(await catalog.product('lapakgaming', 'a'), missing);
    assert.deepEqual(await catalog.freshProduct('lapakgaming', 'a', 0), missing);
    assert.deepEqual(requests, ['list']);
  });

  it('returns the same lists until one of them is another one', async () => {
    const { requests, catalog, advanceTime, state } = openCatalog();
    const first = await catalog.products();
    assert.equal(await catalog.products(), first);
    state.failure = down;
    await advanceTime(10 * MINUTE_MS);
    assert.equal(await catalog.products(), first, 'while they are asked for again');
    await flushTasks();
    assert.equal(await catalog.products(), first, 'where the provider is down');
    state.failure = null;
    await advanceTime(MINUTE_MS);
    await catalog.products();
    await flushTasks();
    const second = await catalog.products();
    assert.notEqual(second, first);
    assert.equal(await catalog.products(), second);
    catalog.expireItem('snapcart', 'new');
    await catalog.products();
    await flushTasks();
    assert.notEqual(await catalog.products(), second);
    assert.deepEqual(requests, ['list', 'list', 'list', 'list']);
  });

  it('shows prices of the last minute, and older ones where the provider takes longer', async () => {
    const { requests, get, advanceTime, state, catalog, platform } = openCatalog();
    const start = platform.now();
    const readAt = async () => {
      const read = await catalog.currentProduct('snapcart', 'a');
      return read.kind === 'read' ? read.value.readAt - start : read.code;
    };
    await get('a');
    await advanceTime(MINUTE_MS - 1);
    assert.equal(await get('a'), 1);
    assert.equal(requests.length, 2);
    await advanceTime(1);
    assert.deepEqual([await get('a'), await readAt()], [2, MINUTE_MS]);

    await advanceTime(MINUTE_MS);
    let release = () => {};
    state.hold = new Promise((done) => (release = done));
    const waiting = Promise.all([get('a'), readAt()]);
    await advanceTime(2_000);
    assert.deepEqual(await waiting, [2, MINUTE_MS], 'with its age');
    release();
    await flushTasks();
    assert.deepEqual([await get('a'), await readAt()], [3, 2 * MINUTE_MS]);
    assert.deepEqual(requests, ['list', 'a', 'a', 'a']);
  });

  it('returns stale products for a day while the provider is down, with few reads', async () => {
    const { requests, get, advanceTime, state } = openCatalog();
    await get('a');
    state.failure = down;
    await advanceTime(30 * MINUTE_MS);
    for (let count = 0; count < 100; count += 1) {
      assert.equal(await get('a'), 1);
      await flushTasks();
    }
    assert.deepEqual(requests, ['list', 'a', 'list', 'a']);
    await advanceTime(10_000);
    assert.equal(await get('a'), 1);
    assert.equal(requests.length, 6);
    await advanceTime(24 * 60 * MINUTE_MS);
    assert.equal(await get('a'), 'unavailable');
  });

  it('sends no read during Retry-After', async () => {
    const { requests, get, advanceTime, state } = openCatalog();
    state.failure = { kind: 'failed', code: 'quota', retryAfterMs: MINUTE_MS };
    assert.equal(await get('a'), 'quota');
    await advanceTime(MINUTE_MS - 1);
    assert.equal(await get('a'), 'quota');
    assert.deepEqual(requests, ['list']);
    state.failure = null;
    await advanceTime(1);
    assert.equal(await get('a'), 1);
  });

  it('drops a product that the provider no longer has', async () => {
    const { get, fresh, advanceTime, state } = openCatalog();
    await get('a');
    await advanceTime(MINUTE_MS);
    state.failure = missing;
    assert.equal(await fresh('a', 0), 'not-found');
    assert.equal(await get('a'), 'not-found');
  });

  it('reads a product again before money moves, unless its last read is recent', async () => {
    const { requests, get, fresh, advanceTime, state } = openCatalog();
    await get('a');
    await advanceTime(5_000);
    assert.equal(await fresh('a', 5_000), 1);
    assert.equal(await fresh('a', 4_999), 2);
    assert.deepEqual(requests, ['list', 'a', 'a']);
    state.failure = down;
    await advanceTime(1);
    assert.equal(await fresh('a', 0), 'unavailable', 'stale products do not count here');
    assert.equal(await get('a'), 2);
  });

  it('counts the age of a product from the start of its read', async () => {
    const { requests, get, fresh, advanceTime, state } = openCatalog();
    await get('a');
    await advanceTime(MINUTE_MS);
    let release = () => {};
    state.hold = new Promise((done) => (release = done));
    const slow = fresh('a', 0);
    await advanceTime(5_000);
    const joined = fresh('a', 5_000);
    const own = fresh('a', 1_000);
    release();
    await Promise.all([slow, joined, own]);
    assert.deepEqual(requests, ['list', 'a', 'a', 'a']);
    await advanceTime(1_000);
    assert.equal(await fresh('a', 1_000), 3, 'the later read is the newer product');
    assert.equal(requests.length, 4);
  });

  it('keeps the product of the newer read where an older read ends later', async () => {
    const { get, fresh, advanceTime, state } = openCatalog();
    await get('a');
    await advanceTime(MINUTE_MS);
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

  it('reads again what a product callback names, and nothing else', async () => {
    const { requests, get, catalog, state } = openCatalog();
    await get('a');
    await get('b');
    catalog.expireItem('snapcart', 'a');
    catalog.expireItem('lapakgaming', 'a');
    assert.deepEqual([await get('a'), await get('b')], [2, 1]);
    assert.deepEqual(requests, ['list', 'a', 'b', 'a']);
    assert.equal(state.invalidated, 0);
  });

  it('reads the list again for unknown items, once a minute', async () => {
    const { requests, get, catalog, state, advanceTime } = openCatalog();
    await get('a');
    for (const item of ['new', 'newer', '']) catalog.expireItem('snapcart', item);
    await get('a');
    await flushTasks();
    assert.deepEqual(requests, ['list', 'a', 'list']);
    await advanceTime(MINUTE_MS);
    catalog.expireItem('snapcart', 'newest');
    assert.equal(state.invalidated, 2);
  });

  it('reads again what a callback to another node has named', async () => {
    const changed: string[] = [];
    const { get, advanceTime } = openCatalog({ changed });
    await get('a');
    await get('b');
    changed.push('a');
    await advanceTime(1_000);
    assert.deepEqual([await get('a'), await get('b')], [2, 1]);
  });

  it('caches 500 products at most', async () => {
    const codes = Array.from({ length: 600 }, (_, index) => `p${index}`);
    const { requests, get } = openCatalog({ codes });
    for (const code of codes) await get(code);
    await get('p599');
    assert.equal(requests.length, 601);
    await get('p0');
    assert.equal(requests.length, 602);
  });
});
