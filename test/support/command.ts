import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '../..');

export interface CommandResult {
  ok: boolean;
  output: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The program is killed after this long. */
  readonly timeoutMs?: number;
  /** It gets only the processor time that no other program wants. */
  readonly isBackground?: boolean;
}

/** Runs a program in the project's folder and collects its output. */
export function command(
  program: string,
  args: readonly string[],
  { env = {}, timeoutMs = 480_000, isBackground = false }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    if (isBackground && child.pid !== undefined) {
      setPriority(child.pid, constants.priority.PRIORITY_LOW);
    }
    const finish = (ok: boolean, note = ''): void => {
      resolve({ ok, output: stripVTControlCharacters(Buffer.concat(chunks).toString()) + note });
    };
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      finish(false, `${error.message}\n`);
    });
    child.once('close', (code, signal) => {
      finish(code === 0, signal === null ? '' : `\nEnded by ${signal}.\n`);
    });
  });
}

/** Runs the command-line program of an installed package. */
export const bin = (name: string, args: readonly string[], options?: CommandOptions) =>
  command(join(PROJECT, 'node_modules/.bin', name), args, options);
