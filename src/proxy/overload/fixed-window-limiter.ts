/** Allows a number of uses of a key in a window of time; in memory, of this process alone. */
interface Window {
  readonly endsAt: number;
  count: number;
}

/** Counts one use of a key, and returns the ms to wait where there were too many; otherwise 0. */
export type FixedWindowLimiter = (key: string) => number;

/** keys remembered; the oldest windows are forgotten first */
const MAX_KEYS = 10_000;

export function createFixedWindowLimiter(
  now: () => number,
  { count, windowMs }: { readonly count: number; readonly windowMs: number },
): FixedWindowLimiter {
  const windows = new Map<string, Window>();

  function currentWindow(key: string): Window {
    const existing = windows.get(key);
    // More than a whole window remains only where the clock was set back.
    const remainingMs = existing ? existing.endsAt - now() : 0;
    if (existing && remainingMs > 0 && remainingMs <= windowMs) return existing;
    const opened = { endsAt: now() + windowMs, count: 0 };
    windows.delete(key);
    windows.set(key, opened);
    const [oldest] = windows.keys();
    if (windows.size > MAX_KEYS && oldest !== undefined) windows.delete(oldest);
    return opened;
  }

  return (key) => {
    const window = currentWindow(key);
    if (window.count >= count) return window.endsAt - now();
    window.count += 1;
    return 0;
  };
}
