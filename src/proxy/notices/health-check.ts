/**
 * What is looked at each minute because no order would notice it: the store, its disk, deposits, refunds
 * that take long, and whether it is evening. Every node looks; the ids of the events keep it at one notice.
 */
import type { Kysely } from 'kysely';
import { becomesShopFact } from '../ledger/shop-facts.js';
import type { Alarm } from '../orders/alarms.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { Tables } from '../store/tables.js';
import { HOUR_MS } from '../time.js';
import { summaryDue } from './daily-summary.js';
import { describeEvent, type NewNotice } from './notice-kinds.js';

export interface HealthCheckParts {
  readonly database: Database;
  readonly now: Platform['now'];
  readonly lowDeposit: number | null;
  /** ms that the local time is ahead of UTC */
  readonly zoneOffsetMs: number;
  /** How full the store's disk is, 0 to 1; `null` where it cannot be told. */
  readonly readDiskUse: () => Promise<number | null>;
  /** @returns whether any of them is new */
  readonly write: (notices: readonly NewNotice[], db?: Kysely<Tables>) => Promise<boolean>;
  /** Logs and counts an alarm. */
  readonly reportAlarm: (alarm: Alarm) => void;
  readonly onError: (error: unknown) => void;
}

const FULL_DISK = 0.9;
const SLOW_REFUND_MS = HOUR_MS;
const MAX_SLOW_REFUNDS = 100;

export function createHealthCheck(parts: HealthCheckParts): () => Promise<void> {
  const { database, now, lowDeposit, zoneOffsetMs, readDiskUse, write, reportAlarm, onError } =
    parts;
  const { db } = database;
  let lastSummary = '';

  async function checkDisk(): Promise<void> {
    const use = await readDiskUse();
    if (use === null || use < FULL_DISK) return;
    const event = describeEvent('disk-full', String(Math.floor(use * 100)), now());
    if (await write([event])) reportAlarm('disk-full');
  }

  async function checkDeposits(limit: number): Promise<void> {
    const rows = await db
      .selectFrom('suppliers')
      .select(['provider', 'deposit'])
      .where('deposit', 'is not', null)
      .execute();
    for (const { provider, deposit } of rows) {
      const isLow = (deposit ?? 0) < limit;
      const fact = { name: `deposit_level:${provider}`, value: isLow ? 'low' : 'fine', at: now() };
      const event = describeEvent('deposit-low', provider, now());
      const isNew = await db
        .transaction()
        .execute(async (trx) => (await becomesShopFact(trx, fact)) && isLow && write([event], trx));
      if (isNew) reportAlarm('deposit-low');
    }
  }

  async function checkRefunds(): Promise<void> {
    const slow = await db
      .selectFrom('orders')
      .innerJoin('order_events', 'order_events.order_id', 'orders.id')
      .select('orders.id')
      .where('orders.state', 'in', ['REFUND_DUE', 'REFUNDING', 'REFUND_UNKNOWN'])
      .where('order_events.to_state', '=', 'REFUND_DUE')
      .groupBy('orders.id')
      .having((eb) => eb(eb.fn.min('order_events.at'), '<=', now() - SLOW_REFUND_MS))
      .limit(MAX_SLOW_REFUNDS)
      .execute();
    await write(slow.map(({ id }) => describeEvent('slow-refund', id, now())));
  }

  async function checkEvening(): Promise<void> {
    const due = summaryDue(now(), zoneOffsetMs);
    if (!due || due.day === lastSummary) return;
    await write([describeEvent('summary', due.day, due.at)]);
    lastSummary = due.day;
  }

  return async () => {
    const checks = [
      checkDisk(),
      ...(lowDeposit === null ? [] : [checkDeposits(lowDeposit)]),
      checkRefunds(),
      checkEvening(),
    ];
    await Promise.all(checks.map((check) => check.catch(onError)));
  };
}
