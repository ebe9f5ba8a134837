/** Milliseconds since 1970, as `Date.now` gives them. */
export type Clock = () => number;

/** Calls `task` once, `ms` later, unless the function it gives is called before. */
export type SetTimer = (ms: number, task: () => void) => () => void;

/** Timers of the real clock. */
export const setRealTimer: SetTimer = (ms, task) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

/**
 * Timers that all stop when the sandbox closes, so that nothing of it outlives it.
 *
 * @param closing ends when the sandbox closes
 */
export const cancelledOnClose = (setTimer: SetTimer, closing: AbortSignal): SetTimer => {
  const pendingCancels = new Set<() => void>();
  closing.addEventListener('abort', () => pendingCancels.forEach((cancel) => cancel()), {
    once: true,
  });
  return (ms, task) => {
    if (closing.aborted) return () => undefined;
    const cancelTimer = setTimer(ms, () => {
      pendingCancels.delete(cancel);
      task();
    });
    const cancel = () => {
      pendingCancels.delete(cancel);
      cancelTimer();
    };
    pendingCancels.add(cancel);
    return cancel;
  };
};

const WIB_OFFSET_MS = 7 * 3_600_000;

const isoInWib = (epochMs: number): string => new Date(epochMs + WIB_OFFSET_MS).toISOString();

/**
 * A time as the Open API writes it, `YYYY-MM-DD HH:mm:ss`. The documentation names no zone;
 * Western Indonesian time (UTC+7) is an assumption.
 */
export const timestamp = (epochMs: number): string =>
  isoInWib(epochMs).slice(0, 19).replace('T', ' ');

/** The day to which a request is counted, `YYYY-MM-DD`; when bukaOlshop's day turns is an assumption too. */
export const quotaDay = (epochMs: number): string => isoInWib(epochMs).slice(0, 10);
