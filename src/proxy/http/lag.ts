/** How far a process is behind: what waits for its turn in the event loop waits so long. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What is used of a histogram of the event loop's delay; in ns. */
export interface Delays {
  readonly count: number;
  readonly mean: number;
  reset(): void;
}

/** ms between two turns that are measured, which each measurement includes */
export const RESOLUTION = 10;
/** ms that are judged together */
export const SPAN = 500;
/** and at least so many turns */
export const TURNS = 5;

/**
 * The lag that does not go away, ms: how late a turn was in the mean. A pause of the collector or of
 * the disk is one late turn among many; what more comes in than goes out makes most of them late.
 */
export function createLag(now: () => number, delays: Delays): () => number {
  let lag = 0;
  let since = now();
  return () => {
    if (now() - since < SPAN || delays.count < TURNS) return lag;
    lag = Math.max(0, delays.mean / 1e6 - RESOLUTION);
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
