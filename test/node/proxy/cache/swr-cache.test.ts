/** Answers that are kept: what counts as new, and what as old. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createSwrCache, type SwrCache } from '../../../../src/proxy/cache/swr-cache.js';

const LIFE = { freshMs: 60_000, staleMs: 3_600_000, failureTtlMs: 1_000, maxEntries: 5 };

describe('what is kept', () => {
  let time: number;
  /** ends the loads that are under way, the oldest first, each with its number */
  let ends: (() => void)[];
  let loads: number;
  let kept: SwrCache<number>;
  beforeEach(() => {
    time = 0;
    ends = [];
    loads = 0;
    const load = () => {
      const value = (loads += 1);
      return new Promise<{ kind: 'read'; value: number }>((resolve) => {
        ends.push(() => resolve({ kind: 'read', value }));
      });
    };
    kept = createSwrCache(load, { now: () => time }, LIFE);
  });

  const valueOf = async (read: ReturnType<SwrCache<number>['get']>) => {
    const is = await read;
    return is.kind === 'read' ? is.value : null;
  };
  /** Ends whatever is under way, and gives what was asked for. */
  async function ended(read: ReturnType<SwrCache<number>['get']>): Promise<number | null> {
    for (const end of ends.splice(0)) end();
    return valueOf(read);
  }

  it('is asked for once, however many ask', async () => {
    const reads = [kept.get('a'), kept.get('a'), kept.getFresh('a', 0)];
    for (const end of ends.splice(0)) end();
    assert.deepEqual(await Promise.all(reads.map(valueOf)), [1, 1, 1]);
    assert.equal(await ended(kept.getFresh('a', 1_000)), 1);
  });

  it('is old when something changed, also where it was asked for before and comes only now', async () => {
    const early = kept.getFresh('a', 60_000);
    kept.expireAll();
    const late = kept.getFresh('a', 60_000);
    assert.equal(loads, 2);
    for (const end of ends.splice(0).reverse()) end();
    assert.deepEqual([await valueOf(early), await valueOf(late)], [1, 2]);
    assert.equal(await valueOf(kept.getFresh('a', 60_000)), 2);
    kept.expireAll();
    assert.equal(await valueOf(kept.get('a')), 2, 'shown on while it is renewed');
    assert.equal(await ended(kept.getFresh('a', 60_000)), 3);
  });

  for (const [what, pass] of [
    ['time has passed', 60_001],
    ['the clock was set back', -60_001],
  ] as const) {
    it(`is not fresh when ${what}`, async () => {
      await ended(kept.get('a'));
      time += pass;
      assert.equal(await valueOf(kept.get('a')), 1);
      assert.equal(await ended(kept.getFresh('a', 60_000)), 2);
      assert.equal(await valueOf(kept.getFresh('a', 60_000)), 2);
    });
  }
});
