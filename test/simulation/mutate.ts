/**
 * Proves that the simulation can fail: `npm run mutate [-- --only words] [--world checkout] [--seeds 2000] [--jobs 2]`.
 * Applies each mutation of `mutations/` alone to a copy of the sources, and runs seeds until one catches
 * it, or the test that the mutation names. A mutation that survives makes the command fail.
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
    /** may be given several times */
    only: { type: 'string', multiple: true, default: [''] },
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

/** Writes the mutated sources to a folder. */
async function writeSources(folder: string, mutation: Mutation): Promise<void> {
  const { name, patches, caughtBy } = mutation;
  for (const path of caughtBy === null
    ? COPIED_PATHS
    : ['src', 'package.json', 'tsconfig.json', 'test']) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await cp(join(PROJECT, path), join(folder, path), { recursive: true });
  }
  await rm(join(folder, 'node_modules'), { force: true });
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

/** A named test must pass without the mutation, in the same place, and fail with it. */
async function runTest(folder: string, mutation: Mutation, test: string): Promise<MutationResult> {
  const args = [
    '--import',
    'tsx',
    '--test',
    '--test-reporter',
    'tap',
    join('test/node/proxy', test),
  ];
  await writeSources(folder, { ...mutation, patches: [] });
  const without = await run(folder, args);
  if (failuresIn(without).length > 0 || countPassed(without) === 0) {
    return { isCaught: false, report: `${test} does not pass without the mutation` };
  }
  await writeSources(folder, mutation);
  const [first] = failuresIn(await run(folder, args));
  return { isCaught: first !== undefined, report: `${test}: ${first ?? 'passes'}` };
}

async function runMutation(mutation: Mutation): Promise<MutationResult> {
  const folder = await mkdtemp(join(tmpdir(), 'etalase-mutation-'));
  try {
    if (mutation.caughtBy !== null) return await runTest(folder, mutation, mutation.caughtBy);
    await writeSources(folder, mutation);
    const args = ['--import', 'tsx', 'test/simulation/run.ts', '--world', mutation.world];
    const output = await run(folder, [...args, '--stop', '--jobs', '1', '--seeds', values.seeds]);
    const [seed] = /(?<=^FAILED seed )\d+/m.exec(output) ?? [];
    if (seed === undefined) {
      return { isCaught: false, report: output.trim().split('\n').slice(-12).join('\n') };
    }
    // A seed that breaks a rule in any case proves nothing.
    const without = await run(PROJECT, [...args, '--seed', seed]);
    const isCaught = without.includes('"violation": null');
    const failed = /^FAILED seed .*$/m.exec(output)?.[0] ?? '';
    return { isCaught, report: isCaught ? failed : `${failed}, without the mutation too` };
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

/** Of a test file's output; a file that could not start counts as none. */
const failuresIn = (tap: string): string[] =>
  tap
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('not ok ') && !line.endsWith('.test.ts'));
const countPassed = (tap: string): number => Number(/^# pass (\d+)/m.exec(tap)?.[1] ?? 0);

const remaining = MUTATIONS.filter(
  ({ name, world }) =>
    values.only.some((words) => name.includes(words)) &&
    (world === 'pressed' ? 'checkout' : world).startsWith(values.world),
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
