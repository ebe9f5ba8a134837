/**
 * Proofs that were used, in a table that all nodes share. What comes at the same time is written
 * at once: a durable commit for each request alone would be the slowest thing that it does.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../outside.js';
import { ProblemError } from '../problem.js';
import type { Tables } from '../store/tables.js';
import type { Proof } from './proof.js';

export interface Once {
  /**
   * Whether the proof is the first of its id; from then on it was used.
   *
   * @throws ProblemError `overloaded` when no more can be remembered: what could be replayed is not
   * taken at all
   */
  claim(proof: Pick<Proof, 'id' | 'expiresAt'>): Promise<boolean>;
}

interface Claim {
  readonly expiresAt: number;
  readonly resolve: (first: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Kept longer than a proof lives, as clocks of nodes differ; ms. */
const SPARE = 60_000;
/** ms between two removals of what has expired */
const TIDIED_EVERY = 10_000;
/** rows of one removal: SQLite does nothing else meanwhile, and 5,000 take it some 8 ms */
const SLICE = 5_000;
/** proofs kept by all nodes; 2,000 a second for as long as a proof lives at most */
const MOST = 500_000;
/** rows of one statement */
const LARGEST = 500;

export function createOnce(
  db: Kysely<Tables>,
  { now, setTimer }: Pick<Platform, 'now' | 'later'>,
  most = MOST,
): Once {
  let waiting = new Map<string, Claim>();
  let tidiedAt = -Infinity;
  /** as counted at the last tidying, and what this node has added since */
  let kept = 0;

  async function write(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    try {
      const written = await db
        .insertInto('proofs')
        // In one order on all nodes, so that two batches never wait for each other.
        .values(
          [...batch]
            .map(([id, { expiresAt }]) => ({ id, expires_at: Math.ceil(expiresAt) + SPARE }))
            .sort((one, other) => (one.id < other.id ? -1 : 1)),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      const fresh = new Set(written.map(({ id }) => id));
      for (const [id, { resolve }] of batch) resolve(fresh.has(id));
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  async function tidy(): Promise<void> {
    if (now() < tidiedAt + TIDIED_EVERY) return;
    tidiedAt = now();
    const expired = db
      .selectFrom('proofs')
      .select('id')
      .where('expires_at', '<', now())
      .limit(SLICE);
    const { numDeletedRows } = await db
      .deleteFrom('proofs')
      .where('id', 'in', expired)
      .executeTakeFirstOrThrow();
    // There may be more: the next one who comes goes on.
    if (numDeletedRows >= SLICE) tidiedAt = -Infinity;
    const { rows } = await db
      .selectFrom('proofs')
      .select((eb) => eb.fn.countAll().as('rows'))
      .executeTakeFirstOrThrow();
    kept = Number(rows);
  }

  return {
    claim: async ({ id, expiresAt }) => {
      await tidy();
      if (waiting.has(id)) return false;
      if (kept >= most) throw new ProblemError('overloaded', { retryAfterMs: TIDIED_EVERY });
      kept += 1;
      const answer = new Promise<boolean>((resolve, reject) => {
        waiting.set(id, { expiresAt, resolve, reject });
      });
      if (waiting.size === LARGEST) void write();
      else if (waiting.size === 1) setTimer(0, () => void (waiting.size > 0 && write()));
      return answer;
    },
  };
}
