/** Rules for the quota of the Closed API: no saldo is taken while the day's calls may not pay it back. */
import type { OrderRow, QuotaDayRow } from '../../../src/proxy/store/tables.js';
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

/** A day spent after fewer calls tells nothing of the quota. */
const MIN_LEARNED_CALLS = 20;
const MAX_LATE_CALLS = 50;

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
    const left = callsLeft(store.listQuotaDays(), dayOf(now()));
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

/** The calls left today, by the last day on which the quota was used up. @param days the last one first */
function callsLeft(days: readonly QuotaDayRow[], today: string): number {
  const used = days.find(({ day }) => day === today);
  if (used && isSpent(used)) return 0;
  const learned = days.find((each) => isSpent(each) && each.calls >= MIN_LEARNED_CALLS);
  const left = (learned?.calls ?? Infinity) - (used?.calls ?? 0);
  // More calls than the learned quota were answered: it has grown.
  const hasGrown = days.some(
    ({ day, calls }) => learned && learned.day < day && calls > learned.calls,
  );
  return hasGrown ? Infinity : left;
}

/** More answers than nodes may write late show that it was not the day's quota. */
const isSpent = ({ calls, calls_when_spent: spent }: QuotaDayRow): boolean =>
  spent !== null && calls <= spent + MAX_LATE_CALLS;

/** The day in Jakarta. */
const dayOf = (at: number): string => new Date(at + 7 * HOUR).toISOString().slice(0, 10);
