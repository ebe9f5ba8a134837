/** The simulation is deterministic, breaks no rule, and takes every allowed transition. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { CHECKOUT_WAYS } from '../../src/proxy/checkouts/checkout-states.js';
import {
  RESOLUTIONS,
  resolutionsFrom,
  TRANSITIONS,
  transitionsFrom,
} from '../../src/proxy/ledger/states.js';
import { CHECKOUT_STATES, ORDER_STATES } from '../../src/proxy/store/order-state.js';
import { command } from '../support/command.js';
import { runSeedRanges } from './seed-ranges.js';
import { simulate, WORLDS, type WorldKind } from './simulate.js';
import { mergeSummaries, emptySummary, countOrders, formatSummary } from './run-summary.js';

/** Of each kind of world. */
const SEEDS = { saldo: 600, checkout: 400 } as const;
const CHUNK = 50;

const report = z.object({ digest: z.string() });

async function digestElsewhere(world: WorldKind, seed: number): Promise<string> {
  const args = ['--import', 'tsx', 'test/simulation/run.ts', '--world', world];
  const { output } = await command(process.execPath, [...args, '--seed', String(seed)]);
  return report.parse(JSON.parse(output)).digest;
}

const ORDER_WAYS = ORDER_STATES.flatMap((from) =>
  [...TRANSITIONS[from], ...(RESOLUTIONS[from] ?? [])].map((to) => `${from}>${to}`),
);
const CHECKOUT_ORDER_WAYS = ORDER_STATES.flatMap((state) => {
  const order = { state, paid_by: 'checkout' } as const;
  return [...transitionsFrom(order), ...resolutionsFrom(order)].map((to) => `${state}>${to}`);
});
const CHECKOUT_WAY_NAMES = CHECKOUT_STATES.flatMap((from) =>
  CHECKOUT_WAYS[from].map((to) => `checkout ${from}>${to}`),
);
const WAYS: Readonly<Record<WorldKind, readonly string[]>> = {
  saldo: ORDER_WAYS,
  checkout: [...CHECKOUT_ORDER_WAYS, ...CHECKOUT_WAY_NAMES],
};

describe('the simulation', () => {
  for (const [world, seed] of [
    ['saldo', 2],
    ['saldo', 58],
    ['checkout', 7],
  ] as const) {
    it(`runs seed ${seed} of ${world} identically in every process`, async () => {
      const { digest } = await simulate(world, seed);
      // A run in between must leave no state behind.
      await simulate(world, seed + 1);
      assert.equal((await simulate(world, seed)).digest, digest);
      assert.equal(await digestElsewhere(world, seed), digest);
    });
  }

  for (const world of WORLDS) {
    const seeds = SEEDS[world];
    it(`breaks no rule in ${seeds} seeds of ${world}, and takes every allowed transition`, async (test) => {
      const ranges = Array.from({ length: seeds / CHUNK }, (_, index) => ({
        world,
        from: 1 + index * CHUNK,
        count: CHUNK,
      }));
      let all = emptySummary();
      await runSeedRanges(ranges, 2, (_range, shown) => {
        all = mergeSummaries(all, shown);
        return true;
      });
      test.diagnostic(formatSummary(all));
      assert.equal(all.seeds, seeds);
      assert.deepEqual(all.failures, []);
      assert.ok(all.quiet > seeds / 20 && all.deaths > seeds && countOrders(all) > seeds);
      const missing = WAYS[world].filter((way) => all.ways[way] === undefined);
      assert.deepEqual(missing, []);
    });
  }
});
