/**
 * Counts wrong PINs and credentials in the store, so that all nodes share the counts and a restart does
 * not reset them. After some free attempts each further one waits longer; every lock must expire.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import type { Tables } from '../store/tables.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, shorteningFactor } from '../time.js';

interface AttemptPolicy {
  /** wrong attempts without a wait */
  readonly freeAttempts: number;
  /** ms to wait after each further one; the last repeats */
  readonly waitsMs: readonly number[];
  /** ms from the last wrong attempt until all are forgotten */
  readonly memoryMs: number;
}

/** Addresses have more free attempts than shoppers: many phones share one address of their network. */
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

/** The shopper or address that an attempt counts against; `null` is not counted. */
export type AttemptSubjects = Readonly<Partial<Record<AttemptKind, string | null>>>;

export interface AttemptAllowance {
  /** ms */
  readonly waitMs: number;
  readonly maxConcurrent: number;
}

export interface AttemptLimiter {
  /** ms until the next attempt is allowed for all subjects; 0 where it is allowed now. */
  lockedForMs(subjects: AttemptSubjects): Promise<number>;
  /** The same wait, and the number of attempts that may be in flight together then. */
  allowanceFor(subjects: AttemptSubjects): Promise<AttemptAllowance>;
  /** Counts a wrong attempt against each subject. */
  recordFailure(subjects: AttemptSubjects): Promise<void>;
  /** Resets the subjects' counts. */
  recordSuccess(subjects: AttemptSubjects): Promise<void>;
  /** Removes expired rows. */
  prune(): Promise<void>;
}

export function createAttemptLimiter(
  db: Kysely<Tables>,
  settings: Pick<Settings, 'patience'>,
  { now }: Pick<Platform, 'now'>,
): AttemptLimiter {
  const durationFactor = shorteningFactor(settings);
  const policyOf = (kind: AttemptKind): AttemptPolicy => ATTEMPT_POLICIES[kind];

  /** The allowance after `count` wrong attempts, the last one at `lastAt`. */
  function allowanceAfter(kind: AttemptKind, count: number, lastAt: number): AttemptAllowance {
    const { freeAttempts, waitsMs } = policyOf(kind);
    if (count <= freeAttempts) return { waitMs: 0, maxConcurrent: freeAttempts + 1 - count };
    const waitMs = waitsMs[Math.min(count - freeAttempts, waitsMs.length) - 1] ?? 0;
    // The next attempt may be wrong too, so its answer must come before another one starts.
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
              // One statement, so that concurrent increments of two nodes are not lost.
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
