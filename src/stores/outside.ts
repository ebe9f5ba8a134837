/** What the stores reach outside for. Tests, and pages with needs of their own, replace parts of it. */
import type { Outside } from '../open-api/send.js';

export interface Environment extends Outside {
  /** Gives the storage for answers; may throw. */
  readonly storage: () => Storage;
}

const browser: Environment = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeout: 15_000,
  backoff: 700,
  storage: () => localStorage,
};

let current = browser;

export const outside = (): Environment => current;

/** Replaces parts of the environment; whatever is not named is the browser's own. */
export function setOutside(parts: Partial<Environment>): void {
  current = { ...browser, ...parts };
}
