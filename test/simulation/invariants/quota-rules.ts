/** Rules for the quota of the Closed API: no saldo is taken while the day's calls may not pay it back. */
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { FaultKind, Plan } from '../fault-plan.js';
import type { SimulatedStore } from '../simulated-store.js';
import { HOUR, SECOND } from '../units.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface QuotaRulesParts {
  readonly now: () => number;
  readonly store: SimulatedStore;
  readonly violations: ViolationRecorder;
  readonly plan: Plan;
}

/** Faults between the look at the store and the debit; otherwise no time passes there. */
const DELAYING_FAULTS: readonly FaultKind[] = ['slowStore', 'brokenStore'];

/** A refund, its look-up, and one to spare. */
const CALLS_PER_REFUND = 3;

/** ms within which nodes may begin debits without seeing each other's */
const SAME_TIME_MS = 5 * SECOND;

const NEEDS_NO_REFUND: readonly OrderRow['state'][] = [
  'ACCEPTED',
  'RESERVED',
  'FULFILLED',
  'REFUNDED',
  'CANCELLED',
];

export class QuotaRules {
  readonly #parts: QuotaRulesParts;

  constructor(parts: QuotaRulesParts) {
    this.#parts = parts;
  }

  /** Called when a node sends a debit. */
  checkDebit(order: OrderRow): void {
    const { store, violations, plan, now } = this.#parts;
    if (DELAYING_FAULTS.some((kind) => plan.faultKinds.has(kind))) return;
    const days = store.listQuotaDays();
    const learned = days.find(({ calls_when_spent }) => calls_when_spent !== null);
    const used = days.find(({ day }) => day === dayOf(now()))?.calls ?? 0;
    const left = (learned?.calls_when_spent ?? Infinity) - used;
    // More calls than the learned quota were answered: it has grown.
    if (left < 0) return;
    const open = store.listOrders().filter(({ id, paid_by, state, state_entered_at: at }) => {
      const isSeen = state !== 'DEBITING' || now() - at > SAME_TIME_MS;
      return id === order.id || (paid_by === 'saldo' && !NEEDS_NO_REFUND.includes(state) && isSeen);
    });
    violations.require(
      left >= CALLS_PER_REFUND * open.length + 1,
      'no debit while the quota is known not to pay the refunds of open orders',
      () => `${order.id}: ${left} calls left for ${open.length} open orders`,
    );
  }
}

/** The day in Jakarta. */
const dayOf = (at: number): string => new Date(at + 7 * HOUR).toISOString().slice(0, 10);
