/** The context in which a command runs: environment, platform, terminal and process. */
import { existsSync, readFileSync } from 'node:fs';
import { languageOf, type EnvironmentVariables } from '../config/environment.js';
import { MESSAGES } from '../config/messages.js';
import { NEEDED_VARIABLES } from '../config/settings.js';
import { SettingsError } from '../config/settings-error.js';
import { parseSettingsFile } from '../config/settings-file.js';
import type { Platform } from '../platform.js';
import type { Ask } from '../setup/questions.js';

export interface CommandContext {
  /** of etalase */
  readonly version?: string;
  readonly env: EnvironmentVariables;
  readonly platform: Platform;
  /** Prints a part of the result: one line or several, without the line break at the end. */
  readonly print: (text: string) => void;
  /** Whether a person reads what is printed, and not a program; assumed where it is not said. */
  readonly isOutputForPerson?: boolean;
  /** Asks a person at the terminal; `null` where there is none. Resolves with whether they agree. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Asks a person at the terminal for a line; missing where there is none. */
  readonly ask?: Ask;
  /** Prints everything else. */
  readonly printError: (text: string) => void;
  /** Calls `task` on each stop signal to the process. */
  readonly onStopSignal: (task: () => void) => void;
  /** Calls `task` on each SIGHUP; missing where the system has no such signal. */
  readonly onReloadSignal?: (task: () => void) => void;
  /** Calls `task` with an error that nothing else has caught. */
  readonly onUncaught: (task: (error: unknown) => void) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** Where the settings file is unless `--env` names another. */
export const DEFAULT_SETTINGS_FILE = '/etc/etalase/etalase.env';

/**
 * The settings file to read. An environment that holds needed variables itself is complete: the default
 * file, perhaps of another shop, is then not read.
 *
 * @param file as `--env` names it
 */
export function findSettingsFile(
  env: EnvironmentVariables,
  file: string | undefined,
  defaultFile = DEFAULT_SETTINGS_FILE,
): string | undefined {
  const isComplete = NEEDED_VARIABLES.some((name) => env[name]);
  return file ?? (!isComplete && existsSync(defaultFile) ? defaultFile : undefined);
}

/**
 * The environment, and below it the variables of the settings file.
 *
 * @param file as `--env` names it
 * @throws SettingsError where the file cannot be read, and for a line that readers of such files understand differently
 */
export function loadEnvironment(
  env: EnvironmentVariables,
  file: string | undefined,
  defaultFile = DEFAULT_SETTINGS_FILE,
): EnvironmentVariables {
  const path = findSettingsFile(env, file, defaultFile);
  if (path === undefined) return env;
  const { variables, mistakes } = parseSettingsFile(readText(path));
  const merged = { ...variables, ...env };
  if (mistakes.length === 0) return merged;
  const messages = MESSAGES[languageOf(merged)];
  throw new SettingsError(
    mistakes.map(({ line, variable }) => `${variable} ${messages.bareComment(path, line)}`),
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingsError(
      [
        `${path} tidak bisa dibaca; jalankan dengan: sudo -u etalase. / ${path} cannot be read; run this with: sudo -u etalase.`,
      ],
      { cause },
    );
  }
}
