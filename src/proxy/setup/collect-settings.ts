/**
 * Collects the settings of a machine: the values of its settings file are kept, the environment gives
 * others, and a person at the terminal the rest. It writes nothing.
 */
import { languageOf, type EnvironmentVariables } from '../config/environment.js';
import { MESSAGES } from '../config/messages.js';
import { SettingsError } from '../config/settings-error.js';
import { parseSettingsFile } from '../config/settings-file.js';
import { findMistake, VARIABLE_NAMES } from '../config/settings.js';
import { PLACEHOLDERS } from './examples.js';
import { describeMistake, QUESTIONS, type Ask, type Question } from './questions.js';
import { setVariables } from './settings-text.js';

export interface CollectOptions {
  /** the settings file's; `null` where there is none */
  readonly existingText: string | null;
  readonly exampleText: string;
  readonly settingsFile: string;
  readonly env: EnvironmentVariables;
  readonly makeSigningKey: () => string;
  /** missing where nobody can be asked */
  readonly ask: Ask | undefined;
  readonly print: (text: string) => void;
}

export interface CollectedSettings {
  readonly text: string;
  readonly variables: Variables;
  /** names of the variables that the file lacked */
  readonly added: readonly string[];
  /** names of needed variables that nobody has given */
  readonly missing: readonly string[];
}

/**
 * @returns `null` where the input ended before the last answer
 * @throws SettingsError for a value of the environment, or a line of the file, that is wrong
 */
export async function collectSettings(options: CollectOptions): Promise<CollectedSettings | null> {
  const { existingText, exampleText, env, makeSigningKey } = options;
  const known = readKnown(options);
  const added = readGiven(env, known);
  const missing = await askForRest(options, known, added);
  if (missing === null) return null;
  if (!known['ETALASE_SIGNING_KEYS']) added['ETALASE_SIGNING_KEYS'] ??= makeSigningKey();
  const text = setVariables(existingText ?? exampleText, added);
  return { text, variables: parseSettingsFile(text).variables, added: Object.keys(added), missing };
}

type Variables = Readonly<Record<string, string>>;

/** The values of the settings file, which are kept. */
function readKnown({ existingText, settingsFile, env }: CollectOptions): Variables {
  const { variables, mistakes } = parseSettingsFile(existingText ?? '');
  if (mistakes.length > 0) {
    const { bareComment } = MESSAGES[languageOf(env)];
    throw new SettingsError(
      mistakes.map(({ line, variable }) => `${variable} ${bareComment(settingsFile, line)}`),
    );
  }
  // An example that was copied by hand still names its own domain.
  return Object.fromEntries(
    Object.entries(variables).filter(
      ([, value]) => value !== '' && !value.includes(PLACEHOLDERS.domain),
    ),
  );
}

/** The values of the environment that the file lacks. */
function readGiven(env: EnvironmentVariables, known: Variables): Record<string, string> {
  const given = Object.fromEntries(
    VARIABLE_NAMES.flatMap((name) => {
      const value = env[name]?.trim();
      return value && !known[name] ? [[name, value]] : [];
    }),
  );
  const wrong = QUESTIONS.flatMap(({ name }) => {
    const value = given[name];
    const mistake = value === undefined ? null : findMistake(name, value, languageOf(env));
    return mistake === null ? [] : [`${name} ${mistake}`];
  });
  if (wrong.length > 0) throw new SettingsError(wrong);
  return given;
}

/**
 * Adds the answers.
 *
 * @returns the names of the needed variables without an answer; `null` where the input ended
 */
async function askForRest(
  { ask, print, env }: CollectOptions,
  known: Variables,
  added: Record<string, string>,
): Promise<string[] | null> {
  const missing: string[] = [];
  for (const question of QUESTIONS) {
    const { name, isNeeded, isAsked = () => true } = question;
    const given = { ...known, ...added };
    if (given[name] || !isAsked(given)) continue;
    const answer = ask ? await askUntilRight(question, { ask, print, env }, given) : '';
    if (answer === null) return null;
    if (answer !== '') added[name] = answer;
    else if (isNeeded(given)) missing.push(name);
  }
  return missing;
}

async function askUntilRight(
  { name, text, isSecret, isNeeded, read = (answer) => answer }: Question,
  { ask, print, env }: { ask: Ask } & Pick<CollectOptions, 'print' | 'env'>,
  given: Variables,
): Promise<string | null> {
  const skip = isNeeded(given) ? '' : ' (kosong: lewati / empty: skip)';
  for (;;) {
    const answer = await ask(`${text}${skip}:`, { isSecret });
    if (answer === null) return null;
    if (answer === '' && !isNeeded(given)) return '';
    const value = answer === '' ? '' : read(answer);
    const mistake =
      value === ''
        ? `${name} ${MESSAGES[languageOf(env)].missing}`
        : describeMistake(name, value, languageOf(env));
    if (mistake === null) return value;
    print(mistake);
  }
}
