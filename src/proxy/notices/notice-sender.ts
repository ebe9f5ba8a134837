/**
 * Sends due notices, one message for each kind. A notice is claimed in the store before it is sent. If the
 * answer is lost it is not sent again: a missed message is better than a repeated one, because the order
 * still waits in the ledger. If it certainly did not arrive, it is tried again after growing pauses.
 */
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { NoticeRow } from '../store/tables.js';
import { retryDelayMs } from '../upstream/retry-delay.js';
import type { Channel } from './channels.js';
import { composeText } from './message-text.js';
import { NOTICE_KINDS, type NoticeKind } from './notice-kinds.js';
import { claimNotices, listDueKinds, pauseChannel, recordSending } from './notice-store.js';
import type { SendOutcome } from './send-outcome.js';

export interface NoticeSenderParts {
  readonly database: Database;
  readonly channels: readonly Channel[];
  readonly now: Platform['now'];
  readonly log: Log;
  readonly onError: (error: unknown) => void;
}

export function createNoticeSender({ database, channels, now, log, onError }: NoticeSenderParts) {
  const { db } = database;

  /** @returns whether the channel takes more */
  async function sendGroup(channel: Channel, kind: NoticeKind): Promise<boolean> {
    const rows = await claimNotices(database, channel.id, kind, now());
    const [first] = rows;
    if (!first) return true;
    const outcome = await sendRows(channel, kind, [first, ...rows.slice(1)]);
    const code = outcome.kind === 'sent' ? 'sent' : outcome.code;
    log[outcome.kind === 'sent' ? 'info' : 'warn']('notice', { code, count: rows.length });
    if (outcome.kind !== 'failed') {
      await recordSending(db, channel.id, rows, { state: outcome.kind });
      return outcome.kind === 'sent';
    }
    const waitMs = Math.max(retryDelayMs(first.attempts), outcome.retryAfterMs ?? 0);
    const next = { state: 'waiting', next_attempt_at: now() + waitMs } as const;
    await recordSending(db, channel.id, rows, next);
    if (outcome.retryAfterMs !== null) {
      await pauseChannel(db, channel.id, now() + outcome.retryAfterMs);
    }
    return false;
  }

  async function sendRows(
    channel: Channel,
    kind: NoticeKind,
    rows: readonly [NoticeRow, ...NoticeRow[]],
  ): Promise<SendOutcome> {
    let text: string;
    try {
      text = await composeText(db, kind, rows);
    } catch (error) {
      onError(error);
      return { kind: 'failed', code: 'no-text', retryAfterMs: null };
    }
    const [{ id, at }] = rows;
    return channel.send({ id, kind, at, count: rows.length, text });
  }

  async function sendAll(channel: Channel): Promise<void> {
    const due = await listDueKinds(db, channel.id, now());
    for (const kind of NOTICE_KINDS.filter((each) => due.includes(each))) {
      if (!(await sendGroup(channel, kind))) return;
    }
  }

  /** A silent channel holds up no other. */
  return async (): Promise<void> => {
    await Promise.all(channels.map((channel) => sendAll(channel).catch(onError)));
  };
}
