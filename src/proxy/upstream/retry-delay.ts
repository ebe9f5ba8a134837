/** The wait before a message that certainly did not arrive is sent again. */
import { HOUR_MS, MINUTE_MS } from '../time.js';

const MIN_RETRY_MS = MINUTE_MS;
const MAX_RETRY_MS = HOUR_MS;

/** ms until the next attempt; doubles each time. @param attempts made so far, at least 1 */
export const retryDelayMs = (attempts: number): number =>
  Math.min(MIN_RETRY_MS * 2 ** (attempts - 1), MAX_RETRY_MS);
