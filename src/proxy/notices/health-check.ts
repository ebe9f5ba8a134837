/**
 * What is looked at each minute because no order would notice it: the store's disk, deposits, refunds that
 * take long, and whether it is evening; and, once, the orders in review. Every node looks; the ids of the
 * events keep it at one notice.
 */
import type { Kysely } from 'kysely';
import { becomesShopFact } from '../ledger/shop-facts.js';
import type { Alarm } from '../orders/alarms.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';
import type { Tables } from '../store/tables.js';
import { HOUR_MS } from '../time.js';
import { summaryDue } from './daily-summary.js';
import { describeEvent, describeOrderEvent, type NewNotice } from './notice-kinds.js';

export type NewAlarm = NewNotice<Alarm>;

export interface HealthCheckParts {
  readonly database: Database;
  readonly now: Platform['now'];
  readonly lowDeposit: number | null;
  /** ms that the local time is ahead of UTC */
  readonly zoneOffsetMs: number;
  /** How full the store's disk is, 0 to 1; `null` where it cannot be told. */
  readonly readDiskUse: () => Promise<number | null>;
  /** Writes what only the channels are told of. */
  readonly tell: (notice: NewNotice) => Promise<unknown>;
  /** Writes alarms. @returns those that are new */
  readonly write: (
    alarms: readonly NewAlarm[],
    db?: Kysely<Tables>,
  ) => Promise<readonly NewAlarm[]>;
  /** Logs and counts new alarms. */
  readonly report: (alarms: readonly NewAlarm[]) => void;
  readonly onError: (error: unknown) => void;
}

const FULL_DISK = 0.9;
const SLOW_REFUND_MS = HOUR_MS;
const MAX_SLOW_REFUNDS = 100;
const MAX_REVIEWS = 200;
const REFUND_STATES: readonly OrderState[] = ['REFUND_DUE', 'REFUNDING', 'REFUND_UNKNOWN'];

export function createHealthCheck(parts: HealthCheckParts): () => Promise<void> {
  const { database, now, lowDeposit, zoneOffsetMs, readDiskUse, tell, write, report, onError } =
    parts;
  const { db } = database;
  let lastSummary = '';
  let hasCheckedReviews = false;

  async function checkDisk(): Promise<void> {
    const use = await readDiskUse();
    if (use === null || use < FULL_DISK) return;
    report(await write([describeEvent('disk-full', String(Math.floor(use * 100)), now())]));
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
      const isTurn = (trx: Kysely<Tables>) => becomesShopFact(trx, fact);
      report(
        await db
          .transaction()
          .execute(async (trx) => ((await isTurn(trx)) && isLow ? write([event], trx) : [])),
      );
    }
  }

  /** A refund is due since the last event that was no attempt at it: an order may be corrected late. */
  async function checkRefunds(): Promise<void> {
    const slow = await db
      .selectFrom('orders')
      .innerJoin('order_events', 'order_events.order_id', 'orders.id')
      .select(['orders.id', (eb) => eb.fn.max('order_events.version').as('version')])
      .where('orders.state', 'in', REFUND_STATES)
      .where('order_events.to_state', '=', 'REFUND_DUE')
      .where('order_events.from_state', 'not in', REFUND_STATES)
      .groupBy('orders.id')
      .having((eb) => eb(eb.fn.max('order_events.at'), '<=', now() - SLOW_REFUND_MS))
      .limit(MAX_SLOW_REFUNDS)
      .execute();
    report(await write(slow.map((due) => describeOrderEvent('slow-refund', due, now()))));
  }

  /**
   * Writes what is missing of the orders in review: a restore holds orders while no node runs, and a channel
   * may be new.
   */
  async function checkReviews(): Promise<void> {
    if (hasCheckedReviews) return;
    const reviews = await db
      .selectFrom('orders')
      .select(['id', 'version'])
      .where('state', '=', 'REVIEW')
      .orderBy('state_entered_at', 'desc')
      .limit(MAX_REVIEWS)
      .execute();
    report(await write(reviews.map((order) => describeOrderEvent('review', order, now()))));
    hasCheckedReviews = true;
  }

  async function checkEvening(): Promise<void> {
    const due = summaryDue(now(), zoneOffsetMs);
    if (!due || due.day === lastSummary) return;
    await tell(describeEvent('summary', due.day, due.at));
    lastSummary = due.day;
  }

  return async () => {
    const checks = [
      checkDisk(),
      ...(lowDeposit === null ? [] : [checkDeposits(lowDeposit)]),
      checkRefunds(),
      checkReviews(),
      checkEvening(),
    ];
    await Promise.all(checks.map((check) => check.catch(onError)));
  };
}
