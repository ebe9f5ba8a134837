/**
 * Wrong guesses at what only a shopper knows, counted in the store, so that neither another node nor
 * a restart forgets them. After some, the next one has to wait; after more, for long. Every lock
 * ends by itself.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../outside.js';
import type { Settings } from '../settings.js';
import type { Tables } from '../store/tables.js';

interface Policy {
  /** wrong guesses that cost no wait */
  readonly free: number;
  /** ms to wait after each further one; the last again and again */
  readonly waits: readonly number[];
  /** ms after the last one until all are forgotten */
  readonly memory: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Many phones share an address of their network, and mean no harm together. */
export const POLICIES = {
  'session-shopper': {
    free: 5,
    waits: [10 * SECOND_MS, MINUTE_MS, 15 * MINUTE_MS],
    memory: HOUR_MS,
  },
  'session-address': {
    free: 20,
    waits: [10 * SECOND_MS, MINUTE_MS, 15 * MINUTE_MS],
    memory: HOUR_MS,
  },
  'pin-shopper': {
    free: 1,
    waits: [10 * SECOND_MS, 15 * MINUTE_MS, HOUR_MS, DAY_MS],
    memory: 3 * DAY_MS,
  },
  'pin-address': { free: 20, waits: [15 * MINUTE_MS], memory: HOUR_MS },
  /** A debit with a PIN was refused in words that may or may not mean the PIN. */
  'pin-doubt': { free: 9, waits: [15 * MINUTE_MS, HOUR_MS, DAY_MS], memory: 3 * DAY_MS },
} as const satisfies Record<string, Policy>;
export type GuessKind = keyof typeof POLICIES;

/** Who guesses, or at whom is guessed; `null` counts for nobody. */
export type Subjects = Readonly<Partial<Record<GuessKind, string | null>>>;

export interface Room {
  /** ms */
  readonly wait: number;
  readonly atOnce: number;
}

export interface Guesses {
  /** ms until any of these may be guessed at again; 0 for now. */
  lockedFor(subjects: Subjects): Promise<number>;
  /** The same, and how many guesses may be on their way together then. */
  roomFor(subjects: Subjects): Promise<Room>;
  /** Counts a wrong guess for each. */
  wrong(subjects: Subjects): Promise<void>;
  /** It was guessed right: what was wrong before was a mistake. */
  right(subjects: Subjects): Promise<void>;
  /** Removes what is forgotten anyway. */
  prune(): Promise<void>;
}

export function createGuesses(
  db: Kysely<Tables>,
  { patience }: Pick<Settings, 'patience'>,
  { now }: Pick<Platform, 'now'>,
): Guesses {
  /** Trials with a smaller patience are in a hurry with everything; nobody waits longer than said. */
  const haste = Math.min(patience, 1);
  const policyOf = (kind: GuessKind): Policy => POLICIES[kind];

  /** After so many wrong ones, the last of them at `lastAt`. */
  function roomAfter(kind: GuessKind, count: number, lastAt: number): Room {
    const { free, waits } = policyOf(kind);
    if (count <= free) return { wait: 0, atOnce: free + 1 - count };
    const wait = waits[Math.min(count - free, waits.length) - 1] ?? 0;
    // Each of those that come after it may be wrong, and has to be waited for.
    return { wait: Math.max(0, lastAt + wait * haste - now()), atOnce: 1 };
  }

  async function roomFor(subjects: Subjects): Promise<Room> {
    const named = namesOf(subjects);
    if (named.size === 0) return { wait: 0, atOnce: Infinity };
    const rows = await db
      .selectFrom('guesses')
      .selectAll()
      .where('subject', 'in', [...named.keys()])
      .where('forget_at', '>=', now())
      .execute();
    const counted = new Map(rows.map((row) => [row.subject, row]));
    const rooms = [...named].map(([subject, kind]) => {
      const { count, last_at } = counted.get(subject) ?? { count: 0, last_at: 0 };
      return roomAfter(kind, count, last_at);
    });
    return {
      wait: Math.max(0, ...rooms.map(({ wait }) => wait)),
      atOnce: Math.min(...rooms.map(({ atOnce }) => atOnce)),
    };
  }

  return {
    roomFor,

    lockedFor: async (subjects) => (await roomFor(subjects)).wait,

    async wrong(subjects) {
      const at = now();
      for (const [subject, kind] of namesOf(subjects)) {
        const last = { last_at: at, forget_at: Math.ceil(at + policyOf(kind).memory * haste) };
        await db
          .insertInto('guesses')
          .values({ subject, count: 1, ...last })
          .onConflict((conflict) =>
            conflict.column('subject').doUpdateSet((eb) => ({
              // One statement: two nodes that count at once lose none.
              count: eb
                .case()
                .when('guesses.forget_at', '<', at)
                .then(1)
                .else(eb('guesses.count', '+', 1))
                .end(),
              ...last,
            })),
          )
          .execute();
      }
    },

    async right(subjects) {
      const named = [...namesOf(subjects).keys()];
      if (named.length === 0) return;
      await db.deleteFrom('guesses').where('subject', 'in', named).execute();
    },

    async prune() {
      await db.deleteFrom('guesses').where('forget_at', '<', now()).execute();
    },
  };
}

function namesOf(subjects: Subjects): ReadonlyMap<string, GuessKind> {
  const names = new Map<string, GuessKind>();
  for (const kind of KINDS) {
    const who = subjects[kind];
    if (typeof who === 'string') names.set(`${kind}:${who}`, kind);
  }
  return names;
}

const KINDS: readonly GuessKind[] = [
  'session-shopper',
  'session-address',
  'pin-shopper',
  'pin-address',
  'pin-doubt',
];
