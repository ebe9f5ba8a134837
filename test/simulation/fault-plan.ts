/** What a seed's world is like: who buys, and what goes wrong in it. */
import type { RandomSource } from './random-source.js';
import { MINUTE, SECOND } from './units.js';

/** Each is on in some worlds and off in others: what hides behind one fault shows without it. */
const FAULT_KINDS = [
  /** requests that never arrive */
  'lostRequests',
  /** answers that never come */
  'lostAnswers',
  /** answers that come after nobody waits for them */
  'slowAnswers',
  /** effects that come long after the time-out */
  'lateEffects',
  /** connections that are refused */
  'refusedConnections',
  /** 429, 500 and 503, before or after the effect */
  'errors',
  /** answers that are no JSON, or cut, or lack what matters */
  'malformedAnswers',
  /** answers that contradict themselves, or belong to somebody else */
  'contradictions',
  /** requests that arrive twice */
  'duplicates',
  /** an upstream that is gone for minutes */
  'outages',
  /** histories and look-ups that lag behind */
  'staleReads',
  /** histories that show no notes at all */
  'hiddenNotes',
  /** a shopper's token that grows old, and is answered with an empty history */
  'emptyNotes',
  /** histories that cannot be read when a watch is to end */
  'watchOutages',
  /** rows of a history that carry our tag and are another change */
  'decoys',
  /** the quota of the Closed API is spent, and comes back later */
  'spentQuota',
  'movedPrices',
  'vanishedItems',
  /** orders that the provider accepts and cannot carry out */
  'failedOrders',
  /** nodes that die */
  'deaths',
  /** nodes that stand still for up to minutes */
  'freezes',
  /** nodes of which each has a time of its own */
  'skewedClocks',
  'slowStore',
  'brokenStore',
  /** callbacks that lie, from whoever learnt the address */
  'lyingCallbacks',
  /** changes of a member's saldo that are not ours */
  'foreignChanges',
  /** between shopper and proxy */
  'shopperLosses',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Plan {
  readonly faultKinds: ReadonlySet<FaultKind>;
  /** the share of calls with which something goes wrong */
  readonly faultRate: number;
  readonly nodes: number;
  readonly shoppers: number;
  /** of each shopper */
  readonly purchases: number;
  /** ms, from when on nothing goes wrong any more */
  readonly faultsEndAfterMs: number;
  /** ms, how far a node's clock may be from the true time, either way; NTP keeps it nearer */
  readonly maxClockSkewMs: number;
  /** whether the shop knows already that its history shows notes, as `etalase check` finds out */
  readonly knowsHistoryShowsNotes: boolean;
  /** whether `riwayat_saldo` repeats the notes; nobody knows whether the real one does */
  readonly riwayatShowsNotes: boolean;
  /** whether a person decides what is in review; else it rests there */
  readonly hasOperator: boolean;
}

/** Those that hide what others would show, or leave little else to see. */
const RARE_KINDS: readonly FaultKind[] = ['hiddenNotes', 'emptyNotes', 'decoys', 'spentQuota'];

/** What shows only behind something that is rare by itself. */
const COMMON_KINDS: readonly FaultKind[] = ['watchOutages'];

/** Worlds without any trouble, of all. */
const FAULT_FREE_SHARE = 0.15;

export function createPlan(random: RandomSource): Plan {
  const isFaultFree = random.withProbability(FAULT_FREE_SHARE);
  const density = random.pick([0.15, 0.3, 0.6]);
  const faultKinds = new Set(
    isFaultFree
      ? []
      : FAULT_KINDS.filter((name) => random.withProbability(probabilityOf(name, density))),
  );
  // What comes late to a history that shows nothing any more is beyond what anybody could notice.
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
    riwayatShowsNotes: random.withProbability(0.3),
    hasOperator: random.withProbability(0.5),
  };
}

function probabilityOf(name: FaultKind, density: number): number {
  if (COMMON_KINDS.includes(name)) return 0.6;
  return RARE_KINDS.includes(name) ? density / 3 : density;
}
