/**
 * Tells members of their orders of the shop's own checkout, by the shop's chat. The ledger writes what is due
 * (`ledger/member-messages.ts`); this sends it later, so that no order waits for it or fails by it. A message
 * is claimed before it is sent, and one that may have arrived is never sent again.
 */
import type { Settings } from '../config/settings.js';
import { memberEventOf } from '../ledger/member-messages.js';
import { getShopFact, setShopFact } from '../ledger/shop-facts.js';
import type { Log } from '../observability/log.js';
import { repeatInTurn, type Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { MemberMessageRow, OrderRow } from '../store/tables.js';
import { DAY_MS, SECOND_MS } from '../time.js';
import { retryDelayMs } from '../upstream/retry-delay.js';
import { createMemberChat } from './member-chat.js';
import { composeChat, composeNotification } from './message-texts.js';
import {
  claimMessages,
  dropMessages,
  listDueGroups,
  pruneMessages,
  recordSending,
  type MessageGroup,
} from './message-store.js';

export interface MemberMessagesParts {
  readonly settings: {
    readonly bukaolshop: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>;
    readonly chatVouchers: boolean;
  };
  readonly database: Database;
  /** counts the calls to bukaOlshop */
  readonly platform: Platform;
  readonly allowsMinorCall: () => Promise<boolean>;
  readonly decrypt: (encrypted: string) => Promise<string | null>;
  /** of each call */
  readonly timeoutMs: number;
  readonly log: Log;
  readonly onError: (error: unknown) => void;
}

export interface MemberMessages {
  /** Sends what is due, one message at a time. Never throws. */
  sendDue(this: void): Promise<void>;
  /** Deletes what is so old that no order can be told of twice. */
  prune(this: void): Promise<void>;
  /** Sends repeatedly, until the function returned is called; resolves when no message is under way. */
  start(this: void): () => Promise<void>;
}

const SEND_INTERVAL_MS = 5 * SECOND_MS;

/** The shop fact that its Closed API has no notifications, and how long that is believed. */
const NO_NOTIFICATIONS = 'no_member_notifications';
const NO_NOTIFICATIONS_MS = 7 * DAY_MS;
/** The member is known by now: the chat was sent. */
const ABSENT_CODES: readonly string[] = ['http-404', 'http-405'];

export function createMemberMessages({
  settings,
  database,
  platform,
  allowsMinorCall,
  decrypt,
  timeoutMs,
  log,
  onError,
}: MemberMessagesParts): MemberMessages {
  const { db } = database;
  const { now } = platform;
  const chat = createMemberChat(settings.bukaolshop, platform, timeoutMs);
  /** ms since 1970; bukaOlshop asked to wait, or was not reached */
  let pausedUntil = 0;

  async function readVouchers(orders: readonly OrderRow[]): Promise<ReadonlyMap<string, string>> {
    const vouchers = new Map<string, string>();
    for (const { id, voucher } of settings.chatVouchers ? orders : []) {
      // Without it the text says where the voucher is.
      const text = voucher === null ? null : await decrypt(voucher);
      if (text !== null) vouchers.set(id, text);
    }
    return vouchers;
  }

  /** The orders that the claimed messages are still true of; the other messages are dropped. */
  async function readOrders(
    group: MessageGroup,
    rows: readonly MemberMessageRow[],
  ): Promise<OrderRow[]> {
    const ids = rows.map(({ order_id: id }) => id);
    const stored = await db
      .selectFrom('orders')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('transaction_id')
      .orderBy('unit')
      .execute();
    const orders = stored.filter((order) => memberEventOf(order) === group.event);
    const trueIds = new Set(orders.map(({ id }) => id));
    await dropMessages(
      db,
      group,
      rows.filter(({ order_id: id }) => !trueIds.has(id)),
    );
    return orders;
  }

  async function notify(
    group: MessageGroup,
    orders: readonly [OrderRow, ...OrderRow[]],
  ): Promise<void> {
    const fact = await getShopFact(db, NO_NOTIFICATIONS);
    if (fact !== undefined && fact.at > now() - NO_NOTIFICATIONS_MS) return;
    if (!(await allowsMinorCall())) return;
    const { title, text } = composeNotification(group.event, orders);
    const outcome = await chat.sendNotification(orders[0].shopper, title, text);
    const isAbsent = outcome.kind === 'refused' && ABSENT_CODES.includes(outcome.code);
    if (!isAbsent) return;
    await setShopFact(db, { name: NO_NOTIFICATIONS, value: 'yes', at: now() }, { replace: true });
  }

  /** Not sent yet: the claim is given back, and nothing else is sent meanwhile either. */
  async function postpone(
    group: MessageGroup,
    rows: readonly MemberMessageRow[],
    retryAfterMs: number | null,
  ): Promise<void> {
    const attempts = Math.max(...rows.map((row) => row.attempts));
    pausedUntil = now() + Math.max(retryDelayMs(attempts), retryAfterMs ?? 0);
    await recordSending(db, group, rows, { state: 'waiting', next_attempt_at: pausedUntil });
  }

  async function sendGroup(group: MessageGroup): Promise<void> {
    const claimed = await claimMessages(db, group, now());
    if (claimed.length === 0) return;
    const [first, ...others] = await readOrders(group, claimed);
    if (!first) return;
    const orders = [first, ...others] as const;
    const rows = claimed.filter(({ order_id: id }) => orders.some((order) => order.id === id));
    const text = composeChat(group.event, orders, await readVouchers(orders));
    const outcome = await chat.sendChat(first.shopper, text);
    log[outcome.kind === 'sent' ? 'info' : 'warn']('message', {
      code: outcome.kind === 'sent' ? 'sent' : outcome.code,
      count: rows.length,
    });
    if (outcome.kind === 'later') return postpone(group, rows, outcome.retryAfterMs);
    await recordSending(db, group, rows, { state: outcome.kind });
    if (outcome.kind === 'sent') await notify(group, orders);
  }

  async function sendAll(): Promise<void> {
    for (const group of await listDueGroups(db, now())) {
      if (now() < pausedUntil || !(await allowsMinorCall())) return;
      await sendGroup(group);
    }
  }

  const messages: MemberMessages = {
    sendDue: () => sendAll().catch(onError),
    prune: () => pruneMessages(db, now()),
    start: () => repeatInTurn(platform, SEND_INTERVAL_MS, messages.sendDue),
  };
  return messages;
}
