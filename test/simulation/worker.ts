/** Runs ranges of seeds, read as lines of `from count`, and reports their summaries. */
import { createInterface } from 'node:readline';
import { simulate } from './simulate.js';
import { mergeSummaries, emptySummary, summarize } from './run-summary.js';

for await (const line of createInterface({ input: process.stdin })) {
  const [from = 0, count = 0] = line.split(' ').map(Number);
  let summary = emptySummary();
  for (let seed = from; seed < from + count; seed++)
    summary = mergeSummaries(summary, summarize(await simulate(seed)));
  console.log(JSON.stringify(summary));
}
