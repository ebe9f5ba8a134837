/** The simulation itself: it is the same every time, its rules hold, and it goes every way. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { TRANSITIONS } from '../../src/proxy/ledger/states.js';
import { ORDER_STATES } from '../../src/proxy/store/order-state.js';
import { command, PROJECT } from '../support/command.js';
import { MUTATIONS } from './mutations/all.js';
import { runSeedRanges } from './seed-ranges.js';
import { simulate } from './simulate.js';
import { mergeSummaries, emptySummary, countOrders, formatSummary } from './run-summary.js';

const SEEDS = 1_000;
const CHUNK = 50;

const report = z.object({ digest: z.string() });

async function digestElsewhere(seed: number): Promise<string> {
  const args = ['--import', 'tsx', 'test/simulation/run.ts', '--seed', String(seed)];
  const { output } = await command(process.execPath, args);
  return report.parse(JSON.parse(output)).digest;
}

describe('the simulation', () => {
  for (const seed of [2, 58, 134]) {
    it(`runs seed ${seed} alike, in every process`, async () => {
      const { digest } = await simulate(seed);
      // What ran in between leaves nothing behind.
      await simulate(seed + 1);
      assert.equal((await simulate(seed)).digest, digest);
      assert.equal(await digestElsewhere(seed), digest);
    });
  }

  it(`breaks no rule in ${SEEDS} seeds, and goes every way`, async (test) => {
    const ranges = Array.from({ length: SEEDS / CHUNK }, (_, index) => ({
      from: 1 + index * CHUNK,
      count: CHUNK,
    }));
    let all = emptySummary();
    await runSeedRanges(ranges, 2, (_range, shown) => {
      all = mergeSummaries(all, shown);
      return true;
    });
    test.diagnostic(formatSummary(all));
    assert.equal(all.seeds, SEEDS);
    assert.deepEqual(all.failures, []);
    assert.ok(all.quiet > SEEDS / 20 && all.deaths > SEEDS && countOrders(all) > SEEDS);
    const ways = ORDER_STATES.flatMap((from) => TRANSITIONS[from].map((to) => `${from}>${to}`));
    assert.deepEqual(
      ways.filter((way) => all.ways[way] === undefined),
      [],
    );
  });

  it('has mistakes to make that are still in the sources', async () => {
    for (const { name, patches } of MUTATIONS) {
      for (const { file, find } of patches) {
        const text = await readFile(join(PROJECT, 'src', 'proxy', file), 'utf8');
        assert.equal(text.split(find).length - 1, 1, `${name}: ${find}`);
      }
    }
  });
});
