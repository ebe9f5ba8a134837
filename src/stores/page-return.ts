/**
 * Tells when it is worth asking again for what failed or has become old: the network is back, the page
 * is seen again, or a while has passed since the network failed. The one place that watches the page
 * for that, and only while somebody listens.
 */
import { atom, onMount } from 'nanostores';

/** After a failure of the network: doubles from one try to the next, and starts anew once one works. */
const MIN_RETRY_MS = 5_000;
const MAX_RETRY_MS = 60_000;

/** Changes with each such moment; the number itself means nothing. */
export const $pageReturn = atom(0);

let retryMs = MIN_RETRY_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

const tell = () => {
  clearTimeout(timer);
  timer = undefined;
  // A hidden page asks for nothing: it is told when it is seen again.
  if (!document.hidden) $pageReturn.set($pageReturn.value + 1);
};

onMount($pageReturn, () => {
  document.addEventListener('visibilitychange', tell);
  addEventListener('pageshow', tell);
  addEventListener('online', tell);
  return () => {
    clearTimeout(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', tell);
    removeEventListener('pageshow', tell);
    removeEventListener('online', tell);
  };
});

/** Reports that the network failed, or works: after a failure `$pageReturn` changes in a while. */
export function reportNetwork(works: boolean): void {
  if (works) retryMs = MIN_RETRY_MS;
  else if (!timer && $pageReturn.lc > 0) {
    timer = setTimeout(tell, retryMs);
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  }
}
