import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createSwrCache, type SwrCache } from '../../../../src/proxy/cache/swr-cache.js';

const OPTIONS = { freshMs: 60_000, staleMs: 3_600_000, failureTtlMs: 1_000, maxEntries: 5 };

describe('the SWR cache', () => {
  let time: number;
  /** end the loads under way, the oldest first; a load's value is its number */
  let endings: (() => void)[];
  let loads: number;
  let cache: SwrCache<number>;
  beforeEach(() => {
    time = 0;
    endings = [];
    loads = 0;
    const load = () => {
      const value = (loads += 1);
      return new Promise<{ kind: 'read'; value: number }>((resolve) => {
        endings.push(() => resolve({ kind: 'read', value }));
      });
    };
    cache = createSwrCache(load, { now: () => time, setTimer: () => () => undefined }, OPTIONS);
  });

  const valueOf = async (read: ReturnType<SwrCache<number>['get']>) => {
    const result = await read;
    return result.kind === 'read' ? result.value : null;
  };
  /** Ends all loads under way, and returns the value that was read. */
  async function endLoads(read: ReturnType<SwrCache<number>['get']>): Promise<number | null> {
    for (const end of endings.splice(0)) end();
    return valueOf(read);
  }

  it('loads once for concurrent reads', async () => {
    const reads = [cache.get('a'), cache.get('a'), cache.getFresh('a', 0)];
    for (const end of endings.splice(0)) end();
    assert.deepEqual(await Promise.all(reads.map(valueOf)), [1, 1, 1]);
    assert.equal(await endLoads(cache.getFresh('a', 1_000)), 1);
  });

  it('expires values and loads under way alike', async () => {
    const early = cache.getFresh('a', 60_000);
    cache.expireAll();
    const late = cache.getFresh('a', 60_000);
    assert.equal(loads, 2);
    for (const end of endings.splice(0).reverse()) end();
    assert.deepEqual([await valueOf(early), await valueOf(late)], [1, 2]);
    assert.equal(await valueOf(cache.getFresh('a', 60_000)), 2);
    cache.expireAll();
    assert.equal(await valueOf(cache.get('a')), 2, 'stale while it is revalidated');
    assert.equal(await endLoads(cache.getFresh('a', 60_000)), 3);
  });

  for (const [what, pass] of [
    ['time has passed', 60_001],
    ['the clock was set back', -60_001],
  ] as const) {
    it(`loads a fresh value when ${what}`, async () => {
      await endLoads(cache.get('a'));
      time += pass;
      assert.equal(await valueOf(cache.get('a')), 1);
      assert.equal(await endLoads(cache.getFresh('a', 60_000)), 2);
      assert.equal(await valueOf(cache.getFresh('a', 60_000)), 2);
    });
  }
});
