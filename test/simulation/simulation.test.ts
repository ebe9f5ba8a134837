/** The simulation is deterministic, breaks no rule, and takes the ways of its machines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { RESOLUTIONS, TRANSITIONS } from '../../src/proxy/ledger/states.js';
import { ORDER_STATES } from '../../src/proxy/store/order-state.js';
import { command } from '../support/command.js';
import { runSeedRanges } from './seed-ranges.js';
import { simulate, WORLDS, type WorldKind } from './simulate.js';
import {
  countClearReviews,
  mergeSummaries,
  emptySummary,
  countOrders,
  formatSummary,
} from './run-summary.js';

/** Of each kind of world. */
const SEEDS = { saldo: 900, checkout: 30, pressed: 20 } as const;
const CHUNK = { saldo: 25, checkout: 15, pressed: 10 } as const;

/** Of the checkout's orders of which everything can be found out, so many may wait for a person, or one. */
const MAX_CLEAR_REVIEW_SHARE = 0.05;

const report = z.object({ digest: z.string() });

async function digestElsewhere(world: WorldKind, seed: number): Promise<string> {
  const args = ['--import', 'tsx', 'test/simulation/run.ts', '--world', world];
  const { output } = await command(process.execPath, [...args, '--seed', String(seed)]);
  return report.parse(JSON.parse(output)).digest;
}

const ORDER_WAYS = ORDER_STATES.flatMap((from) =>
  [...TRANSITIONS[from], ...(RESOLUTIONS[from] ?? [])].map((to) => `${from}>${to}`),
);
/** The rare ways are left out: few seeds do not take them. */
const COMMON_CHECKOUT_WAYS = [
  ...['ACCEPTED>DEBITED', 'ACCEPTED>REVIEW', 'DEBITED>PLACING', 'PLACING>PLACED'],
  ...['PLACED>DELIVERED', 'PLACED>REFUND_DUE', 'DELIVERED>FULFILLED', 'REFUND_DUE>REFUNDED'],
  ...['REFUND_DUE>REVIEW', 'REVIEW>ACCEPTED', 'REVIEW>FULFILLED', 'REVIEW>REFUND_DUE'],
  ...['NOTED>ACCEPTED', 'NOTED>IGNORED', 'ACCEPTED>CLAIMED', 'ACCEPTED>CLAIMING'].map(ofCheckout),
  ...['CLAIMING>CLAIMED', 'CLAIMED>SETTLING', 'CLAIMED>REFUNDING', 'CLAIMED>CLOSED'].map(
    ofCheckout,
  ),
  ...['SETTLING>SETTLED', 'REFUNDING>REFUNDED'].map(ofCheckout),
];
/** Those that only a person's buttons lead to. */
const PRESSED_WAYS = [
  ...['ACCEPTED>REFUNDED', 'DEBITED>REFUNDED', 'DELIVERED>REVIEW'],
  ...['CLAIMING>CLOSED', 'CLAIMED>SETTLED', 'REFUNDING>CLOSED', 'CLOSED>NOTED'].map(ofCheckout),
];
function ofCheckout(way: string): string {
  return `checkout ${way}`;
}

const WAYS: Readonly<Record<WorldKind, readonly string[]>> = {
  saldo: ORDER_WAYS,
  checkout: COMMON_CHECKOUT_WAYS,
  pressed: PRESSED_WAYS,
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
    it(`breaks no rule in ${seeds} seeds of ${world}, and takes the ways of its machine`, async (test) => {
      const count = CHUNK[world];
      const ranges = Array.from({ length: seeds / count }, (_, index) => ({
        world,
        from: 1 + index * count,
        count,
      }));
      let all = emptySummary();
      await runSeedRanges(ranges, 2, (_range, shown) => {
        all = mergeSummaries(all, shown);
        return true;
      });
      test.diagnostic(formatSummary(all));
      if (world !== 'saldo') {
        const mostReviews = Math.max(1, all.clearOrders * MAX_CLEAR_REVIEW_SHARE);
        assert.ok(countClearReviews(all) <= mostReviews);
      }
      assert.equal(all.seeds, seeds);
      assert.deepEqual(all.failures, []);
      assert.ok(all.quiet > seeds / 20 && all.deaths > seeds && countOrders(all) > seeds);
      const missing = WAYS[world].filter((way) => all.ways[way] === undefined);
      assert.deepEqual(missing, []);
    });
  }
});
