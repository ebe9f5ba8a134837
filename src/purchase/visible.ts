/** The page as far as it can be seen or hidden. */
export type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

const CHANGE = 'visibilitychange';

/** Resolves when the page is seen, at once if it is, or when `signal` aborts. */
export const whenVisible = (page: Page, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (page.visibilityState === 'hidden' && !signal.aborted) return;
      page.removeEventListener(CHANGE, look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    page.addEventListener(CHANGE, look);
    signal.addEventListener('abort', look);
    look();
  });

/** Runs `use` with a signal that also aborts when the page is hidden. */
export async function whileVisible<T>(
  page: Page,
  signal: AbortSignal,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController();
  const look = () => {
    if (page.visibilityState === 'hidden' || signal.aborted) either.abort();
  };
  page.addEventListener(CHANGE, look);
  signal.addEventListener('abort', look);
  look();
  try {
    return await use(either.signal);
  } finally {
    page.removeEventListener(CHANGE, look);
    signal.removeEventListener('abort', look);
  }
}
