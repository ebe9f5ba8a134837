/**
 * What is left of the Closed API's daily quota, so that no debit begins whose refund could not be sent.
 * "Rate Limit" (Closed API 1.1) says that it is reset each day and that 429 means it is used up, but not how
 * large it is: that is learned from the calls counted on a day on which the API kept answering 429, and
 * forgotten once more were answered. Where `info_limit` was seen to count what is left, that is used instead.
 * While nothing was learned, nothing is held back.
 */
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import { call } from '../upstream/call.js';
import type { CallsOfDay } from './info-limit.js';
import { createLimitWatch } from './limit-watch.js';
import {
  addCalls,
  findQuotaDay,
  leftByDays,
  listQuotaDays,
  recordSpent,
  withdrawSpent,
} from './quota-days.js';
import { countReserved, paysForDebit, paysForMinorCall } from './reserve.js';
import { readQuotaSign, type QuotaSign } from './refusal.js';

export interface ClosedQuota {
  /** The platform, with each call to the Closed API counted. */
  readonly platform: Platform;
  /** The calls that are left today, as far as is known; `null` where it is not. */
  left(this: void): Promise<number | null>;
  /**
   * Reads `info_limit`, where enough calls were made since the last reading, and tries whether the quota is
   * larger than was learned, while nothing can be sold.
   */
  refresh(this: void): Promise<void>;
  /** Whether the quota pays for a debit and the refunds of all open orders. */
  allowsDebit(this: void): Promise<boolean>;
  /** Whether the quota pays for a call that no order depends on, such as a message or a price. */
  allowsMinorCall(this: void): Promise<boolean>;
}

type BukaolshopApi = 'bukaolshop-open' | 'bukaolshop-closed';

export interface ClosedQuotaParts {
  readonly platform: Platform;
  readonly bukaolshop: Pick<Settings['bukaolshop'], 'openUrl' | 'closedUrl' | 'apiKey'>;
  readonly database: Database;
  /** bukaOlshop answered 429. */
  readonly alarm: (kind: 'quota-spent', api: BukaolshopApi) => void;
  readonly onError: (error: unknown) => void;
}

/** 429 also means "too many at once": only one that lasts this long, in ms, means the day's quota. */
const SPENT_AFTER_MS = 10 * MINUTE_MS;

/** ms between two calls that try whether there is quota again */
const TRIAL_PAUSE_MS = 15 * MINUTE_MS;
/** ms for such a call */
const TRIAL_TIMEOUT_MS = 15 * SECOND_MS;

/** ms without another alarm of the same API */
const ALARM_PAUSE_MS = HOUR_MS;

/** calls that a node counts before it writes the sum */
const FLUSH_CALLS = 10;

/** Assumption: the quota's day begins at midnight in Jakarta. */
const WIB_OFFSET_MS = 7 * HOUR_MS;
const dayOf = (now: number): string => new Date(now + WIB_OFFSET_MS).toISOString().slice(0, 10);

/** ms for which a learned size counts; a plan's quota may grow */
const LEARNED_FOR_MS = 14 * DAY_MS;

export function createClosedQuota({
  platform,
  bukaolshop,
  database,
  alarm,
  onError,
}: ClosedQuotaParts): ClosedQuota {
  const { now } = platform;
  const { openUrl, closedUrl } = bukaolshop;
  const { db } = database;
  /** counted and not written yet */
  let unwritten = { day: dayOf(now()), calls: 0 };
  /** the first 429 since the last other answer, ms since 1970 */
  let refusedSince: number | null = null;
  /** ms since 1970 */
  let triedAt = -Infinity;
  /** as any node has found */
  let isBelievedSpent = false;
  const alarmedAt = new Map<BukaolshopApi, number>();

  async function flush(): Promise<void> {
    const { day, calls } = unwritten;
    unwritten = { day: dayOf(now()), calls: 0 };
    if (calls > 0) await addCalls(db, day, calls);
  }

  async function count(): Promise<void> {
    if (unwritten.day !== dayOf(now())) await flush();
    unwritten.calls += 1;
    if (unwritten.calls >= FLUSH_CALLS) await flush();
  }

  function alarmOnce(api: BukaolshopApi): void {
    if (Math.abs(now() - (alarmedAt.get(api) ?? -Infinity)) < ALARM_PAUSE_MS) return;
    alarmedAt.set(api, now());
    alarm('quota-spent', api);
  }

  async function recordRefusal(): Promise<void> {
    alarmOnce('bukaolshop-closed');
    // A new day has a new quota.
    if (refusedSince === null || dayOf(refusedSince) !== dayOf(now())) refusedSince = now();
    if (now() - refusedSince < SPENT_AFTER_MS) return;
    await flush();
    await recordSpent(db, dayOf(now()));
  }

  async function recordSign(sign: QuotaSign): Promise<void> {
    if (sign === 'pause') return;
    if (sign === 'refused') return recordRefusal();
    const isWithdrawn = sign === 'answered' && (refusedSince !== null || isBelievedSpent);
    if (isWithdrawn) {
      refusedSince = null;
      isBelievedSpent = false;
    }
    await count();
    if (isWithdrawn) await withdrawSpent(db, dayOf(now()));
  }

  const counted: Platform = {
    ...platform,
    async fetch(url, init) {
      const response = await platform.fetch(url, init);
      const isClosed = url.startsWith(`${closedUrl}/`);
      if (!isClosed && !url.startsWith(`${openUrl}/`)) return response;
      const isTransfer = init.method === 'POST' && url === `${closedUrl}/member/saldo`;
      // Not awaited: the caller has its answer, and a slow store must not turn it into a time-out.
      readQuotaSign({ isTransfer, response, now: now() })
        .then((sign) => {
          if (isClosed) return recordSign(sign);
          if (sign === 'refused') alarmOnce('bukaolshop-open');
        })
        .catch(onError);
      return response;
    },
  };

  const limitWatch = createLimitWatch({ platform: counted, bukaolshop, database });

  async function countToday(): Promise<CallsOfDay> {
    await flush();
    const day = dayOf(now());
    return { day, calls: (await findQuotaDay(db, day))?.calls ?? 0 };
  }

  async function leftLearned(): Promise<number | null> {
    const callsLeft = leftByDays(
      await listQuotaDays(db, dayOf(now() - LEARNED_FOR_MS)),
      dayOf(now()),
    );
    isBelievedSpent = callsLeft === 0;
    return callsLeft;
  }

  async function left(): Promise<number | null> {
    return (await limitWatch.left(await countToday())) ?? leftLearned();
  }

  /** Where what is left pays for no debit, the calls beyond the reserved ones can only serve to try. */
  async function tryBeyondLearned(): Promise<void> {
    const callsLeft = await leftLearned();
    if (callsLeft === null) return;
    const reserved = await countReserved(database);
    if (paysForDebit(callsLeft, reserved)) return;
    const isDue = isBelievedSpent
      ? Math.abs(now() - triedAt) >= TRIAL_PAUSE_MS
      : callsLeft > reserved;
    if (!isDue) return;
    triedAt = now();
    await call(counted, {
      method: 'GET',
      url: `${closedUrl}/aplikasi/info`,
      headers: { Authorization: `Bearer ${bukaolshop.apiKey}` },
      timeoutMs: TRIAL_TIMEOUT_MS,
    });
  }

  return {
    platform: counted,
    left,

    async refresh() {
      const today = await countToday();
      await limitWatch.refresh(today);
      if ((await limitWatch.left(today)) === null) await tryBeyondLearned();
    },

    async allowsDebit() {
      const callsLeft = await left();
      return callsLeft === null || paysForDebit(callsLeft, await countReserved(database));
    },

    async allowsMinorCall() {
      const callsLeft = await left();
      return callsLeft === null || paysForMinorCall(callsLeft, await countReserved(database));
    },
  };
}
