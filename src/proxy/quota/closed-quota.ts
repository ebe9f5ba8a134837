/**
 * What is left of the Closed API's daily quota, so that no debit begins whose refund could not be sent.
 * "Rate Limit" (Closed API 1.1) says that it is reset each day and that 429 means it is used up, but not how
 * large it is: that is learned from the calls counted on a day on which the API kept answering 429. Where
 * `info_limit` was seen to count what is left, that is used instead. While nothing was learned, nothing is
 * held back.
 */
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import type { OrderState } from '../store/order-state.js';
import type { Database } from '../store/database.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.js';
import type { CallsOfDay } from './info-limit.js';
import { createLimitWatch } from './limit-watch.js';
import { addCalls, findQuotaDay, findLastSpentDay, recordSpent } from './quota-days.js';

export interface ClosedQuota {
  /** The platform, with each call to the Closed API counted. */
  readonly platform: Platform;
  /** The calls that are left today, as far as is known; `null` where it is not. */
  left(this: void): Promise<number | null>;
  /** Reads `info_limit`, where enough calls were made since the last reading. */
  refresh(this: void): Promise<void>;
  /** Whether the quota pays for a debit and the refunds of all open orders. */
  allowsDebit(this: void): Promise<boolean>;
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

/** A refund, its look-up, and one to spare. */
const CALLS_PER_REFUND = 3;

/** 429 also means "too many at once": only one that lasts this long, in ms, means the day's quota. */
const SPENT_AFTER_MS = 10 * MINUTE_MS;

/** ms without another alarm of the same API */
const ALARM_PAUSE_MS = HOUR_MS;

/** calls that a node counts before it writes the sum */
const FLUSH_CALLS = 10;

/** Assumption: the quota's day begins at midnight in Jakarta. */
const WIB_OFFSET_MS = 7 * HOUR_MS;
const dayOf = (now: number): string => new Date(now + WIB_OFFSET_MS).toISOString().slice(0, 10);

/** ms for which a learned size counts; a plan's quota may grow */
const LEARNED_FOR_MS = 14 * DAY_MS;

/** States in which the order's price is taken, or may be. */
const PAID_STATES: readonly OrderState[] = [
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
  'PLACED',
  'REFUND_DUE',
  'REFUNDING',
  'REFUND_UNKNOWN',
  'REVIEW',
];

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

  async function recordAnswer(isRefused: boolean): Promise<void> {
    if (!isRefused) {
      refusedSince = null;
      await count();
      return;
    }
    alarmOnce('bukaolshop-closed');
    refusedSince ??= now();
    if (now() - refusedSince < SPENT_AFTER_MS) return;
    await flush();
    await recordSpent(db, dayOf(now()));
  }

  const counted: Platform = {
    ...platform,
    async fetch(url, init) {
      const response = await platform.fetch(url, init);
      const isRefused = response.status === 429;
      if (isRefused && url.startsWith(`${openUrl}/`)) alarmOnce('bukaolshop-open');
      // Not awaited: the caller has its answer, and a slow store must not turn it into a time-out.
      if (url.startsWith(`${closedUrl}/`)) void recordAnswer(isRefused).catch(onError);
      return response;
    },
  };

  const limitWatch = createLimitWatch({ platform: counted, bukaolshop, database });

  async function countToday(): Promise<CallsOfDay> {
    await flush();
    const day = dayOf(now());
    return { day, calls: (await findQuotaDay(db, day))?.calls ?? 0 };
  }

  async function left(): Promise<number | null> {
    const today = await countToday();
    const told = await limitWatch.left(today);
    if (told !== null) return told;
    const learned = await findLastSpentDay(db, dayOf(now() - LEARNED_FOR_MS));
    if (!learned) return null;
    const callsLeft = learned.calls_when_spent - today.calls;
    // More calls than the learned quota were answered today: it has grown.
    if (callsLeft < 0 && refusedSince === null) return null;
    return Math.max(callsLeft, 0);
  }

  return {
    platform: counted,
    refresh: async () => limitWatch.refresh(await countToday()),
    left,

    async allowsDebit() {
      const callsLeft = await left();
      if (callsLeft === null) return true;
      const { count: open } = await db
        .selectFrom('orders')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .where('paid_by', '=', 'saldo')
        .where('state', 'in', PAID_STATES)
        .executeTakeFirstOrThrow();
      return callsLeft >= CALLS_PER_REFUND * (Number(open) + 1) + 1;
    },
  };
}
