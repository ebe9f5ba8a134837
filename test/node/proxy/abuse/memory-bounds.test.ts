import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createFixedWindowLimiter } from '../../../../src/proxy/overload/fixed-window-limiter.js';
import { createSwrCache } from '../../../../src/proxy/cache/swr-cache.js';
import { createMirror } from '../../../../src/proxy/mirror/mirror.js';
import { PinStore } from '../../../../src/proxy/orders/pin-store.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { LruMap } from '../../../../src/proxy/cache/lru-map.js';

describe('memory that clients can fill', () => {
  const MANY = 100_000;
  const names = Array.from({ length: MANY }, (_, index) => `10.${String(index)}`);

  it('is bounded, and keeps the most recently used entries', () => {
    const recent = new LruMap<string, number>(1_000);
    recent.set('used', 1);
    let largest = 0;
    for (const name of names) {
      recent.set(name, 1);
      recent.get('used');
      largest = Math.max(largest, recent.size);
    }
    assert.equal(largest, 1_000);
    assert.equal(recent.get('used'), 1);
    assert.equal(recent.get(names[0] ?? ''), undefined);
  });

  it('evicts the oldest of many addresses', () => {
    const attempt = createFixedWindowLimiter(() => 0, { count: 1, windowMs: 60_000 });
    for (const name of names) assert.equal(attempt(name), 0);
    assert.equal(attempt(names.at(-1) ?? ''), 60_000);
    assert.equal(attempt(names[0] ?? ''), 0);
  });

  it('evicts the oldest of many answers', async () => {
    let loads = 0;
    const load = () => Promise.resolve({ kind: 'read', value: (loads += 1) } as const);
    const cache = createSwrCache(
      load,
      { now: () => 0, setTimer: () => () => undefined },
      { freshMs: 1, staleMs: 1, failureTtlMs: 1, maxEntries: 50 },
    );
    for (const name of names) await cache.get(name);
    assert.equal(loads, MANY);
    await cache.get(names.at(-1) ?? '');
    assert.equal(loads, MANY);
    await cache.get(names[0] ?? '');
    assert.equal(loads, MANY + 1);
  });

  it('evicts no answer for keys without one', async () => {
    let loads = 0;
    const cache = createSwrCache(
      (name) => {
        loads += 1;
        return Promise.resolve(
          name === 'shown'
            ? ({ kind: 'read', value: 1 } as const)
            : ({ kind: 'failed', code: 'not-found' } as const),
        );
      },
      { now: () => 0, setTimer: () => () => undefined },
      { freshMs: 1, staleMs: 1, failureTtlMs: 1, maxEntries: 50 },
    );
    await cache.get('shown');
    for (const name of names) await cache.get(name);
    const spent = loads;
    assert.deepEqual(await cache.get('shown'), { kind: 'read', value: 1, readAt: 0 });
    assert.equal(loads, spent);
  });

  it('neither loses nor extends a window when the clock is set back', () => {
    let time = 0;
    const use = createFixedWindowLimiter(() => time, { count: 1, windowMs: 60_000 });
    assert.deepEqual([use('a'), use('a')], [0, 60_000]);
    time = -3_600_000;
    assert.deepEqual([use('a'), use('a')], [0, 60_000]);
  });

  it('drops PINs that are never used', () => {
    let time = 0;
    const pins = new PinStore(() => time, 60_000);
    const storedPins = () => ['first', 'second'].map((order) => pins.get(order) ?? null);
    pins.set('first', '123456');
    time = 59_999;
    pins.set('second', '654321');
    assert.deepEqual(storedPins(), ['123456', '654321']);
    time = 60_000;
    pins.prune();
    assert.deepEqual(storedPins(), [null, '654321']);
    time = 119_999;
    pins.set('third', '111111');
    assert.deepEqual(storedPins(), [null, null]);
  });

  it('bounds the calls to bukaOlshop, whatever clients request', async () => {
    const requested: string[] = [];
    const mirror = createMirror(
      { openUrl: 'http://127.0.0.1', token: 'demo' },
      {
        ...nodePlatform,
        now: () => 0,
        setTimer: () => () => undefined,
        fetch: (url) => {
          requested.push(url);
          return new Promise(() => undefined);
        },
      },
    );
    for (const name of names) void mirror.list('produk', { cari_nama_produk: name.slice(3) });
    await turn();
    assert.equal(requested.length, 60);
  });
});
