/** Reads and writes notices. Each is claimed before it is sent, so that no two nodes send it. */
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../store/database.js';
import type { NoticeRow, Tables } from '../store/tables.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.js';
import type { NewNotice } from './notice-kinds.js';

type Db = Kysely<Tables>;

/** ms in which alike notices are waited for, to go out as one message */
export const GROUPING_MS = 10 * SECOND_MS;
/** ms between two messages of one kind */
const KIND_PAUSE_MS = MINUTE_MS;
/** ms after which a notice that could not be sent is given up: it is no news any more */
const MAX_AGE_MS = DAY_MS;
/** ms for which the ids of events are kept, so that none is told of twice */
const KEEP_MS = 30 * DAY_MS;
/** notices in one message; the others follow in the next */
const MAX_GROUP_SIZE = 200;

/** Not a channel: its rows keep an event from being logged and counted twice, on any node. */
export const LOG = 'log';

/** @returns the ids of the events that are new to `LOG`, where it is among the channels */
export async function insertNotices(
  db: Db,
  channels: readonly string[],
  notices: readonly NewNotice[],
): Promise<ReadonlySet<string>> {
  const rows = notices.flatMap((notice) =>
    channels.map((channel): Insertable<NoticeRow> => ({
      ...notice,
      channel,
      state: channel === LOG ? 'sent' : 'waiting',
      attempts: 0,
      next_attempt_at: notice.at + GROUPING_MS,
      claimed_at: null,
    })),
  );
  if (rows.length === 0) return new Set();
  const inserted = await db
    .insertInto('notices')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['id', 'channel']).doNothing())
    .returning(['id', 'channel'])
    .execute();
  return new Set(inserted.filter(({ channel }) => channel === LOG).map(({ id }) => id));
}

const waiting = (db: Db, channel: string, now: number) =>
  db
    .selectFrom('notices')
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', now)
    .where('at', '>', now - MAX_AGE_MS);

/** The kinds of which a message may be sent to a channel now. */
export async function listDueKinds(db: Db, channel: string, now: number): Promise<string[]> {
  const due = await waiting(db, channel, now).select('kind').distinct().orderBy('kind').execute();
  if (due.length === 0) return [];
  const recent = await db
    .selectFrom('notices')
    .select('kind')
    .distinct()
    .where('channel', '=', channel)
    .where('claimed_at', '>', now - KIND_PAUSE_MS)
    .execute();
  const pausing = new Set(recent.map(({ kind }) => kind));
  return due.map(({ kind }) => kind).filter((kind) => !pausing.has(kind));
}

/** Claims the due notices of a kind, oldest first, for this node alone. */
export async function claimNotices(
  { db, kind: databaseKind }: Database,
  channel: string,
  kind: string,
  now: number,
): Promise<NoticeRow[]> {
  let ids = waiting(db, channel, now)
    .select('id')
    .where('kind', '=', kind)
    .orderBy('at')
    .orderBy('id')
    .limit(MAX_GROUP_SIZE);
  if (databaseKind === 'postgres') ids = ids.forUpdate().skipLocked();
  const rows = await db
    .updateTable('notices')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimed_at: now }))
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  return rows.sort((one, other) => one.at - other.at);
}

type Change = Pick<NoticeRow, 'state'> & Partial<Pick<NoticeRow, 'next_attempt_at'>>;

/** Records how the sending of claimed notices ended. */
export async function recordSending(
  db: Db,
  channel: string,
  rows: readonly NoticeRow[],
  change: Change,
): Promise<void> {
  await db
    .updateTable('notices')
    .set(change)
    .where('channel', '=', channel)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
}

/** Nothing is sent to a channel before then. */
export async function pauseChannel(db: Db, channel: string, until: number): Promise<void> {
  await db
    .updateTable('notices')
    .set({ next_attempt_at: until })
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<', until)
    .execute();
}

export async function pruneNotices(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('notices')
    .where('at', '<', now - KEEP_MS)
    .execute();
}
