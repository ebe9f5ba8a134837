/** Distributes ranges of seeds to processes. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runSummary, type RunSummary } from './run-summary.js';
import type { WorldKind } from './simulate.js';

export interface SeedRange {
  readonly world: WorldKind;
  readonly from: number;
  readonly count: number;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Called with each finished range, in any order. @returns whether to go on */
type OnRange = (range: SeedRange, tally: RunSummary) => boolean;

export async function runSeedRanges(
  ranges: readonly SeedRange[],
  jobs: number,
  onRange: OnRange,
): Promise<void> {
  const remaining = [...ranges];
  await Promise.all(
    Array.from({ length: Math.min(jobs, remaining.length) }, () => runWorker(remaining, onRange)),
  );
}

/** A process that runs one range after the other. */
async function runWorker(remaining: SeedRange[], onRange: OnRange): Promise<void> {
  // Runs allocate many short-lived objects; a larger young generation copies fewer of them.
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--import', 'tsx', WORKER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A process of the simulation ended with ${code ?? 'a signal'}.`));
    });
  });
  const sendNext = () => {
    const range = remaining.shift();
    if (range) child.stdin.write(`${range.world} ${range.from} ${range.count}\n`);
    else child.stdin.end();
    return range;
  };
  let current = sendNext();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (current && !onRange(current, runSummary.parse(JSON.parse(line)))) remaining.length = 0;
    current = sendNext();
  });
  await ended;
}
