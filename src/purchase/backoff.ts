import { withJitter } from '../open-api/platform.js';
import { platform } from '../stores/platform.js';

const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;

/** Waits before the second attempt of a request. */
export const waitToRetry = (): Promise<void> =>
  platform().wait(withJitter(platform().backoff, platform()));

/** How long to wait after so many attempts in a row, ms: doubles up to 30 s, plus jitter. */
export const backoffMs = (attempts: number): number =>
  withJitter(Math.min(MIN_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS), platform());
