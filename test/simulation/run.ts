/**
 * The deterministic simulation of the money path.
 *
 *     npm run simulate -- --seeds 10000 [--from 1] [--jobs 2] [--log file]   many runs
 *     npm run simulate -- --seed 4711 [--verbose]                            one run, once more
 *     npm run simulate -- --world checkout …                                 another kind of world
 *
 * A run simulates one small world, made from its seed alone: a shop with one or two shoppers, one to
 * three nodes of the real proxy on one store, bukaOlshop and three providers with books of their own. In the
 * worlds of `checkout/` members buy in the shop's own checkout, and persons press the buttons of its app.
 * `fault-plan.ts` draws what goes wrong. Each kind of fault is on in some worlds only; some have none.
 * All of `src/proxy` is real: routes, sessions with real proofs, quotes, ledger, runner, providers.
 * Everything that it reaches as its platform is simulated:
 *
 * - time (`scheduler.ts`): one event after the other, each run to its end, without waiting;
 * - randomness (`random-source.ts`), and WebCrypto's threads (`simulated-webcrypto.ts`);
 * - the network (`network/`) and its parties (`upstreams/`, `provider-callbacks.ts`,
 *   `shoppers/`, `simulated-operator.ts`);
 * - the store (`simulated-store.ts`): SQLite in memory, whose connections are slow, break or die;
 * - processes (`simulated-node.ts`), which hang, or die at any await and start again.
 *
 * `invariants/` compares the books of all sides when money is sent, after every event, and at the end.
 * The first violation ends the run and is reported with its seed; `--verbose` prints that seed's trace,
 * which is the same every time, in every process. `npm run mutate` proves that the rules can be broken.
 *
 * With `--log` a long run appends its results every few hundred seeds, one JSON line each, and resumes
 * behind the last line. With `--stop` the first failure ends the whole.
 */
import { existsSync, readFileSync, appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runSeedRanges, type SeedRange } from './seed-ranges.js';
import { simulate, WORLDS, type WorldKind } from './simulate.js';
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
    world: { type: 'string', default: 'saldo' },
    seed: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    log: { type: 'string' },
    stop: { type: 'boolean', default: false },
  },
});

const world = WORLDS.find((each) => each === values.world);
if (!world) throw new Error(`--world is one of ${WORLDS.join(', ')}.`);

/** Seeds that one process runs before it reports; fewer when the first failure ends the run. */
const SEEDS_PER_CHUNK = values.stop ? 5 : world === 'saldo' ? 250 : 25;

const chunkSchema = z.object({ from: z.number(), count: z.number(), tally: runSummary });

/** The results of earlier runs. */
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

function splitSeeds(world: WorldKind, from: number, seeds: number): SeedRange[] {
  const ranges: SeedRange[] = [];
  for (let start = from; start < from + seeds; start += SEEDS_PER_CHUNK) {
    ranges.push({ world, from: start, count: Math.min(SEEDS_PER_CHUNK, from + seeds - start) });
  }
  return ranges;
}

async function runSeeds(world: WorldKind): Promise<RunSummary> {
  const { done, sum } = readLog(values.log);
  const ranges = splitSeeds(world, Number(values.from), Number(values.seeds));
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
  const report = await simulate(world, Number(values.seed), values.verbose ? console.log : null);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.violation ? 1 : 0;
} else {
  const start = performance.now();
  const total = await runSeeds(world);
  console.log(formatSummary(total));
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
  process.exitCode = total.failures.length > 0 ? 1 : 0;
}
