/** Reads and writes messages to members. Each is claimed before it is sent, so that no two nodes send it. */
import type { Kysely } from 'kysely';
import type { MemberMessageRow, Tables } from '../store/tables.js';
import { DAY_MS } from '../time.js';

type Db = Kysely<Tables>;

/** The pieces of one transaction with the same news: one message. */
export type MessageGroup = Pick<MemberMessageRow, 'payment_number' | 'event'>;

/** ms after which a message that could not be sent is given up: the shopper has seen it by then */
const MAX_AGE_MS = DAY_MS;
/** ms for which the rows are kept, so that no order is told of twice */
const KEEP_MS = 90 * DAY_MS;
/** messages of one round; the others follow in the next */
const MAX_ROUND_SIZE = 20;

/** What may be sent now, the oldest first. */
export const listDueGroups = (db: Db, now: number): Promise<MessageGroup[]> =>
  db
    .selectFrom('member_messages')
    .select(['payment_number', 'event'])
    .where('state', '=', 'waiting')
    .where('at', '>', now - MAX_AGE_MS)
    .where('next_attempt_at', '<=', now)
    .groupBy(['payment_number', 'event'])
    .orderBy((eb) => eb.fn.min('at'))
    .limit(MAX_ROUND_SIZE)
    .execute();

/** Claims a group for this node alone, with what came to it since. */
export const claimMessages = (
  db: Db,
  group: MessageGroup,
  now: number,
): Promise<MemberMessageRow[]> =>
  db
    .updateTable('member_messages')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimed_at: now }))
    .where('payment_number', '=', group.payment_number)
    .where('event', '=', group.event)
    .where('state', '=', 'waiting')
    .where('at', '>', now - MAX_AGE_MS)
    .returningAll()
    .execute();

type Change = Pick<MemberMessageRow, 'state'> & Partial<Pick<MemberMessageRow, 'next_attempt_at'>>;

const idsOf = (rows: readonly MemberMessageRow[]): string[] => rows.map(({ order_id: id }) => id);

/** Records how the sending of claimed messages ended. */
export async function recordSending(
  db: Db,
  { event }: MessageGroup,
  rows: readonly MemberMessageRow[],
  change: Change,
): Promise<void> {
  await db
    .updateTable('member_messages')
    .set(change)
    .where('event', '=', event)
    .where('order_id', 'in', idsOf(rows))
    .execute();
}

/** Removes claimed messages that are no longer true. */
export async function dropMessages(
  db: Db,
  { event }: MessageGroup,
  rows: readonly MemberMessageRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .deleteFrom('member_messages')
    .where('event', '=', event)
    .where('order_id', 'in', idsOf(rows))
    .execute();
}

export async function pruneMessages(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('member_messages')
    .where('at', '<', now - KEEP_MS)
    .execute();
}
