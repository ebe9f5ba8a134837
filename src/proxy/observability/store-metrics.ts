/** The metrics that are read from the store. All nodes of one store tell the same, so read one node's only. */
import { Counter, Gauge, type Registry } from 'prom-client';

/** Amounts are whole rupiah; a value that is not known is missing, and so is its metric. */
export interface StoreFigures<State extends string, Supplier extends string> {
  readonly openOrders: ReadonlyMap<State, number>;
  readonly sold: ReadonlyMap<Supplier, number>;
  readonly refunded: ReadonlyMap<Supplier, number>;
  readonly oldestReviewMs: number;
  readonly suppliers: readonly {
    readonly name: Supplier;
    readonly deposit: number | null;
    readonly isStopped: boolean;
  }[];
  /** calls to the Closed API that are left today */
  readonly quotaLeft: number | null;
  readonly storeBytes: number | null;
}

export interface StoreMetricsParts<State extends string, Supplier extends string> {
  readonly registers: Registry[];
  readonly openStates: readonly State[];
  readonly suppliers: readonly Supplier[];
}

/** Shows what was read; `null` where the store cannot be read, when the other metrics are needed most. */
export type ShowStoreFigures<State extends string, Supplier extends string> = (
  figures: StoreFigures<State, Supplier> | null,
) => void;

export function createStoreMetrics<State extends string, Supplier extends string>({
  registers,
  openStates,
  suppliers,
}: StoreMetricsParts<State, Supplier>): ShowStoreFigures<State, Supplier> {
  const openOrders = new Gauge({
    name: 'etalase_open_orders',
    help: 'Orders that have not ended, by state. REVIEW waits for a person.',
    labelNames: ['state'],
    registers,
  });
  const oldestReview = new Gauge({
    name: 'etalase_oldest_review_seconds',
    help: 'How long the oldest order in review has waited; 0 without one.',
    registers,
  });
  const sold = new Counter({
    name: 'etalase_sold_rupiah_total',
    help: 'What shoppers paid from their saldo for delivered orders.',
    labelNames: ['provider'],
    registers,
  });
  const refunded = new Counter({
    name: 'etalase_refunded_rupiah_total',
    help: 'What was paid back to shoppers.',
    labelNames: ['provider'],
    registers,
  });
  const deposit = new Gauge({
    name: 'etalase_deposit_rupiah',
    help: 'The deposit at a supplier, as last read; missing where it was never read.',
    labelNames: ['provider'],
    registers,
  });
  const stopped = new Gauge({
    name: 'etalase_supplier_stopped',
    help: '1 while nothing of a supplier is sold, because it refused the key or the deposit.',
    labelNames: ['provider'],
    registers,
  });
  const quotaLeft = new Gauge({
    name: 'etalase_closed_quota_left',
    help: 'Calls to the Closed API that are left today; missing until the quota is known.',
    registers,
  });
  const storeBytes = new Gauge({
    name: 'etalase_store_bytes',
    help: 'Size of the database, the write-ahead log of SQLite included.',
    registers,
  });

  function forgetAll(): void {
    for (const metric of [openOrders, sold, refunded, deposit, stopped]) metric.reset();
    // A reset would leave a 0 where there are no labels.
    for (const gauge of [oldestReview, quotaLeft, storeBytes]) gauge.remove();
  }

  /** Set, not added to: the sum of the ledger survives restarts. */
  function showTotals(counter: typeof sold, totals: ReadonlyMap<Supplier, number>): void {
    for (const provider of new Set([...suppliers, ...totals.keys()])) {
      counter.inc({ provider }, totals.get(provider) ?? 0);
    }
  }

  return (figures) => {
    forgetAll();
    if (!figures) return;
    for (const state of openStates) {
      openOrders.set({ state }, figures.openOrders.get(state) ?? 0);
    }
    oldestReview.set(figures.oldestReviewMs / 1000);
    showTotals(sold, figures.sold);
    showTotals(refunded, figures.refunded);
    for (const { name: provider, deposit: rupiah, isStopped } of figures.suppliers) {
      if (rupiah !== null) deposit.set({ provider }, rupiah);
      stopped.set({ provider }, isStopped ? 1 : 0);
    }
    if (figures.quotaLeft !== null) quotaLeft.set(figures.quotaLeft);
    if (figures.storeBytes !== null) storeBytes.set(figures.storeBytes);
  };
}
