/** Starts the processes of a load run, and measures their memory and CPU time. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT } from '../support/command.js';

export interface RunningProcess {
  readonly origin: string;
  /** Resident memory, MB. */
  rssMb(this: void): number;
  /** CPU time so far, ms; `NaN` without `/proc`. */
  cpuMs(this: void): number;
  stop(this: void): Promise<void>;
}

/**
 * Starts a Node program, and waits until it has printed its origin. Its output goes to a file, because a
 * pipe that this busy process does not read in time would block it.
 */
export async function startProcess(
  args: readonly string[],
  output: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProcess> {
  const file = openSync(output, 'w');
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', file, 'inherit'],
  });
  closeSync(file);
  process.once('exit', () => child.kill('SIGKILL'));
  const origin = await firstOrigin(child, output);
  return {
    origin,
    rssMb: () => {
      const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return Math.round(Number(stdout.toString().trim()) / 1024);
    },
    cpuMs: () => cpuOf(child.pid),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** proc(5): user and system time in clock ticks, hundredths of a second. */
function cpuOf(pid: number | undefined): number {
  try {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}

async function firstOrigin(child: ChildProcess, output: string): Promise<string> {
  for (;;) {
    const text = readFileSync(output, 'utf8');
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    if (origin !== undefined) return origin;
    if (child.exitCode !== null) throw new Error(`Ended with ${String(child.exitCode)}: ${text}`);
    await pause(20);
  }
}
