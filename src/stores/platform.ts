/** The browser's own platform, of which tests and pages may replace parts. Nothing else is global. */
import type { Platform } from '../open-api/platform.js';

export interface BrowserPlatform extends Platform {
  /** Returns the storage for cached answers; may throw. */
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

/** Replaces the named parts, and resets all others to the browser's own. */
export function setPlatform(parts: Partial<BrowserPlatform>): void {
  current = { ...browserPlatform, ...parts };
}
