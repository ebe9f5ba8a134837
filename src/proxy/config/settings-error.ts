/**
 * The two ways in which settings make a start fail. After an `UnavailableError` a program may try again.
 */

/** Settings that are missing or wrong; the same start fails again until a person has changed them. */
export class SettingsError extends Error {
  override readonly name: string = 'SettingsError';

  /** @param sentences one for each mistake: it names the variable, and not its value */
  constructor(
    readonly sentences: readonly string[],
    options?: ErrorOptions,
  ) {
    super(sentences.join('\n'), options);
  }
}

/** A setting names something that cannot be used now, such as a database that is down; it may come back. */
export class UnavailableError extends SettingsError {
  override readonly name = 'UnavailableError';
}
