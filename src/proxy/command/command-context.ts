/** The context in which a command runs: environment, platform, terminal and process. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from './usage-error.js';
import type { EnvironmentVariables } from '../config/environment.js';
import type { Platform } from '../platform.js';

export interface CommandContext {
  readonly env: EnvironmentVariables;
  readonly platform: Platform;
  /** Prints a part of the result: one line or several, without the line break at the end. */
  readonly print: (text: string) => void;
  /** Asks a person at the terminal; `null` where there is none. Resolves with whether they agree. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Prints everything else. */
  readonly printError: (text: string) => void;
  /** Calls `task` on each stop signal to the process. */
  readonly onStopSignal: (task: () => void) => void;
  /** Calls `task` with an error that nothing else has caught. */
  readonly onUncaught: (task: (error: unknown) => void) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/**
 * The environment, and below it the variables of the file that `--env` names.
 *
 * @throws UsageError where the file cannot be read
 */
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
