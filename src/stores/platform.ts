/** The browser's own platform, of which tests and pages may replace parts. Nothing else is global. */
import type { Platform } from '../open-api/platform.js';

export interface BrowserPlatform extends Platform {
  /** Returns the storage for cached answers; may throw. */
  readonly storage: () => Storage;
}

/** How this page was reached: `navigate`, `reload` or `back_forward`. */
const navigationType = (): string =>
  performance
    .getEntriesByType('navigation')
    .map((entry) => ('type' in entry ? String(entry.type) : ''))
    .join();

/** Whether this page was left and is loaded again: by the button back, or anew. */
export const hasReturned = (): boolean => navigationType() !== 'navigate';

const MAX_WAIT_MS = 60 * 60_000;

const browserPlatform: BrowserPlatform = {
  // On the way back, browsers would answer from their own cache, however old that is.
  fetch: (input, init) =>
    globalThis.fetch(input, {
      ...init,
      ...(navigationType() === 'back_forward' && { cache: 'no-cache' }),
    }),
  now: () => Date.now(),
  random: () => Math.random(),
  // A longer timer overflows after 24 days, and then fires at once.
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, MAX_WAIT_MS))),
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

/** Whether what came at that time is younger than this. A time in the future is a wrong clock's: old. */
export function isFresh(at: number, ttlMs: number): boolean {
  const ageMs = platform().now() - at;
  return ageMs >= 0 && ageMs < ttlMs;
}
