/** Mistakes in what a restored ledger is believed to know. */
import { mutation } from './mutation.js';

const HOLD = 'ledger/hold-open-orders.ts';
const STEPS = 'orders/decisions/steps-taken.ts';

export const RESTORE_MUTATIONS = [
  mutation('a restore holds only orders that were sending', [
    HOLD,
    `.where('state', 'not in', FINAL_STATES)`,
    `.where('state', 'in', ['DEBITING', 'PLACING', 'REFUNDING'])`,
  ]),
  mutation('a held order is still due', [
    HOLD,
    `.set({ next_attempt_at: null, lease_node: null, lease_until: null, watch_until: null })`,
    `.set({ lease_node: null, lease_until: null, watch_until: null })`,
  ]),
  mutation('the steps of a held order count as complete', [
    STEPS,
    `    isContiguous &&
    !events.some(isHeld) &&
    events.every(`,
    `    isContiguous &&
    events.some(`,
  ]),
];
