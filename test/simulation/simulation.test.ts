/** The simulation is deterministic, breaks no rule, and takes every allowed transition. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { RESOLUTIONS, TRANSITIONS } from '../../src/proxy/ledger/states.js';
import { ORDER_STATES } from '../../src/proxy/store/order-state.js';
import { command } from '../support/command.js';
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
    it(`runs seed ${seed} identically in every process`, async () => {
      const { digest } = await simulate(seed);
      // A run in between must leave no state behind.
      await simulate(seed + 1);
      assert.equal((await simulate(seed)).digest, digest);
      assert.equal(await digestElsewhere(seed), digest);
    });
  }

  it(`breaks no rule in ${SEEDS} seeds, and takes every allowed transition`, async (test) => {
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
    const ways = ORDER_STATES.flatMap((from) =>
      [...TRANSITIONS[from], ...(RESOLUTIONS[from] ?? [])].map((to) => `${from}>${to}`),
    );
    assert.deepEqual(
      ways.filter((way) => all.ways[way] === undefined),
      [],
    );
  });
});
