import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { audit as auditShipped } from './audit.js';
import { findBrowser, findFirefox } from './browser.js';
import { bin, command, PROJECT, type CommandResult } from './command.js';
import { sharePostgres } from './postgres.js';
import { findWebServers } from './web-servers.js';

export interface Outcome {
  passed: number;
  failed: number;
  output: string;
  /** Always printed: what was skipped, and why. */
  note?: string;
}

export interface Stage {
  name: string;
  /** A stage without whose success this one cannot run. */
  needs?: string;
  run: () => Promise<Outcome>;
}

/** A stage in which each command counts as one test. */
function commandStage(name: string, ...commands: (() => Promise<CommandResult>)[]): Stage {
  return {
    name,
    async run() {
      const outcome = { passed: 0, failed: 0, output: '' };
      for (const check of commands) {
        const { ok, output } = await check();
        if (ok) outcome.passed += 1;
        else outcome.failed += 1;
        if (!ok) outcome.output += output;
      }
      return outcome;
    },
  };
}

/** The counts that a test runner printed. A failed run without a counted failure counts as one. */
function outcomeFromCounts(
  { ok, output }: CommandResult,
  count: (name: string) => number,
): Outcome {
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  const skipped = count('skipped') + count('todo');
  const hasRun = passed + failed + skipped > 0;
  return {
    passed,
    failed: ok && hasRun ? failed : Math.max(failed, 1),
    output: hasRun ? output : `${output}\nNo test was run.\n`,
    ...(skipped > 0 && { note: `${skipped} skipped` }),
  };
}

const numberIn = (output: string, pattern: RegExp): number =>
  Number(pattern.exec(output)?.[1] ?? 0);

/** In a folder that has this file, it runs the tests of all others. */
const TOGETHER = 'together.ts';

function testFiles(folder: string): string[] {
  const path = join(PROJECT, folder);
  if (!existsSync(path)) return [];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  const joint = files.filter((file) => basename(file) === TOGETHER);
  const isJoint = (file: string) => joint.some((each) => file.startsWith(dirname(each) + sep));
  const single = files.filter((file) => file.endsWith('.test.ts') && !isJoint(file));
  return [...joint, ...single].map((file) => join(folder, file));
}

/** ms for one test file, which is ended and named after that; one test has less (`limit-tests.ts`) */
const FILE_LIMIT_MS = 300_000;
/** ms; it may wait for the processor as long as other stages run */
const BACKGROUND_FILE_LIMIT_MS = 900_000;
/** ms, so that files that reach their limit cost only their own counts */
const STAGE_LIMIT_MS = 1_200_000;

interface NodeTestOptions {
  /** at the same time */
  readonly processes?: number;
  readonly isBackground?: boolean;
}

function nodeTestStage(
  name: string,
  files: () => string[],
  { processes = 2, isBackground = false }: NodeTestOptions = {},
): Stage {
  return {
    name,
    async run() {
      const paths = files();
      if (paths.length === 0) return { passed: 0, failed: 1, output: 'There is no test file.\n' };
      const limitTests = isBackground ? [] : ['--import', './test/support/limit-tests.ts'];
      const limitMs = isBackground ? BACKGROUND_FILE_LIMIT_MS : FILE_LIMIT_MS;
      const args = [
        ...['--import', 'tsx', ...limitTests, '--test', '--test-reporter=spec'],
        ...[`--test-concurrency=${String(processes)}`, `--test-timeout=${String(limitMs)}`],
      ];
      const result = await command(process.execPath, [...args, ...paths], {
        timeoutMs: STAGE_LIMIT_MS,
        isBackground,
      });
      return outcomeFromCounts(result, (count) =>
        numberIn(result.output, RegExp(`^ℹ ${count} (\\d+)$`, 'm')),
      );
    },
  };
}

/** Starts one PostgreSQL for a whole stage, because a start takes longer than most tests. */
const withPostgres = (stage: Stage): Stage => ({
  ...stage,
  async run() {
    const server = await sharePostgres();
    return stage.run().finally(() => server.close());
  },
});

/** Tells every process of a stage which Chromium it is. */
const withChromium = (stage: Stage): Stage => ({
  ...stage,
  async run() {
    process.env['CHROME_PATH'] = findBrowser();
    return stage.run();
  },
});

async function browserTests(env: Record<string, string>): Promise<Outcome> {
  const result = await bin('web-test-runner', [], { env });
  const [, passed, failed, skipped] =
    /^.*browser: (\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(result.output) ?? [];
  const counts: Record<string, string | undefined> = { pass: passed, fail: failed, skipped };
  return outcomeFromCounts(result, (name) => Number(counts[name] ?? 0));
}

/** They need the build. */
const PACKAGE_TESTS = ['package', 'install', 'frameworks'].map((name) =>
  join('test', 'node', `${name}.test.ts`),
);

const inBackground = { isBackground: true, timeoutMs: STAGE_LIMIT_MS } as const;
const types = commandStage(
  'types',
  () => bin('tsc', ['-p', 'tsconfig.json'], inBackground),
  () => bin('tsc', ['-p', 'tsconfig.node.json'], inBackground),
);
const format = commandStage('format', () => bin('prettier', ['--check', '.'], inBackground));
const lint = commandStage('lint', () => bin('eslint', ['.', '--max-warnings', '0'], inBackground));
const simulation = nodeTestStage('simulation', () => testFiles('test/simulation'), inBackground);
const build = commandStage('build', () => command('npm', ['run', '--silent', 'build']));

const firefox: Stage = {
  name: 'firefox',
  async run() {
    if (findFirefox() !== undefined) return browserTests({ BROWSER: 'firefox' });
    return { passed: 0, failed: 0, output: '', note: 'not run: Firefox is not installed' };
  },
};

const webServers: Stage = {
  name: 'web-servers',
  async run() {
    const { programs, missing } = findWebServers();
    const note = missing.length === 0 ? {} : { note: `not run: ${missing.join('; ')}` };
    const isAnyFound = Object.keys(programs).length > 0;
    if (!isAnyFound) return { passed: 0, failed: 0, output: '', ...note };
    const tests = nodeTestStage('web-servers', () => testFiles('test/web-servers'));
    return { ...(await tests.run()), ...note };
  },
};

/** Downloads what later stages run, beside what needs none of it. Those stages say what is missing. */
const programs: Stage = {
  name: 'programs',
  async run() {
    await command(process.execPath, [
      '--import',
      'tsx',
      'test/support/programs/download-programs.ts',
    ]);
    return { passed: 0, failed: 0, output: '' };
  },
};

const audit: Stage = {
  name: 'audit',
  async run() {
    const result = await auditShipped();
    const outcome = { passed: 0, failed: 0, output: '' };
    if (result.kind === 'clean') return { ...outcome, passed: 1 };
    if (result.kind === 'no-report') return { ...outcome, note: `no report: ${result.reason}` };
    return { ...outcome, failed: 1, output: `${result.packages.join('\n')}\n` };
  },
};

/**
 * A track that runs beside all lanes, on the processor time they leave: they wait for stores, timers and
 * browsers a third of their time. Its stages depend on no time, and on nothing that is built.
 */
export const BACKGROUND: Stage[] = [types, lint, format, simulation];

/** Lanes run one after the other; the tracks of a lane in parallel; the stages of a track in order. */
export const LANES: Stage[][][] = [
  [
    [programs, audit],
    [build, { ...nodeTestStage('package', () => PACKAGE_TESTS), needs: 'build' }],
  ],
  [
    [
      withPostgres(
        // Most of them wait for a store or a timer half of their time.
        nodeTestStage(
          'node',
          () => testFiles('test/node').filter((file) => !PACKAGE_TESTS.includes(file)),
          { processes: 3 },
        ),
      ),
    ],
  ],
  [[{ ...withPostgres(nodeTestStage('crashes', () => testFiles('test/crash'))), needs: 'build' }]],
  [[withChromium({ name: 'browser', run: () => browserTests({}) })]],
  [
    [firefox],
    [webServers],
    [{ ...withChromium(nodeTestStage('built', () => testFiles('test/built'))), needs: 'build' }],
  ],
];
