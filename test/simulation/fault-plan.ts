/** Draws the plan of a seed's world: its shoppers, nodes and faults. */
import type { RandomSource } from './random-source.js';
import { MINUTE, SECOND } from './units.js';

/** Each kind is on in some worlds only, because one kind of fault may hide the effects of another. */
const FAULT_KINDS = [
  /** requests that never arrive */
  'lostRequests',
  /** answers that never come */
  'lostAnswers',
  /** answers that arrive after the caller has given up */
  'slowAnswers',
  /** effects that come long after the time-out */
  'lateEffects',
  /** refunds and orders that arrive hours after they were looked for */
  'veryLateEffects',
  /** connections that are refused */
  'refusedConnections',
  /** 429, 500 and 503, before or after the effect */
  'errors',
  /** answers that are no JSON, are cut off, or lack required fields */
  'malformedAnswers',
  /** answers that contradict themselves, or belong to somebody else */
  'contradictions',
  /** requests that arrive twice */
  'duplicates',
  /** an upstream that is unreachable for minutes */
  'outages',
  /** histories and look-ups that lag behind */
  'staleReads',
  /** histories that show no notes at all */
  'hiddenNotes',
  /** an old shopper's token, which is answered with an empty history */
  'emptyNotes',
  /** histories that cannot be read at the end of a late-effect watch */
  'watchOutages',
  /** rows of a history that carry our tag but belong to another transfer */
  'decoys',
  /** the quota of the Closed API is used up for a while */
  'spentQuota',
  /** a small daily quota of the Closed API, whose size was learned the day before */
  'smallQuota',
  'movedPrices',
  'vanishedItems',
  /** orders that the provider accepts and cannot carry out */
  'failedOrders',
  /** nodes that crash */
  'deaths',
  /** a store that is lost, and restored from a backup of some minutes before */
  'restores',
  /** nodes that freeze for up to minutes */
  'freezes',
  /** nodes whose clocks differ */
  'skewedClocks',
  'slowStore',
  'brokenStore',
  /** forged callbacks to an address that leaked */
  'lyingCallbacks',
  /** changes of a member's saldo that the proxy did not make */
  'foreignChanges',
  /** a history that becomes longer than what is read of it */
  'longHistories',
  /** orders at a provider that the proxy did not place, and callbacks that claim them */
  'ordersByHand',
  /** requests and answers lost between shopper and proxy */
  'shopperLosses',
  /** deposits at the providers that do not pay for everything */
  'smallDeposits',
  /** keys that the providers refuse for a while */
  'revokedKeys',
] as const;

/** Faults of orders that have several suppliers. */
export const SUPPLIER_FAULT_KINDS = [
  /** refusals at the order that concern the supplier alone */
  'supplierRefusals',
  /** such refusals of orders that the supplier carries out all the same, at once or hours later */
  'lyingRefusals',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number] | (typeof SUPPLIER_FAULT_KINDS)[number];

/** Faults whose effects come hours late. */
export const LATE_KINDS: readonly FaultKind[] = ['lateEffects', 'veryLateEffects', 'lyingRefusals'];

/** Faults that make a history unreliable. */
export const HISTORY_HIDING_KINDS: readonly FaultKind[] = [
  'hiddenNotes',
  'emptyNotes',
  'longHistories',
  'decoys',
];

export interface Plan {
  readonly faultKinds: ReadonlySet<FaultKind>;
  /** the probability that a call is faulty */
  readonly faultRate: number;
  readonly nodes: number;
  readonly shoppers: number;
  /** purchases of each shopper */
  readonly purchases: number;
  /** ms from the start until the last fault */
  readonly faultsEndAfterMs: number;
  /** ms, how far a node's clock may be from the true time, either way; NTP keeps it nearer */
  readonly maxClockSkewMs: number;
  /** whether the store records that the history shows notes, which `etalase check` finds out */
  readonly knowsHistoryShowsNotes: boolean;
  /** whether `riwayat_saldo` shows the notes; not documented */
  readonly riwayatShowsNotes: boolean;
  /** whether an operator decides reviews; otherwise they stay open */
  readonly hasOperator: boolean;
  /** whether the operator sometimes overrules the evidence */
  readonly operatorOverrules: boolean;
}

/** Faults that hide the effects of others. */
const RARE_KINDS: readonly FaultKind[] = [
  'hiddenNotes',
  'emptyNotes',
  'longHistories',
  'decoys',
  'spentQuota',
  'smallQuota',
  'smallDeposits',
  'revokedKeys',
  'restores',
  'veryLateEffects',
];

/** Faults that matter only in combination with a rare one. */
const COMMON_KINDS: readonly FaultKind[] = ['watchOutages'];

/** Share of worlds without faults. */
const FAULT_FREE_SHARE = 0.15;

/** Share of worlds with a fault of orders that have several suppliers, of each kind. */
const SUPPLIER_FAULT_SHARE = 0.3;

export function createPlan(random: RandomSource): Plan {
  const isFaultFree = random.withProbability(FAULT_FREE_SHARE);
  const density = random.pick([0.15, 0.3, 0.6]);
  const faultKinds = new Set<FaultKind>(
    isFaultFree
      ? []
      : FAULT_KINDS.filter((name) => random.withProbability(probabilityOf(name, density))),
  );
  const suppliers = random.fork('suppliers');
  for (const kind of isFaultFree ? [] : SUPPLIER_FAULT_KINDS) {
    if (suppliers.withProbability(SUPPLIER_FAULT_SHARE)) faultKinds.add(kind);
  }
  // A late effect in a history that no longer shows notes cannot be noticed.
  if (faultKinds.has('emptyNotes')) faultKinds.delete('lateEffects');
  return {
    faultKinds,
    faultRate: isFaultFree ? 0 : random.pick([0.1, 0.3, 0.5]),
    nodes: random.pick([1, 2, 2, 3]),
    shoppers: random.pick([1, 1, 2]),
    purchases: random.pick([1, 2, 3]),
    maxClockSkewMs: faultKinds.has('skewedClocks') ? 2 * SECOND : 0,
    faultsEndAfterMs: random.integer(10, 60) * MINUTE,
    knowsHistoryShowsNotes: random.withProbability(0.8),
    riwayatShowsNotes: random.withProbability(0.5),
    hasOperator: random.withProbability(0.5),
    operatorOverrules: random.withProbability(0.3),
  };
}

function probabilityOf(name: FaultKind, density: number): number {
  if (COMMON_KINDS.includes(name)) return 0.6;
  return RARE_KINDS.includes(name) ? density / 3 : density;
}
