/**
 * Finds paid transactions that no callback told of: first of all after a start, then from time to time. The first
 * complete sweep of a store is its baseline: what was paid before the proxy sold by the checkout may have been
 * delivered by hand, and waits for a person.
 */
import { CHECKOUT_BASELINE, getShopFact, setShopFact } from '../ledger/shop-facts.js';
import { repeatEvery, type Platform } from '../platform.js';
import type { ClosedQuota } from '../quota/closed-quota.js';
import type { Database } from '../store/database.js';
import { MINUTE_MS, DAY_MS } from '../time.js';
import { standingOf, type Standing } from '../transactions/standing.js';
import type { TransactionClient } from '../transactions/transaction-client.js';
import type { CheckoutLedger } from './checkout-ledger.js';

export interface SweepParts {
  readonly transactions: Pick<TransactionClient, 'listPaid'>;
  readonly ledger: Pick<CheckoutLedger, 'announce'>;
  readonly database: Database;
  readonly closedQuota: Pick<ClosedQuota, 'allowsMinorCall'>;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  /** factor on the time between two sweeps (`ETALASE_PATIENCE`) */
  readonly patience: number;
  /** Whether the shop's own checkout sells anything of ours. */
  readonly isSelling: () => boolean;
  /** Makes the runner poll now. */
  readonly wake: () => void;
  readonly onError: (error: unknown) => void;
}

/** ms between two sweeps while callbacks come, and while none does */
const INTERVAL_MS = { called: 30 * MINUTE_MS, silent: 10 * MINUTE_MS } as const;
/** ms within which a callback shows that they come */
const CALLBACK_SEEN_MS = DAY_MS;
/** ms between two checks whether a sweep is due */
const CHECK_INTERVAL_MS = MINUTE_MS;
/** Ten transactions each (bukaOlshop Closed API, GET /transaksi/list). */
const MAX_PAGES = 30;
/** Pages that are read although they tell nothing new, after a start. */
const FIRST_PAGES = 3;

const LAST_SWEEP = 'checkout_swept';

const MAY_BE_OURS: readonly Standing[] = ['open', 'unclear'];

/** @returns stops the sweeps, and resolves when the last one has ended */
export function startSweeps(parts: SweepParts): () => Promise<void> {
  const { platform, patience, onError } = parts;
  let running: Promise<void> = Promise.resolve();
  const run = (isFirst: boolean): Promise<void> => {
    running = running.then(() => sweepIfDue(parts, isFirst)).catch(onError);
    return running;
  };
  const cancelFirst = platform.setTimer(0, () => void run(true));
  const stop = repeatEvery(platform, CHECK_INTERVAL_MS * patience, () => run(false));
  return async () => {
    cancelFirst();
    stop();
    await running;
  };
}

async function sweepIfDue(parts: SweepParts, isFirst: boolean): Promise<void> {
  const { database, platform, patience, closedQuota, isSelling } = parts;
  const { db } = database;
  if (!isSelling()) return;
  const hasBaseline = (await getShopFact(db, CHECKOUT_BASELINE)) !== undefined;
  if (!isFirst && hasBaseline) {
    const last = await getShopFact(db, LAST_SWEEP);
    const intervalMs = INTERVAL_MS[(await hasCallbacks(parts)) ? 'called' : 'silent'] * patience;
    // Any node's sweep counts for all of them.
    if (Math.abs(platform.now() - (last?.at ?? -Infinity)) < intervalMs) return;
  }
  if (!(await closedQuota.allowsMinorCall())) return;
  const startedAt = platform.now();
  await setShopFact(db, { name: LAST_SWEEP, value: 'begun', at: startedAt }, { replace: true });
  const isComplete = await sweep(parts, hasBaseline, isFirst ? FIRST_PAGES : 1);
  if (isComplete) await setShopFact(db, { name: CHECKOUT_BASELINE, value: 'yes', at: startedAt });
}

/** @returns whether the list was read to its end, or to what is known */
async function sweep(
  { transactions, ledger, database, wake }: SweepParts,
  hasBaseline: boolean,
  minPages: number,
): Promise<boolean> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const read = await transactions.listPaid(page);
    // After the last page some lists answer with no rows, others with 404.
    if (read.kind === 'failed') return page > 1 && read.code === 'not-found';
    const open = read.value.filter((each) => MAY_BE_OURS.includes(standingOf(each)));
    const known = await listKnown(
      database,
      open.map(({ number }) => number),
    );
    const found = open.filter(({ number }) => !known.has(number));
    for (const { number } of found) {
      await ledger.announce(number, 'in the list', { isOlder: !hasBaseline });
    }
    if (found.length > 0) wake();
    if (read.value.length === 0) return true;
    // Newest first, as documented: what follows a page without news was seen before.
    if (hasBaseline && found.length === 0 && page >= minPages) return true;
  }
  return true;
}

/** Those that need no announcement: of the others, one may be paid now that was not. */
async function listKnown({ db }: Database, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .selectFrom('checkouts')
    .select('payment_number')
    .where('payment_number', 'in', numbers)
    .where((eb) =>
      eb.or([
        eb('state', 'not in', ['NOTED', 'CLOSED']),
        // It is read by and by in any case.
        eb('next_attempt_at', 'is not', null),
        // What was recorded is never begun anew.
        eb.exists(
          eb
            .selectFrom('orders')
            .select('id')
            .whereRef('orders.payment_number', '=', 'checkouts.payment_number'),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ payment_number: number }) => number));
}

async function hasCallbacks({ database, platform }: SweepParts): Promise<boolean> {
  const row = await database.db
    .selectFrom('callbacks')
    .select('at')
    .where('source', '=', 'bukaolshop')
    .where('at', '>=', platform.now() - CALLBACK_SEEN_MS)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
