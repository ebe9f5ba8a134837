/**
 * Remembers used proofs in a table that all nodes share, so that each is accepted once. Concurrent
 * claims are inserted together: one durable commit per request would dominate its cost.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Tables } from '../store/tables.js';
import type { Proof } from './proof.js';

export interface ReplayStore {
  /**
   * Marks the proof as used; `false` where it was used before.
   *
   * @throws ProblemError `overloaded` when the table is full, since a proof that is not stored could
   * be replayed
   */
  claim(proof: Pick<Proof, 'id' | 'expiresAt'>): Promise<boolean>;
}

interface PendingClaim {
  readonly expiresAt: number;
  readonly resolve: (isFirst: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** ms that a row outlives its proof, since the clocks of nodes differ */
const CLOCK_SKEW_MS = 60_000;
/** ms between two removals of expired rows */
const PRUNE_INTERVAL_MS = 10_000;
/** rows of one removal; 5,000 block SQLite for some 8 ms */
const PRUNE_BATCH_ROWS = 5_000;
/** rows of all nodes: 2,000 a second over the longest life of a proof */
const MAX_PROOFS = 500_000;
/** rows of one statement */
const MAX_INSERT_ROWS = 500;

export function createReplayStore(
  db: Kysely<Tables>,
  { now, setTimer }: Pick<Platform, 'now' | 'setTimer'>,
  maxProofs = MAX_PROOFS,
): ReplayStore {
  let pending = new Map<string, PendingClaim>();
  let prunedAt = -Infinity;
  /** rows at the last removal, and those that this node has added since */
  let proofCount = 0;

  async function insertPending(): Promise<void> {
    const batch = pending;
    pending = new Map();
    try {
      const inserted = await db
        .insertInto('proofs')
        // Sorted, so that concurrent batches of two nodes cannot deadlock.
        .values(
          [...batch]
            .map(([id, { expiresAt }]) => ({
              id,
              expires_at: Math.ceil(expiresAt) + CLOCK_SKEW_MS,
            }))
            .sort((one, other) => (one.id < other.id ? -1 : 1)),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      const insertedIds = new Set(inserted.map(({ id }) => id));
      for (const [id, { resolve }] of batch) resolve(insertedIds.has(id));
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  async function prune(): Promise<void> {
    if (now() < prunedAt + PRUNE_INTERVAL_MS) return;
    prunedAt = now();
    const expired = db
      .selectFrom('proofs')
      .select('id')
      .where('expires_at', '<', now())
      .limit(PRUNE_BATCH_ROWS);
    const { numDeletedRows } = await db
      .deleteFrom('proofs')
      .where('id', 'in', expired)
      .executeTakeFirstOrThrow();
    // There may be more expired rows; the next claim goes on.
    if (numDeletedRows >= PRUNE_BATCH_ROWS) prunedAt = -Infinity;
    const { rows } = await db
      .selectFrom('proofs')
      .select((eb) => eb.fn.countAll().as('rows'))
      .executeTakeFirstOrThrow();
    proofCount = Number(rows);
  }

  return {
    claim: async ({ id, expiresAt }) => {
      await prune();
      if (pending.has(id)) return false;
      if (proofCount >= maxProofs)
        throw new ProblemError('overloaded', { retryAfterMs: PRUNE_INTERVAL_MS });
      proofCount += 1;
      const answer = new Promise<boolean>((resolve, reject) => {
        pending.set(id, { expiresAt, resolve, reject });
      });
      if (pending.size === MAX_INSERT_ROWS) void insertPending();
      else if (pending.size === 1) setTimer(0, () => void (pending.size > 0 && insertPending()));
      return answer;
    },
  };
}
