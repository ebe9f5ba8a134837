/** Draws how one call to an upstream is delivered and answered. */
import type { RandomSource } from '../random-source.js';
import type { Plan, FaultKind } from '../fault-plan.js';
import { HOUR, MINUTE, SECOND } from '../units.js';

export interface Delivery {
  /** for the trace */
  readonly name: string;
  /** ms until the call is carried out; `null` when it never is */
  readonly arrivesAfterMs: number | null;
  /** ms from then until its answer arrives; `null` when none does */
  readonly returnsAfterMs: number | null;
  /** The connection was refused: no byte left. */
  readonly isRefused?: true;
  /** ms until the connection breaks, without an answer */
  readonly breaksAfterMs?: number;
  /** the answer in place of the true one; nothing is carried out */
  readonly substitute?: Substitute;
  /** `Retry-After` of the substitute, s */
  readonly retryAfterSeconds?: number;
  /** how the answer is corrupted */
  readonly corruption?: Corruption;
  /** ms after which the call arrives once more, if it had an effect */
  readonly repeatsAfterMs?: number;
  /** ms after which the call is carried out although its substitute refused it */
  readonly liesForMs?: number;
  /** Whether a history then shows our tag on another transfer. */
  readonly leavesDecoy?: true;
}

/**
 * 401: the shop's key is temporarily refused. `another`: a valid answer to another request. `suppliers-own`: a
 * refusal that concerns the supplier alone. `refused`: any certain one.
 */
export type Substitute = 401 | 429 | 503 | 'another' | 'suppliers-own' | 'refused';

/** `refusing`: the answer looks as if nothing was done. */
export type Corruption = 'error' | 'html' | 'cut' | 'bare' | 'foreign' | 'refusing';

/** The properties of a call that its delivery depends on. */
export interface CallKind {
  readonly kind: 'read' | 'saldo' | 'order' | 'status';
  /** whether the upstream recognises a repeated order */
  readonly isKnownAgain: boolean;
}

/** Calls that move money fail more often. */
const FAULT_RATE_BY_CALL = { saldo: 1.6, order: 1.6, status: 1.6, read: 0.5 } as const;

/** Weights of the faults that are on. */
const WEIGHTS = {
  lostRequests: 3,
  lostAnswers: 4,
  slowAnswers: 2,
  lateEffects: 4,
  refusedConnections: 2,
  errors: 4,
  malformedAnswers: 3,
  duplicates: 2,
  decoys: 6,
  contradictions: 6,
} as const satisfies Partial<Record<FaultKind, number>>;
type FaultName = keyof typeof WEIGHTS;
type DrawFault = (call: CallKind, random: RandomSource) => Delivery;

const normalDelivery = (random: RandomSource) => ({
  name: 'fine',
  arrivesAfterMs: random.integer(5, 400),
  returnsAfterMs: random.integer(5, 400),
});

/** No answer: a reset, or silence until the timeout. */
const unanswered = (random: RandomSource) => ({
  returnsAfterMs: null,
  ...(random.withProbability(0.5) && { breaksAfterMs: random.integer(10, 15 * SECOND) }),
});

const lost: DrawFault = (_call, random) => ({
  name: 'lost',
  arrivesAfterMs: null,
  ...unanswered(random),
});
const refused: DrawFault = (_call, random) => ({
  name: 'refused connection',
  arrivesAfterMs: null,
  returnsAfterMs: null,
  isRefused: true,
  breaksAfterMs: random.integer(1, 2 * SECOND),
});
const substituted =
  (status: Substitute): DrawFault =>
  (_call, random) => ({
    ...normalDelivery(random),
    name: `${String(status)} instead`,
    substitute: status,
  });
const corrupted =
  (kinds: readonly [Corruption, ...Corruption[]]): DrawFault =>
  (_call, random) => {
    const kind = random.pick(kinds);
    return { ...normalDelivery(random), name: `answer ${kind}`, corruption: kind };
  };

/**
 * The delay of a late effect. A debit is watched for a day. An order is searched for half an hour, and
 * watched for a day after its refund. A transaction's state is written again before any later effect.
 */
function drawLatenessMs({ kind }: CallKind, random: RandomSource): number {
  if (kind === 'status') return random.integer(15 * SECOND, 3 * MINUTE);
  switch (random.pickWeighted({ soon: 6, minutes: 4, hours: 4 })) {
    case 'soon':
      return random.integer(15 * SECOND, 2 * MINUTE);
    case 'minutes':
      return random.integer(2 * MINUTE, 25 * MINUTE);
    case 'hours':
      if (kind === 'order') return random.integer(35 * MINUTE, 20 * HOUR);
      // Includes the last hours of the watch, before its final check.
      return random.withProbability(0.4)
        ? random.integer(HOUR, 22 * HOUR)
        : random.integer(22 * HOUR, 24 * HOUR);
  }
}

const DRAW_BY_FAULT: Readonly<Record<FaultName, DrawFault>> = {
  lostRequests: lost,
  lostAnswers: (_call, random) => ({
    ...normalDelivery(random),
    name: 'lost answer',
    ...unanswered(random),
  }),
  slowAnswers: (_call, random) => ({
    ...normalDelivery(random),
    name: 'slow answer',
    returnsAfterMs: random.integer(5 * SECOND, MINUTE),
  }),
  lateEffects: (call, random) => ({
    name: 'late effect',
    arrivesAfterMs: call.kind === 'read' ? null : drawLatenessMs(call, random),
    returnsAfterMs: random.integer(5, 400),
    ...(random.withProbability(0.5) && { breaksAfterMs: random.integer(10, 15 * SECOND) }),
  }),
  refusedConnections: refused,
  errors: (call, random) =>
    random.pick([
      substituted(401),
      substituted(401),
      substituted(429),
      substituted(503),
      corrupted(['error']),
    ])(call, random),
  malformedAnswers: corrupted(['html', 'cut', 'bare', 'foreign']),
  duplicates: (call, random) => ({
    ...normalDelivery(random),
    name: 'twice',
    // Within the pause a second change of the saldo is refused; a second order only if recognised.
    ...((call.kind === 'saldo' || call.kind === 'status' || call.isKnownAgain) && {
      repeatsAfterMs: random.integer(1, 4 * SECOND),
    }),
  }),
  contradictions: (call, random) =>
    random.pick([substituted('another'), corrupted(['refusing'])])(call, random),
  decoys: (call, random) => ({
    ...lost(call, random),
    ...(call.kind === 'saldo' && { name: 'lost, decoy', leavesDecoy: true }),
  }),
};

/** ms within which a very late effect arrives */
const MAX_VERY_LATE_MS = 12 * HOUR;
/** ms; longer than the duration of any call without an hours-long delay */
const MAX_CALL_MS = 5 * MINUTE;

/** ms after which whatever was sent has arrived, but for the late effects of the first day */
export const maxCallMs = ({ faultKinds }: Plan): number =>
  faultKinds.has('veryLateEffects') ? MAX_VERY_LATE_MS : MAX_CALL_MS;

/** After the searches for orders and refunds, and before the end of the watch for them. */
export const drawVeryLate: DrawFault = (_call, random) => ({
  name: 'very late effect',
  arrivesAfterMs: random.integer(35 * MINUTE, MAX_VERY_LATE_MS),
  ...unanswered(random),
});

/** A refusal of an order; mostly another supplier may take it. */
export const drawSupplierRefusal: DrawFault = (_call, random) => ({
  ...normalDelivery(random),
  name: 'refused by its supplier',
  substitute: random.withProbability(0.8) ? 'suppliers-own' : 'refused',
});

/** Such a refusal that is none: before the next step, before the end of the next order, or long after. */
export const drawLyingRefusal: DrawFault = (call, random) => ({
  ...drawSupplierRefusal(call, random),
  name: 'refused by its supplier, lying',
  substitute: 'suppliers-own',
  liesForMs: random.pick([0, random.integer(0, 2 * MINUTE), random.integer(MINUTE, 6 * HOUR)]),
});

/** A supplier that asks to wait. */
export const drawPause: DrawFault = substituted(429);

/** During an outage. */
export const drawOutage: DrawFault = (call, random) =>
  random.pick([lost, refused, substituted(503)])(call, random);

/** While the quota is used up, with or without `Retry-After`. */
export const quotaSpent = (untilBack: number, random: RandomSource): Delivery => ({
  ...normalDelivery(random),
  name: 'quota spent',
  substitute: 429,
  ...(random.withProbability(0.5) && { retryAfterSeconds: Math.ceil(untilBack / SECOND) }),
});

/** @param areFaultsOver whether the time of faults has ended */
export function drawDelivery(
  plan: Plan,
  random: RandomSource,
  call: CallKind,
  areFaultsOver: boolean,
): Delivery {
  if (areFaultsOver || !random.withProbability(plan.faultRate * FAULT_RATE_BY_CALL[call.kind]))
    return normalDelivery(random);
  const weightOf = (kind: FaultName) => (plan.faultKinds.has(kind) ? WEIGHTS[kind] : 0);
  const weights = {
    lostRequests: weightOf('lostRequests'),
    lostAnswers: weightOf('lostAnswers'),
    slowAnswers: weightOf('slowAnswers'),
    lateEffects: weightOf('lateEffects'),
    refusedConnections: weightOf('refusedConnections'),
    errors: weightOf('errors'),
    malformedAnswers: weightOf('malformedAnswers'),
    duplicates: weightOf('duplicates'),
    decoys: weightOf('decoys'),
    contradictions: weightOf('contradictions'),
    none: 1,
  };
  const kind = random.pickWeighted(weights);
  return kind === 'none' ? normalDelivery(random) : DRAW_BY_FAULT[kind](call, random);
}
