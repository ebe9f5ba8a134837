/**
 * The deterministic simulation of the money path.
 *
 *     npm run simulate -- --seeds 10000 [--from 1] [--jobs 2] [--log file]   many runs
 *     npm run simulate -- --seed 4711 [--verbose]                            one run, once more
 *
 * A run is one small world, made from nothing but its seed: a shop with one or two shoppers, one to
 * three nodes of the real proxy on one store, and bukaOlshop and three providers with books of their
 * own. `plan.ts` says what goes wrong in it; each kind of trouble is on in some worlds and off in
 * others, and some have none. What is real is all of `src/proxy`: routes, sessions with real proofs,
 * quotes, ledger, runner, providers. What is simulated is what it reaches outside for:
 *
 * - time (`scheduler.ts`): one event after the other, each run to its end; nothing waits in real time;
 * - chance (`chance.ts`), and WebCrypto's threads (`subtle.ts`);
 * - the network (`network/`) and who is behind it (`upstreams/`, `callbacks.ts`, `shoppers.ts`,
 *   `foe.ts`, `operator.ts`);
 * - the store (`store.ts`): SQLite in memory, whose connections may be slow, break or die;
 * - processes (`node.ts`), which stand still, or die at any of their awaits and start again.
 *
 * `invariants/` compares the books of all sides when money is sent, after every event, and at the
 * end. The first rule that is broken ends the run and is reported with its seed. To look into it,
 * run that seed with `--verbose`: the trace tells everything that happened, and is the same every
 * time, in every process. `npm run mutate` proves that the rules can be broken.
 *
 * With `--log` a long run writes what it has shown after every few hundred seeds, one JSON line each,
 * and goes on behind the last one when it is started again. With `--stop` the first failure ends it.
 */
import { existsSync, readFileSync, appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runSeedRanges, type SeedRange } from './seed-ranges.js';
import { simulate } from './simulate.js';
import {
  mergeSummaries,
  emptySummary,
  runSummary,
  formatSummary,
  type RunSummary,
} from './run-summary.js';
import { z } from 'zod';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    log: { type: 'string' },
    stop: { type: 'boolean', default: false },
  },
});

/** Seeds that one process runs before it tells; fewer where the first failure ends it all. */
const SEEDS_PER_CHUNK = values.stop ? 20 : 250;

const chunkSchema = z.object({ from: z.number(), count: z.number(), tally: runSummary });

/** What an earlier run has shown already. */
function readLog(file: string | undefined): { done: Set<number>; sum: RunSummary } {
  const lines = file && existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const done = new Set<number>();
  let sum = emptySummary();
  for (const line of lines) {
    const read = chunkSchema.parse(JSON.parse(line));
    done.add(read.from);
    sum = mergeSummaries(sum, read.tally);
  }
  return { done, sum };
}

function splitSeeds(from: number, seeds: number): SeedRange[] {
  const ranges: SeedRange[] = [];
  for (let start = from; start < from + seeds; start += SEEDS_PER_CHUNK) {
    ranges.push({ from: start, count: Math.min(SEEDS_PER_CHUNK, from + seeds - start) });
  }
  return ranges;
}

async function runSeeds(): Promise<RunSummary> {
  const { done, sum } = readLog(values.log);
  const ranges = splitSeeds(Number(values.from), Number(values.seeds));
  const remaining = ranges.filter(({ from }) => !done.has(from));
  let total = sum;
  await runSeedRanges(remaining, Number(values.jobs), (range, chunkSummary) => {
    total = mergeSummaries(total, chunkSummary);
    if (values.log)
      appendFileSync(values.log, `${JSON.stringify({ ...range, tally: chunkSummary })}\n`);
    for (const { seed, rule } of chunkSummary.failures) console.log(`FAILED seed ${seed}: ${rule}`);
    return !(values.stop && chunkSummary.failures.length > 0);
  });
  return total;
}

if (values.seed !== undefined) {
  const report = await simulate(Number(values.seed), values.verbose ? console.log : null);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.violation ? 1 : 0;
} else {
  const start = performance.now();
  const total = await runSeeds();
  console.log(formatSummary(total));
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
  process.exitCode = total.failures.length > 0 ? 1 : 0;
}
