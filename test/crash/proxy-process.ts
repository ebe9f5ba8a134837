/** Runs the proxy as a process of its own, as an operator does, so that it can be killed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../support/command.js';

const BUILT = join(PROJECT, 'dist/proxy/etalase.js');
const PROGRAM = existsSync(BUILT) ? [BUILT] : ['--import', 'tsx', join(PROJECT, 'src/cli.ts')];

export const PROGRAM_DESCRIPTION = existsSync(BUILT) ? 'the built file' : 'the sources';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProxyProcess {
  readonly pid: number;
  /** Resolves when it listens, with the milliseconds its start took; rejects when it exits before. */
  readonly ready: Promise<number>;
  readonly exited: Promise<Exit>;
  hasEnded(this: void): boolean;
  /** Everything that it wrote to stdout and stderr so far. */
  output(this: void): string;
  /** Sends a signal and waits for the exit. */
  stop(this: void, signal: NodeJS.Signals): Promise<Exit>;
}

/** Starts a proxy. Of the test's own environment it inherits PATH only. */
export function startProxy(
  env: Readonly<Record<string, string>>,
  preloadedModules: readonly string[] = [],
): ProxyProcess {
  const start = performance.now();
  const imports = preloadedModules.flatMap((file) => ['--import', file]);
  const child = spawn(process.execPath, [...imports, ...PROGRAM, 'proxy'], {
    cwd: PROJECT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<number>((resolve, reject) => {
    const onOutput = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('"event":"ready"')) resolve(performance.now() - start);
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The proxy ended before it was ready: ${output}`)));
  });
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready,
    exited,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => output,
    stop: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
