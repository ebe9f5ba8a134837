/** What becomes of one call to an upstream. */
import type { RandomSource } from '../chance.js';
import type { Plan, FaultKind } from '../plan.js';

export interface Fate {
  /** for the trace */
  readonly name: string;
  /** ms until it is carried out; `null` when it never is */
  readonly arrives: number | null;
  /** ms from then on until its answer is there; `null` when none comes */
  readonly returns: number | null;
  /** The connection was refused: no byte left. */
  readonly isRefused?: true;
  /** ms until the connection breaks, without an answer */
  readonly breaks?: number;
  /** answered in its place; nothing is carried out */
  readonly instead?: Instead;
  /** told beside it, s */
  readonly retryAfter?: number;
  /** what the answer becomes */
  readonly spoilt?: Spoilt;
  /** ms after which it arrives once more, if it had an effect */
  readonly again?: number;
  /** A history then shows a row with our tag that is not this change. */
  readonly leavesDecoy?: true;
}

/** 401: for a while the shop's key is not accepted. `another`: a good answer to somebody else. */
export type Instead = 401 | 429 | 503 | 'another';

/** `refusing`: by its looks nothing was done. */
export type Spoilt = 'error' | 'html' | 'cut' | 'bare' | 'foreign' | 'refusing';

/** What is asked, as far as its fate goes. */
export interface Asked {
  readonly kind: 'read' | 'saldo' | 'order';
  /** A second arrival of an order is known as one. */
  readonly isKnownAgain: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Where it matters more goes wrong, where it matters less, less. */
const RATES = { saldo: 1.6, order: 1.6, read: 0.5 } as const;

/** How often each is drawn beside the others that are on. */
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
type Kind = keyof typeof WEIGHTS;
type Way = (asked: Asked, random: RandomSource) => Fate;

const fine = (random: RandomSource) => ({
  name: 'fine',
  arrives: random.integer(5, 400),
  returns: random.integer(5, 400),
});

/** No answer: by a reset, or by nothing at all until the time-out. */
const unanswered = (random: RandomSource) => ({
  returns: null,
  ...(random.withProbability(0.5) && { breaks: random.integer(10, 15 * SECOND) }),
});

const lost: Way = (_asked, random) => ({ name: 'lost', arrives: null, ...unanswered(random) });
const refused: Way = (_asked, random) => ({
  name: 'refused connection',
  arrives: null,
  returns: null,
  isRefused: true,
  breaks: random.integer(1, 2 * SECOND),
});
const instead =
  (status: Instead): Way =>
  (_asked, random) => ({ ...fine(random), name: `${String(status)} instead`, instead: status });
const spoilt =
  (kinds: readonly [Spoilt, ...Spoilt[]]): Way =>
  (_asked, random) => {
    const kind = random.pick(kinds);
    return { ...fine(random), name: `answer ${kind}`, spoilt: kind };
  };

/**
 * How long an effect may be under way. A debit is watched for a day; an order that a provider makes
 * later than the half hour for which it is looked for is beyond what anybody could notice.
 */
function lateness({ kind }: Asked, random: RandomSource): number {
  const long = kind === 'saldo' ? 4 : 0;
  switch (random.pickWeighted({ soon: 6, minutes: 4, hours: long })) {
    case 'soon':
      return random.integer(15 * SECOND, 2 * MINUTE);
    case 'minutes':
      return random.integer(2 * MINUTE, 25 * MINUTE);
    case 'hours':
      // Also in the last hours of the watch, in which it looks once more.
      return random.withProbability(0.4)
        ? random.integer(HOUR, 22 * HOUR)
        : random.integer(22 * HOUR, 24 * HOUR);
  }
}

const WAYS: Readonly<Record<Kind, Way>> = {
  lostRequests: lost,
  lostAnswers: (_asked, random) => ({
    ...fine(random),
    name: 'lost answer',
    ...unanswered(random),
  }),
  slowAnswers: (_asked, random) => ({
    ...fine(random),
    name: 'slow answer',
    returns: random.integer(5 * SECOND, MINUTE),
  }),
  lateEffects: (asked, random) => ({
    name: 'late effect',
    arrives: asked.kind === 'read' ? null : lateness(asked, random),
    returns: random.integer(5, 400),
    ...(random.withProbability(0.5) && { breaks: random.integer(10, 15 * SECOND) }),
  }),
  refusedConnections: refused,
  errors: (asked, random) =>
    random.pick([instead(401), instead(401), instead(429), instead(503), spoilt(['error'])])(
      asked,
      random,
    ),
  malformedAnswers: spoilt(['html', 'cut', 'bare', 'foreign']),
  duplicates: (asked, random) => ({
    ...fine(random),
    name: 'twice',
    // A second change of saldo within the pause is refused; a second order only where it is known.
    ...((asked.kind === 'saldo' || asked.isKnownAgain) && { again: random.integer(1, 4 * SECOND) }),
  }),
  contradictions: (asked, random) =>
    random.pick([instead('another'), spoilt(['refusing'])])(asked, random),
  decoys: (asked, random) => ({
    ...lost(asked, random),
    ...(asked.kind === 'saldo' && { name: 'lost, decoy', leavesDecoy: true }),
  }),
};

/** While an upstream is gone. */
export const outage: Way = (asked, random) =>
  random.pick([lost, refused, instead(503)])(asked, random);

/** While the quota is spent, with or without a word on when it is back. */
export const spent = (untilBack: number, random: RandomSource): Fate => ({
  ...fine(random),
  name: 'quota spent',
  instead: 429,
  ...(random.withProbability(0.5) && { retryAfter: Math.ceil(untilBack / SECOND) }),
});

/** @param areFaultsOver whether nothing goes wrong any more */
export function fateOf(
  plan: Plan,
  random: RandomSource,
  asked: Asked,
  areFaultsOver: boolean,
): Fate {
  if (areFaultsOver || !random.withProbability(plan.faultRate * RATES[asked.kind]))
    return fine(random);
  const weightOf = (kind: Kind) => (plan.faultKinds.has(kind) ? WEIGHTS[kind] : 0);
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
  return kind === 'none' ? fine(random) : WAYS[kind](asked, random);
}
