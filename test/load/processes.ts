/** The processes of a run, and what they use. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { PROJECT } from '../support/command.js';

export interface Started {
  readonly origin: string;
  /** MB of memory that is in use */
  rss(this: void): number;
  /** ms of CPU time so far; `NaN` where the system does not tell */
  cpu(this: void): number;
  stop(this: void): Promise<void>;
}

/** Starts a program of Node's, and waits until it has told where it listens. */
export async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const origin = await firstOrigin(child);
  return {
    origin,
    rss: () => {
      const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return Math.round(Number(stdout.toString().trim()) / 1024);
    },
    cpu: () => cpuOf(child.pid),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** proc(5): user and system time, in hundredths of a second. */
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

function firstOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let isKnown = false;
    child.stdout?.on('data', (chunk: Buffer) => {
      // What comes later is read as well, and forgotten: a full pipe would stop the process.
      if (isKnown) return;
      text += chunk.toString();
      const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
      if (origin === undefined) return;
      isKnown = true;
      resolve(origin);
    });
    child.once('exit', (code) => reject(new Error(`Ended with ${String(code)}: ${text}`)));
  });
}
