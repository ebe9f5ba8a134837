/** The part of `document` that says whether the page is visible. */
export type PageVisibility = Pick<
  Document,
  'visibilityState' | 'addEventListener' | 'removeEventListener'
>;

const VISIBILITY_CHANGE = 'visibilitychange';

/** Resolves once the page is visible, or when `signal` aborts. */
export const whenVisible = (page: PageVisibility, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const check = () => {
      if (page.visibilityState === 'hidden' && !signal.aborted) return;
      page.removeEventListener(VISIBILITY_CHANGE, check);
      signal.removeEventListener('abort', check);
      resolve();
    };
    page.addEventListener(VISIBILITY_CHANGE, check);
    signal.addEventListener('abort', check);
    check();
  });

/** Runs `use` with a signal that also aborts when the page becomes hidden. */
export async function whileVisible<T>(
  page: PageVisibility,
  signal: AbortSignal,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const combined = new AbortController();
  const check = () => {
    if (page.visibilityState === 'hidden' || signal.aborted) combined.abort();
  };
  page.addEventListener(VISIBILITY_CHANGE, check);
  signal.addEventListener('abort', check);
  check();
  try {
    return await use(combined.signal);
  } finally {
    page.removeEventListener(VISIBILITY_CHANGE, check);
    signal.removeEventListener('abort', check);
  }
}
