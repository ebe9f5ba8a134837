import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '../..');

export interface CommandResult {
  ok: boolean;
  output: string;
}

/** Runs a program in the project's folder and collects its output; kills it after `timeoutMs`. */
export function command(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  timeoutMs = 480_000,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
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
export const bin = (name: string, args: string[], env?: Record<string, string>) =>
  command(join(PROJECT, 'node_modules/.bin', name), args, env);
