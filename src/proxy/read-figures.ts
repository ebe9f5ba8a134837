/** Reads the figures of the store for the metrics: a few queries, repeated only after a while however often they are asked for. */
import type { ProviderName } from './contract.js';
import type { Settings } from './config/settings.js';
import { addUpAmounts, countOpenOrders, oldestReviewSince } from './ledger/amounts.js';
import type { StoreFigures } from './observability/store-metrics.js';
import type { Platform } from './platform.js';
import type { Database } from './store/database.js';
import type { OrderState } from './store/order-state.js';
import { readStoreBytes } from './store/store-size.js';
import { listSuppliers } from './supply/supply-store.js';
import { MINUTE_MS, SECOND_MS } from './time.js';

export interface FigureReaderParts {
  readonly settings: Pick<Settings, 'database'>;
  readonly database: Database;
  readonly now: Platform['now'];
  readonly providers: () => Iterable<ProviderName>;
  readonly quotaLeft: () => Promise<number | null>;
}

export type ReadFigures = () => Promise<StoreFigures<OrderState, ProviderName>>;

/** ms for which figures are shown again; collectors ask every 15 s or more seldom */
const FIGURES_TTL_MS = 5 * SECOND_MS;
/** ms; these read the whole index */
const AMOUNTS_TTL_MS = MINUTE_MS;

/** A read whose result serves for a while. A failed one is repeated. */
function remember<T>(now: () => number, ttlMs: number, read: () => Promise<T>): () => Promise<T> {
  let latest: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (latest && Math.abs(now() - latest.at) < ttlMs) return latest.value;
    const reading = { at: now(), value: read() };
    latest = reading;
    reading.value.catch(() => {
      if (latest === reading) latest = null;
    });
    return reading.value;
  };
}

export function createFigureReader({
  settings,
  database: { db },
  now,
  providers,
  quotaLeft,
}: FigureReaderParts): ReadFigures {
  const recentAmounts = remember(now, AMOUNTS_TTL_MS, () => addUpAmounts(db));

  return remember(now, FIGURES_TTL_MS, async () => {
    const [amounts, openOrders, reviewSince, suppliers, left, storeBytes] = await Promise.all([
      recentAmounts(),
      countOpenOrders(db),
      oldestReviewSince(db),
      listSuppliers(db),
      quotaLeft(),
      readStoreBytes(db, settings.database),
    ]);
    const supplierByName = new Map(suppliers.map((row) => [row.provider, row]));
    return {
      ...amounts,
      openOrders,
      // Clocks differ between nodes.
      oldestReviewMs: reviewSince === null ? 0 : Math.max(now() - reviewSince, 0),
      suppliers: Array.from(providers(), (name) => {
        const { deposit = null, stop = null } = supplierByName.get(name) ?? {};
        return { name, deposit, isStopped: stop !== null };
      }),
      quotaLeft: left,
      storeBytes,
    };
  });
}
