/**
 * Wrong guesses at what only a shopper knows, counted in the store, so that neither another node nor
 * a restart forgets them. After some, the next one has to wait; after more, for long. Every lock
 * ends by itself.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import type { Tables } from '../store/tables.js';

interface AttemptPolicy {
  /** wrong guesses that cost no wait */
  readonly freeAttempts: number;
  /** ms to wait after each further one; the last again and again */
  readonly waitsMs: readonly number[];
  /** ms after the last one until all are forgotten */
  readonly memoryMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Many phones share an address of their network, and mean no harm together. */
export const ATTEMPT_POLICIES = {
  'session-shopper': {
    freeAttempts: 5,
    waitsMs: [10 * SECOND_MS, MINUTE_MS, 15 * MINUTE_MS],
    memoryMs: HOUR_MS,
  },
  'session-address': {
    freeAttempts: 20,
    waitsMs: [10 * SECOND_MS, MINUTE_MS, 15 * MINUTE_MS],
    memoryMs: HOUR_MS,
  },
  'pin-shopper': {
    freeAttempts: 1,
    waitsMs: [10 * SECOND_MS, 15 * MINUTE_MS, HOUR_MS, DAY_MS],
    memoryMs: 3 * DAY_MS,
  },
  'pin-address': { freeAttempts: 20, waitsMs: [15 * MINUTE_MS], memoryMs: HOUR_MS },
  /** A debit with a PIN was refused in words that may or may not mean the PIN. */
  'pin-doubt': {
    freeAttempts: 9,
    waitsMs: [15 * MINUTE_MS, HOUR_MS, DAY_MS],
    memoryMs: 3 * DAY_MS,
  },
} as const satisfies Record<string, AttemptPolicy>;
export type AttemptKind = keyof typeof ATTEMPT_POLICIES;

/** Who guesses, or at whom is guessed; `null` counts for nobody. */
export type AttemptSubjects = Readonly<Partial<Record<AttemptKind, string | null>>>;

export interface AttemptAllowance {
  /** ms */
  readonly waitMs: number;
  readonly maxConcurrent: number;
}

export interface AttemptLimiter {
  /** ms until any of these may be guessed at again; 0 for now. */
  lockedForMs(subjects: AttemptSubjects): Promise<number>;
  /** The same, and how many guesses may be on their way together then. */
  allowanceFor(subjects: AttemptSubjects): Promise<AttemptAllowance>;
  /** Counts a wrong guess for each. */
  recordFailure(subjects: AttemptSubjects): Promise<void>;
  /** It was guessed right: what was wrong before was a mistake. */
  recordSuccess(subjects: AttemptSubjects): Promise<void>;
  /** Removes what is forgotten anyway. */
  prune(): Promise<void>;
}

export function createAttemptLimiter(
  db: Kysely<Tables>,
  { patience }: Pick<Settings, 'patience'>,
  { now }: Pick<Platform, 'now'>,
): AttemptLimiter {
  /** Trials with a smaller patience are in a hurry with everything; nobody waits longer than said. */
  const durationFactor = Math.min(patience, 1);
  const policyOf = (kind: AttemptKind): AttemptPolicy => ATTEMPT_POLICIES[kind];

  /** After so many wrong ones, the last of them at `lastAt`. */
  function allowanceAfter(kind: AttemptKind, count: number, lastAt: number): AttemptAllowance {
    const { freeAttempts, waitsMs } = policyOf(kind);
    if (count <= freeAttempts) return { waitMs: 0, maxConcurrent: freeAttempts + 1 - count };
    const waitMs = waitsMs[Math.min(count - freeAttempts, waitsMs.length) - 1] ?? 0;
    // Each of those that come after it may be wrong, and has to be waited for.
    return { waitMs: Math.max(0, lastAt + waitMs * durationFactor - now()), maxConcurrent: 1 };
  }

  async function allowanceFor(subjects: AttemptSubjects): Promise<AttemptAllowance> {
    const subjectKeys = subjectKeysOf(subjects);
    if (subjectKeys.size === 0) return { waitMs: 0, maxConcurrent: Infinity };
    const rows = await db
      .selectFrom('failed_attempts')
      .selectAll()
      .where('subject', 'in', [...subjectKeys.keys()])
      .where('forget_at', '>=', now())
      .execute();
    const counted = new Map(rows.map((row) => [row.subject, row]));
    const allowances = [...subjectKeys].map(([subject, kind]) => {
      const { count, last_at } = counted.get(subject) ?? { count: 0, last_at: 0 };
      return allowanceAfter(kind, count, last_at);
    });
    return {
      waitMs: Math.max(0, ...allowances.map(({ waitMs }) => waitMs)),
      maxConcurrent: Math.min(...allowances.map(({ maxConcurrent }) => maxConcurrent)),
    };
  }

  return {
    allowanceFor,

    lockedForMs: async (subjects) => (await allowanceFor(subjects)).waitMs,

    async recordFailure(subjects) {
      const at = now();
      for (const [subject, kind] of subjectKeysOf(subjects)) {
        const update = {
          last_at: at,
          forget_at: Math.ceil(at + policyOf(kind).memoryMs * durationFactor),
        };
        await db
          .insertInto('failed_attempts')
          .values({ subject, count: 1, ...update })
          .onConflict((conflict) =>
            conflict.column('subject').doUpdateSet((eb) => ({
              // One statement: two nodes that count at once lose none.
              count: eb
                .case()
                .when('failed_attempts.forget_at', '<', at)
                .then(1)
                .else(eb('failed_attempts.count', '+', 1))
                .end(),
              ...update,
            })),
          )
          .execute();
      }
    },

    async recordSuccess(subjects) {
      const subjectKeys = [...subjectKeysOf(subjects).keys()];
      if (subjectKeys.length === 0) return;
      await db.deleteFrom('failed_attempts').where('subject', 'in', subjectKeys).execute();
    },

    async prune() {
      await db.deleteFrom('failed_attempts').where('forget_at', '<', now()).execute();
    },
  };
}

function subjectKeysOf(subjects: AttemptSubjects): ReadonlyMap<string, AttemptKind> {
  const keys = new Map<string, AttemptKind>();
  for (const kind of ATTEMPT_KINDS) {
    const subjectId = subjects[kind];
    if (typeof subjectId === 'string') keys.set(`${kind}:${subjectId}`, kind);
  }
  return keys;
}

const ATTEMPT_KINDS: readonly AttemptKind[] = [
  'session-shopper',
  'session-address',
  'pin-shopper',
  'pin-address',
  'pin-doubt',
];
