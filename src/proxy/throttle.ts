/** So many in a window of time for each key; in memory, of this process alone. */
interface Window {
  readonly endsAt: number;
  count: number;
}

/** keys remembered; the oldest are forgotten first */
const MOST = 10_000;

/** A function that counts one use of a key, and gives the ms to wait when there were too many. */
export function createThrottle(
  now: () => number,
  { count, windowMs }: { readonly count: number; readonly windowMs: number },
): (key: string) => number {
  const windows = new Map<string, Window>();

  function open(key: string): Window {
    const known = windows.get(key);
    // More than a window is left only where the clock was set back.
    const left = known ? known.endsAt - now() : 0;
    if (known && left > 0 && left <= windowMs) return known;
    const opened = { endsAt: now() + windowMs, count: 0 };
    windows.delete(key);
    windows.set(key, opened);
    const [oldest] = windows.keys();
    if (windows.size > MOST && oldest !== undefined) windows.delete(oldest);
    return opened;
  }

  return (key) => {
    const window = open(key);
    if (window.count >= count) return window.endsAt - now();
    window.count += 1;
    return 0;
  };
}
