/** The variables that a program starts with, and the language of its terminal. */

/** As `process.env` has them; an empty variable counts as not set. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

export type Language = 'id' | 'en';

/** The language of the locale's messages (POSIX: `LC_ALL` before `LC_MESSAGES` before `LANG`). */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: EnvironmentVariables): Language {
  return /^id(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'id' : 'en';
}
