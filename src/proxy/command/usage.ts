/** How the proxy's commands are called, and what they have around them. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Platform } from '../platform.js';

/** Shown by `etalase --help`. */
export const USAGE = {
  proxy: 'etalase proxy [--env FILE]',
  check: 'etalase check [--env FILE] [--callbacks]',
  keys: 'etalase keys',
  orders: [
    'etalase orders [list] [--review] [--state STATE] [--limit 50] [--env FILE]',
    'etalase orders show ID [--env FILE]',
    'etalase orders resolve ID --as delivered|refunded|refund|failed --by NAME --reason TEXT [--env FILE]',
  ].join('\n  '),
} as const;

/** Thrown when a command was called wrongly; the message is for people. */
export class UsageError extends Error {}

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What a command reaches outside for. */
export interface CommandContext {
  readonly env: EnvironmentVariables;
  readonly platform: Platform;
  /** one line, or several, without the line break at the end */
  readonly print: (text: string) => void;
  /** The same, for what is not the result itself. */
  readonly printError: (text: string) => void;
  /** Calls `task` each time that the process is asked to stop. */
  readonly onStopSignal: (task: () => void) => void;
  /** Calls `task` with an error that nothing else has caught. */
  readonly onUncaught: (task: (error: unknown) => void) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** The environment, and below it the file that `--env` names. */
export function loadEnvironment(
  env: EnvironmentVariables,
  file: string | undefined,
): EnvironmentVariables {
  if (file === undefined) return env;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} tidak bisa dibaca. / ${file} cannot be read.`);
  }
  return { ...parseEnv(text), ...env };
}
