/** Measures event loop lag: the delay of everything that waits for its turn in this process. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The part of Node's `IntervalHistogram` in use; in ns. */
export interface DelayHistogram {
  readonly count: number;
  readonly mean: number;
  reset(): void;
}

/** ms between two measurements; each measured delay includes it */
export const RESOLUTION_MS = 10;
/** ms of measurements that are averaged */
export const SAMPLE_MS = 500;
/** measurements that an average needs */
export const MIN_SAMPLES = 2;

/** ms; the age of a longer turn counts as lag before the turn ends */
export const MAX_TURN_MS = 250;

/**
 * The lasting lag, ms: the mean delay of a turn. A pause of the garbage collector or the disk delays one
 * turn of many; overload delays most of them. A turn that handles a thousand requests is measured only
 * when it ends, so the age of the current turn counts too, once it is long.
 *
 * @param afterTurn calls a task after the current turn (`setImmediate`)
 */
export function createLagMeter(
  now: () => number,
  histogram: DelayHistogram,
  afterTurn: (task: () => void) => void,
): () => number {
  let lagMs = 0;
  let sampledAt = now();
  let turnStartedAt: number | null = null;

  function turnAgeMs(): number {
    if (turnStartedAt === null) {
      turnStartedAt = now();
      afterTurn(() => (turnStartedAt = null));
    }
    return now() - turnStartedAt;
  }

  return () => {
    if (now() - sampledAt >= SAMPLE_MS && histogram.count >= MIN_SAMPLES) {
      lagMs = Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS);
      histogram.reset();
      sampledAt = now();
    }
    const ageMs = turnAgeMs();
    return ageMs >= MAX_TURN_MS ? Math.max(lagMs, ageMs) : lagMs;
  };
}

/** The lag of this process; meaningful where the process runs nothing but the proxy. */
export function measureEventLoopLag(now: () => number): () => number {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return createLagMeter(now, histogram, setImmediate);
}
