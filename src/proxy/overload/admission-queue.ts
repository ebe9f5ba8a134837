/**
 * FIFO admission queue: a few requests start in each turn of the event loop. Node accepts one connection
 * per turn, so long turns hide waiting clients in the kernel backlog, where their wait cannot be measured.
 */

/** requests started in one turn; several, because the store commits them together */
export const MAX_STARTS_PER_TURN = 24;
/** turns in a row without a start, while each accepts a connection */
export const MAX_DEFERRED_TURNS = 50;

export interface AdmissionQueue {
  /** Calls `start` when the request's turn has come. */
  enqueue(this: void, start: () => void): void;
  /** Reports an accepted connection: more may be in the kernel backlog. */
  onConnection(this: void): void;
  /** ms that the request started last had waited */
  lastWaitMs(this: void): number;
}

/** @param nextTurn calls a task in the event loop's next turn, after its I/O (`setImmediate`) */
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
