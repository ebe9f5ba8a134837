/** Milliseconds since 1970, as `Date.now` returns them. */
export type Clock = () => number;

/** Calls `task` once after `ms` milliseconds; the returned function cancels it. */
export type SetTimer = (ms: number, task: () => void) => () => void;

/** Sends a callback; has the signature of `fetch`. */
export type SendCallback = (url: string, init: RequestInit) => Promise<Response>;

/** What the shops of one sandbox share. */
export interface Platform {
  readonly now: Clock;
  readonly setTimer: SetTimer;
  readonly sendCallback: SendCallback;
  /** Returns a number that is unique within the sandbox. */
  readonly nextId: () => number;
}

/** Timers of the real clock. */
export const setRealTimer: SetTimer = (ms, task) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

/**
 * Wraps timers so that closing the sandbox cancels all of them.
 *
 * @param closing is aborted when the sandbox closes
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
