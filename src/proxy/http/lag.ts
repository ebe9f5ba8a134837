/** How far a process is behind: what waits for its turn in the event loop waits so long. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What is used of a histogram of the event loop's delay; in ns. */
export interface Delays {
  readonly count: number;
  readonly min: number;
  reset(): void;
}

/** ms between two turns that are measured, which each measurement includes */
export const RESOLUTION = 10;
/** ms that are judged together */
export const SPAN = 250;
/** and at least so many turns */
export const TURNS = 3;

/**
 * The lag that does not go away, ms. One late turn is the collector, or the disk; only when even the
 * least late of several was late, more comes in than goes out (as CoDel judges queues, RFC 8289).
 */
export function createLag(now: () => number, delays: Delays): () => number {
  let lag = 0;
  let since = now();
  return () => {
    if (now() - since < SPAN || delays.count < TURNS) return lag;
    lag = Math.max(0, delays.min / 1e6 - RESOLUTION);
    delays.reset();
    since = now();
    return lag;
  };
}

/** Of this process; for a proxy that has it for itself. */
export function measureLag(now: () => number): () => number {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
  delays.enable();
  return createLag(now, delays);
}
