/** What the stores reach outside for. Tests, and pages with needs of their own, replace parts of it. */
import type { Platform } from '../open-api/send.js';

export interface BrowserPlatform extends Platform {
  /** Gives the storage for answers; may throw. */
  readonly storage: () => Storage;
}

const browserPlatform: BrowserPlatform = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeout: 15_000,
  backoff: 700,
  storage: () => localStorage,
};

let current = browserPlatform;

export const platform = (): BrowserPlatform => current;

/** Replaces parts of the environment; whatever is not named is the browser's own. */
export function setPlatform(parts: Partial<BrowserPlatform>): void {
  current = { ...browserPlatform, ...parts };
}
