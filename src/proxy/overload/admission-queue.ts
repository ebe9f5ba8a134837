/**
 * Where requests begin: in the order in which they came, and few in each turn of the event loop. Node
 * takes one new connection in a turn. So long turns leave shoppers outside, where nothing sees that
 * they wait; in here it is known of each how long it did.
 */

/** Requests that begin in one turn: as they are written to the disk together, one would be too few. */
export const MAX_STARTS_PER_TURN = 24;
/** Turns in a row in which nothing begins, as each brought a connection. */
export const MAX_DEFERRED_TURNS = 50;

export interface AdmissionQueue {
  /** Begins a request when it is the first in line. */
  enqueue(this: void, start: () => void): void;
  /** A connection was taken: more may be outside. */
  onConnection(this: void): void;
  /** ms that the request which began last had been in line */
  lastWaitMs(this: void): number;
}

/** @param nextTurn calls a task in the event loop's next turn, after what has come by then */
export function createAdmissionQueue(
  now: () => number,
  nextTurn: (task: () => void) => void,
): AdmissionQueue {
  const queue: { readonly enqueuedAt: number; readonly start: () => void }[] = [];
  let isScheduled = false;
  let hasNewConnection = false;
  let deferredTurns = 0;
  let lastWaitMs = 0;

  function runTurn(): void {
    if (hasNewConnection && deferredTurns < MAX_DEFERRED_TURNS) {
      deferredTurns += 1;
    } else {
      deferredTurns = 0;
      startNext();
    }
    hasNewConnection = false;
    if (queue.length > 0) nextTurn(runTurn);
    else isScheduled = false;
  }

  function startNext(): void {
    for (const { enqueuedAt, start } of queue.splice(0, MAX_STARTS_PER_TURN)) {
      lastWaitMs = now() - enqueuedAt;
      start();
    }
  }

  return {
    enqueue: (start) => {
      queue.push({ enqueuedAt: now(), start });
      if (isScheduled) return;
      isScheduled = true;
      nextTurn(runTurn);
    },
    onConnection: () => {
      hasNewConnection = true;
    },
    lastWaitMs: () => lastWaitMs,
  };
}
