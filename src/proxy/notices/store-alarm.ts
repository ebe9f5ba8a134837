/**
 * Tells of a store that cannot be written. No notice can be stored then, so it goes to the channels at
 * once, at most hourly, from every node that sees it.
 */
import type { Platform } from '../platform.js';
import { probeStore } from '../store/probe.js';
import type { Database } from '../store/database.js';
import { storeFailureOf } from '../store/store-failure.js';
import { HOUR_MS, SECOND_MS } from '../time.js';
import type { Channel } from './channels.js';
import { storeFailedText } from './message-text.js';

export interface StoreAlarmParts {
  readonly database: Database;
  readonly channels: readonly Channel[];
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
}

/** ms that a write may take */
const WRITE_TIMEOUT_MS = 20 * SECOND_MS;
/** ms between two messages */
const PAUSE_MS = HOUR_MS;
/** Looks in a row: a backup holds the store for a moment. */
const FAILED_LOOKS = 2;

/** @returns a look at the store, which tells whether it can be written */
export function createStoreAlarm({
  database: { db },
  channels,
  platform: { now, setTimer },
}: StoreAlarmParts): () => Promise<boolean> {
  let failedLooks = 0;
  let toldAt = -Infinity;

  const findFailure = (): Promise<string | null> =>
    new Promise((resolve) => {
      const cancel = setTimer(WRITE_TIMEOUT_MS, () => resolve('unreachable'));
      probeStore(db)
        .then(
          () => resolve(null),
          (error: unknown) => resolve(storeFailureOf(error)),
        )
        .finally(cancel);
    });

  return async () => {
    const failure = await findFailure();
    failedLooks = failure === null ? 0 : failedLooks + 1;
    if (failure === null) return true;
    if (failedLooks >= FAILED_LOOKS && Math.abs(now() - toldAt) >= PAUSE_MS) {
      toldAt = now();
      const message = { id: `store/${String(toldAt)}`, kind: 'store-failed', at: toldAt, count: 1 };
      const text = storeFailedText(failure);
      await Promise.all(channels.map(({ send }) => send({ ...message, text })));
    }
    return false;
  };
}
