/** How far a process is behind: what waits for its turn in the event loop waits so long. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What is used of a histogram of the event loop's delay; in ns. */
export interface DelayHistogram {
  readonly count: number;
  readonly mean: number;
  reset(): void;
}

/** ms between two turns that are measured, which each measurement includes */
export const RESOLUTION_MS = 10;
/** ms that are judged together */
export const SAMPLE_MS = 500;
/** and at least so many turns */
export const MIN_SAMPLES = 2;

/** ms that one turn may take; what is still in it then has waited as long */
export const MAX_TURN_MS = 250;

/**
 * The lag that does not go away, ms: how late a turn was in the mean. A pause of the collector or of
 * the disk is one late turn among many; what more comes in than goes out makes most of them late.
 * A thousand requests may be handled in one turn, which is measured only when it is over: so its own
 * age counts as well, once it is great.
 *
 * @param afterTurn calls a task when what is handled in this turn is done
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

/** Of this process; for a proxy that has it for itself. */
export function measureEventLoopLag(now: () => number): () => number {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return createLagMeter(now, histogram, setImmediate);
}
