/** Thrown when a command of `etalase` was called wrongly; the message is for people. */
export class UsageError extends Error {}
