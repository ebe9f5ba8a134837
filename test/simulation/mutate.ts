/**
 * Proves that the simulation can fail: `npm run mutate [-- --only words] [--world checkout] [--seeds 2000] [--jobs 2]`.
 * Applies each mutation of `mutations/` alone to a copy of the sources, and runs seeds until one catches
 * it. A mutation that survives makes the command fail.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../support/command.js';
import { MUTATIONS } from './mutations/all.js';
import type { Mutation } from './mutations/mutation.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    world: { type: 'string', default: '' },
    seeds: { type: 'string', default: '2000' },
    jobs: { type: 'string', default: '2' },
  },
});

const COPIED_PATHS = [
  'src',
  'package.json',
  'tsconfig.json',
  'test/simulation',
  'test/node/proxy/support/test-shopper.ts',
];

/** Writes the mutated sources to a new folder. */
async function writeMutatedSources(folder: string, { name, patches }: Mutation): Promise<void> {
  for (const path of COPIED_PATHS) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await cp(join(PROJECT, path), join(folder, path), { recursive: true });
  }
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, find, replace } of patches) {
    const path = join(folder, 'src', 'proxy', file);
    const text = await readFile(path, 'utf8');
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`"${name}" matches ${times} times in ${file}: ${find}`);
    await writeFile(
      path,
      text.replace(find, () => replace),
    );
  }
}

interface MutationResult {
  readonly isCaught: boolean;
  readonly report: string;
}

async function runMutation(mutation: Mutation): Promise<MutationResult> {
  const folder = await mkdtemp(join(tmpdir(), 'etalase-mutation-'));
  try {
    await writeMutatedSources(folder, mutation);
    const args = ['--import', 'tsx', 'test/simulation/run.ts', '--stop', '--jobs', '1'];
    args.push('--world', mutation.world);
    const output = await run(folder, [...args, '--seeds', values.seeds]);
    const failed = output.split('\n').filter((line) => line.startsWith('FAILED seed '));
    const last = output.trim().split('\n').slice(-12).join('\n');
    return { isCaught: failed.length > 0, report: failed[0] ?? last };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const append = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

const remaining = MUTATIONS.filter(
  ({ name, world }) => name.includes(values.only) && world.startsWith(values.world),
);
const survived: string[] = [];
async function work(): Promise<void> {
  for (let mutation = remaining.shift(); mutation; mutation = remaining.shift()) {
    const { isCaught, report } = await runMutation(mutation);
    if (!isCaught) survived.push(mutation.name);
    console.log(`${isCaught ? 'CAUGHT  ' : 'SURVIVED'}  ${mutation.name}\n          ${report}`);
  }
}

const count = remaining.length;
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
console.log(`\n${count - survived.length} of ${count} caught`);
process.exitCode = survived.length > 0 || count === 0 ? 1 : 0;
