/** Runs ranges of seeds, read as lines of `world from count`, and reports their summaries. */
import { createInterface } from 'node:readline';
import { simulate, WORLDS } from './simulate.js';
import { mergeSummaries, emptySummary, summarize } from './run-summary.js';

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...numbers] = line.split(' ');
  const world = WORLDS.find((each) => each === name) ?? 'saldo';
  const [from = 0, count = 0] = numbers.map(Number);
  let summary = emptySummary();
  for (let seed = from; seed < from + count; seed++)
    summary = mergeSummaries(summary, summarize(await simulate(world, seed)));
  console.log(JSON.stringify(summary));
}
