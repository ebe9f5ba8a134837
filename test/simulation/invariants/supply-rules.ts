/** Rules for what a provider is known not to deliver: no saldo is touched for it. */
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { FaultKind, Plan } from '../fault-plan.js';
import type { SimulatedStore } from '../simulated-store.js';
import { MINUTE } from '../units.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface SupplyRulesParts {
  readonly now: () => number;
  readonly store: SimulatedStore;
  readonly violations: ViolationRecorder;
  readonly plan: Plan;
}

/** Faults between the look at the store and the debit; otherwise no time passes there. */
const DELAYING_FAULTS: readonly FaultKind[] = ['slowStore', 'brokenStore'];

/** ms for which a reading of a deposit counts */
const READING_VALID_MS = 2 * MINUTE;

/** States in which an order will be paid from the deposit, if it is not yet. */
const COMMITTED_STATES: readonly OrderRow['state'][] = [
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
];

export class SupplyRules {
  readonly #parts: SupplyRulesParts;

  constructor(parts: SupplyRulesParts) {
    this.#parts = parts;
  }

  /** Called when a node sends a debit. */
  checkDebit(order: OrderRow): void {
    const { store, violations, plan, now } = this.#parts;
    if (DELAYING_FAULTS.some((kind) => plan.faultKinds.has(kind))) return;
    const supplier = store.findSupplier(order.provider);
    if (!supplier) return;
    const isStopped = supplier.stop !== null;
    violations.require(
      !isStopped,
      'no debit while its provider is known to refuse the shop',
      () => `${order.id}: ${supplier.stop ?? ''}`,
    );
    const { deposit, deposit_read_at: readAt } = supplier;
    if (deposit === null || readAt === null || Math.abs(now() - readAt) > READING_VALID_MS) return;
    const reserved = store
      .listOrders()
      .filter(({ id, provider }) => id !== order.id && provider === order.provider)
      .filter(({ state }) => COMMITTED_STATES.includes(state))
      .reduce((sum, { cost }) => sum + (cost ?? 0), 0);
    violations.require(
      (order.cost ?? 0) <= deposit - reserved,
      'no debit while the deposit is known to be too small',
      () => `${order.id}: ${order.cost ?? ''} > ${deposit} - ${reserved}`,
    );
  }
}
