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
export const TURNS = 2;

/** ms that one turn may take; what is still in it then has waited as long */
export const LONGEST_TURN = 250;

/**
 * The lag that does not go away, ms: how late a turn was in the mean. A pause of the collector or of
 * the disk is one late turn among many; what more comes in than goes out makes most of them late.
 * A thousand requests may be handled in one turn, which is measured only when it is over: so its own
 * age counts as well, once it is great.
 *
 * @param afterTurn calls a task when what is handled in this turn is done
 */
export function createLag(
  now: () => number,
  delays: Delays,
  afterTurn: (task: () => void) => void,
): () => number {
  let lag = 0;
  let since = now();
  let began: number | null = null;

  function age(): number {
    if (began === null) {
      began = now();
      afterTurn(() => (began = null));
    }
    return now() - began;
  }

  return () => {
    if (now() - since >= SPAN && delays.count >= TURNS) {
      lag = Math.max(0, delays.mean / 1e6 - RESOLUTION);
      delays.reset();
      since = now();
    }
    const turn = age();
    return turn >= LONGEST_TURN ? Math.max(lag, turn) : lag;
  };
}

/** Of this process; for a proxy that has it for itself. */
export function measureLag(now: () => number): () => number {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
  delays.enable();
  return createLag(now, delays, setImmediate);
}
