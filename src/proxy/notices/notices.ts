/**
 * Tells the operator what needs a person, by the log and the channels of `ETALASE_NOTIFY`, and calls the
 * heartbeat's address while all is well. Orders never wait for it: it only writes to the store, and sends
 * later. Without a channel it watches all the same.
 */
import type { Kysely, Transaction } from 'kysely';
import type { NotifySettings } from '../config/settings.js';
import type { OrderAlarm } from '../ledger/order-changes.js';
import type { Log, LogFields } from '../observability/log.js';
import type { Alarm } from '../orders/alarms.js';
import { repeatInTurn, type Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { OrderRow, Tables } from '../store/tables.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import { call } from '../upstream/call.js';
import { createChannels } from './channels.js';
import { createHealthCheck, type NewAlarm } from './health-check.js';
import { describeEvent, describeOrderEvent, type NewNotice } from './notice-kinds.js';
import { createNoticeSender } from './notice-sender.js';
import { insertNotices, LOG, pruneNotices } from './notice-store.js';
import { createStoreAlarm } from './store-alarm.js';
import { watchCalls, type CallWatchParts } from './watch-calls.js';

export interface NoticesParts {
  readonly settings: NotifySettings;
  readonly database: Database;
  readonly platform: Platform;
  readonly log: Log;
  /** Logs and counts an alarm. */
  readonly reportAlarm: (alarm: Alarm, fields: LogFields) => void;
  readonly upstreamOf: CallWatchParts['upstreamOf'];
  readonly readDiskUse: () => Promise<number | null>;
  /** ms that the local time is ahead of UTC */
  readonly zoneOffsetMs: number;
  readonly onError: (error: unknown) => void;
}

export interface Notices {
  /** Writes the notice of a logged alarm, soon. Never throws. @param subject an order's id, or a service */
  record(this: void, alarm: Alarm, subject: string): void;
  /** Writes the notice of a logged alarm with the order's change. */
  writeForOrder(
    this: void,
    trx: Transaction<Tables>,
    order: OrderRow,
    alarm: OrderAlarm,
  ): Promise<void>;
  /** The platform, with the answers of upstreams watched. */
  watch(this: void, platform: Platform): Platform;
  /** Sends what is due. Never throws. */
  sendDue(this: void): Promise<void>;
  /** Looks at what no order notices, and calls the heartbeat's address. Never throws. */
  check(this: void, isRunnerAlive: () => boolean): Promise<void>;
  /** Sends and checks repeatedly, until the function returned is called; resolves when both rest. */
  start(this: void, isRunnerAlive: () => boolean): () => Promise<void>;
}

const SEND_INTERVAL_MS = 5 * SECOND_MS;
const CHECK_INTERVAL_MS = MINUTE_MS;
const PRUNE_INTERVAL_MS = HOUR_MS;
const HEARTBEAT_TIMEOUT_MS = 10 * SECOND_MS;

export function createNotices({
  settings,
  database,
  platform,
  log,
  reportAlarm,
  upstreamOf,
  readDiskUse,
  zoneOffsetMs,
  onError,
}: NoticesParts): Notices {
  const { db } = database;
  const { now } = platform;
  const { lowDeposit, heartbeatUrl } = settings;
  const channels = createChannels(settings, platform);
  const channelIds = channels.map(({ id }) => id);
  const logAndChannels = [LOG, ...channelIds];
  const isOn = channels.length > 0;

  const tell = (notice: NewNotice) => insertNotices(db, channelIds, [notice]);

  async function write(alarms: readonly NewAlarm[], store: Kysely<Tables> = db) {
    const news = await insertNotices(store, logAndChannels, alarms);
    return alarms.filter(({ id }) => news.has(id));
  }

  function report(alarms: readonly NewAlarm[]): void {
    for (const alarm of alarms) reportAlarm(alarm.kind, logFieldsOf(alarm));
  }

  const raise = async (alarm: Alarm, subject: string): Promise<void> =>
    report(await write([describeEvent(alarm, subject, now())]));

  const send = createNoticeSender({ database, channels, now, log, onError });
  const isStoreWritable = createStoreAlarm({ database, channels, platform });
  const checkHealth = createHealthCheck({
    database,
    now,
    lowDeposit,
    zoneOffsetMs,
    readDiskUse,
    tell,
    write,
    report,
    onError,
  });

  async function callHeartbeat(): Promise<void> {
    if (heartbeatUrl === null) return;
    await call(platform, { method: 'GET', url: heartbeatUrl, timeoutMs: HEARTBEAT_TIMEOUT_MS });
  }

  async function check(isRunnerAlive: () => boolean): Promise<void> {
    // Only a channel and the heartbeat's service can be told without a store.
    const isTold = isOn || heartbeatUrl !== null;
    if (isTold && !(await isStoreWritable())) return;
    const heartbeat = isRunnerAlive() ? callHeartbeat() : undefined;
    await checkHealth();
    await heartbeat;
  }

  const notices: Notices = {
    record: (alarm, subject) => {
      tell(describeEvent(alarm, subject, now())).catch(onError);
    },

    writeForOrder: async (trx, order, alarm) => {
      await insertNotices(trx, logAndChannels, [describeOrderEvent(alarm, order, now())]);
    },

    watch: (watched) =>
      watchCalls({
        platform: watched,
        upstreamOf,
        onClockOff: (seconds) => void raise('clock-off', String(seconds)).catch(onError),
        onSilent: (upstream) => void raise('upstream-silent', upstream).catch(onError),
      }),

    sendDue: () => send().catch(onError),
    check: (isRunnerAlive) => check(isRunnerAlive).catch(onError),

    start: (isRunnerAlive) => {
      const { setTimer } = platform;
      const loops = [
        ...(isOn ? [{ ms: SEND_INTERVAL_MS, task: notices.sendDue }] : []),
        { ms: CHECK_INTERVAL_MS, task: () => notices.check(isRunnerAlive) },
        { ms: PRUNE_INTERVAL_MS, task: () => pruneNotices(db, now()) },
      ].map(({ ms, task }) => repeatInTurn({ setTimer }, ms, task));
      return async () => {
        await Promise.all(loops.map((stop) => stop()));
      };
    },
  };
  return notices;
}

/** What the log tells of an alarm beside its kind. */
function logFieldsOf({ kind, subject }: NewAlarm): LogFields {
  switch (kind) {
    case 'clock-off':
    case 'disk-full':
      return { count: Number(subject) };
    case 'slow-refund':
      return { order: subject };
    default:
      return { provider: subject };
  }
}
