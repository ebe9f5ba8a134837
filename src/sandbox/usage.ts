/** How the sandbox's command is called; apart from the command, so that others do not load it. */

/** The usage line that `etalase --help` shows. */
export const sandboxUsage =
  'etalase sandbox [--port 8788] [--host 127.0.0.1] [--products 240] [--quota N] [--seed N] [--env FILE]';

/** Thrown for wrong command-line arguments; the message is shown to the user. */
export class UsageError extends Error {}
