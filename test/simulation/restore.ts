/**
 * The store is lost, and a backup of some minutes before comes back, as `etalase restore` does it. The proxy
 * is down meanwhile, for longer than a quote is valid.
 */
import { holdOpenOrders } from '../../src/proxy/ledger/hold-open-orders.js';
import type { RandomSource } from './random-source.js';
import type { Scheduler } from './scheduler.js';
import type { SimulatedStore, StoreBackup, StoreClient } from './simulated-store.js';
import type { Auditor } from './invariants/auditor.js';
import type { Trace } from './trace.js';
import { MINUTE, SECOND } from './units.js';

export interface RestoreParts {
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly store: SimulatedStore;
  readonly trace: Trace;
  readonly auditor: Pick<Auditor, 'onRestored' | 'recordFailure'>;
  /** Ends all processes. */
  readonly stop: () => void;
  readonly startAgain: () => void;
}

export function scheduleRestore(parts: RestoreParts): void {
  const { random, scheduler, store, trace, stop } = parts;
  const backUp = () => {
    if (store.isInTransaction) {
      scheduler.schedule(SECOND, backUp);
      return;
    }
    trace.add('store', 'is backed up');
    const backup = store.backUp();
    scheduler.schedule(random.integer(SECOND, random.pick([1, 5, 40]) * MINUTE), () => {
      trace.add('store', 'is lost');
      stop();
      scheduler.schedule(
        random.integer(6 * MINUTE, 40 * MINUTE),
        () => void restore(parts, backup),
      );
    });
  };
  scheduler.schedule(random.integer(10 * SECOND, random.pick([2, 10, 60]) * MINUTE), backUp);
}

async function restore(parts: RestoreParts, backup: StoreBackup): Promise<void> {
  const { store, scheduler, auditor, trace, startAgain } = parts;
  const lost = store.listOrders();
  store.restore(backup);
  const copied = store.listOrders();
  try {
    const { db } = store.connect(FAULTLESS_CLIENT);
    const how = { now: scheduler.now(), node: 'restore-1', note: 'held' };
    await db.transaction().execute((trx) => holdOpenOrders(trx, how));
  } catch (error) {
    auditor.recordFailure(error);
  }
  trace.add('store', 'is restored');
  auditor.onRestored(lost, copied);
  startAgain();
}

/** A process whose statements always succeed. */
export const FAULTLESS_CLIENT: StoreClient = {
  isAlive: true,
  drawStatementOutcome: () => ({ kind: 'done' }),
  pause: () => Promise.resolve(),
  crash: () => undefined,
  onWrite: () => undefined,
  onCommit: () => undefined,
};
