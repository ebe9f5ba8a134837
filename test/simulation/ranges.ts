/** Ranges of seeds, shared out among processes: a run needs one to itself, and has two cores. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tally, type Tally } from './tally.js';

export interface Range {
  readonly from: number;
  readonly count: number;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Hears of every range as soon as it was run, in whatever order; tells whether to go on. */
type Tell = (range: Range, tally: Tally) => boolean;

export async function runRanges(ranges: readonly Range[], jobs: number, tell: Tell): Promise<void> {
  const left = [...ranges];
  await Promise.all(Array.from({ length: Math.min(jobs, left.length) }, () => work(left, tell)));
}

/** One process, which is given one range after the other. */
async function work(left: Range[], tell: Tell): Promise<void> {
  // Runs leave much behind that is young: with more room for it less is copied.
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
  const begin = () => {
    const range = left.shift();
    if (range) child.stdin.write(`${range.from} ${range.count}\n`);
    else child.stdin.end();
    return range;
  };
  let current = begin();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (current && !tell(current, tally.parse(JSON.parse(line)))) left.length = 0;
    current = begin();
  });
  await ended;
}
