/** Draws the plan of a world that sells through the shop's own checkout. */
import { createPlan, type FaultKind, type Plan } from '../fault-plan.js';
import type { RandomSource } from '../random-source.js';

export interface CheckoutPlan extends Plan {
  readonly buyers: number;
  /** share of the transactions on which a person presses buttons of the app */
  readonly pressedShare: number;
  /** share of the transactions with other goods in them */
  readonly mixedShare: number;
  /** share of the transactions to which a person adds other goods, or of which one takes a line */
  readonly editedShare: number;
  /** share of bukaOlshop's callbacks that are lost */
  readonly lostCallbacks: number;
  /** whether somebody who does not know the secret, or the shop's numbers, calls back */
  readonly isForged: boolean;
  /** whether `diproses` and `selesai` make a cancelled transaction paid again */
  readonly reopens: boolean;
  /** whether `riwayat_saldo` names the transaction that was paid back */
  readonly showsPaidBack: boolean;
  /** transactions that were paid before the proxy sold by the checkout */
  readonly older: number;
  /** share of the notes that no program wrote */
  readonly strangeNotes: number;
}

/** Faults of the member's saldo, which these worlds do not touch. */
const OTHER_KINDS: readonly FaultKind[] = [
  'hiddenNotes',
  'emptyNotes',
  'watchOutages',
  'decoys',
  'foreignChanges',
  'longHistories',
  'shopperLosses',
  'ordersByHand',
];

export function createCheckoutPlan(random: RandomSource): CheckoutPlan {
  const plan = createPlan(random);
  const own = random.fork('checkout');
  const faultKinds = new Set([...plan.faultKinds].filter((kind) => !OTHER_KINDS.includes(kind)));
  const isFaultFree = faultKinds.size === 0;
  return {
    ...plan,
    faultKinds,
    buyers: own.pick([1, 2, 3, 5]),
    pressedShare: isFaultFree ? 0 : own.pick([0, 0.2, 0.6]),
    mixedShare: own.pick([0, 0.1, 0.4]),
    editedShare: isFaultFree ? 0 : own.pick([0, 0, 0.7]),
    lostCallbacks: isFaultFree ? 0 : own.pick([0, 0.1, 0.5, 1]),
    isForged: own.withProbability(0.4),
    reopens: own.withProbability(0.7),
    showsPaidBack: own.withProbability(0.8),
    older: own.pick([0, 0, 0, 1]),
    strangeNotes: own.pick([0, 0, 0.2, 0.5]),
  };
}

/** What matters to a person's buttons alone: nothing else ends a transaction before. */
export const PRESSED: Partial<CheckoutPlan> = {
  pressedShare: 0.5,
  buyers: 5,
  mixedShare: 0,
  editedShare: 0,
  older: 0,
  strangeNotes: 0,
  lostCallbacks: 0,
  reopens: true,
  showsPaidBack: true,
};
