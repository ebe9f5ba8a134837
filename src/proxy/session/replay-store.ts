/**
 * Proofs that were used, in a table that all nodes share. What comes at the same time is written
 * at once: a durable commit for each request alone would be the slowest thing that it does.
 */
import type { Kysely } from 'kysely';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Tables } from '../store/tables.js';
import type { Proof } from './proof.js';

export interface ReplayStore {
  /**
   * Whether the proof is the first of its id; from then on it was used.
   *
   * @throws ProblemError `overloaded` when no more can be remembered: what could be replayed is not
   * taken at all
   */
  claim(proof: Pick<Proof, 'id' | 'expiresAt'>): Promise<boolean>;
}

interface PendingClaim {
  readonly expiresAt: number;
  readonly resolve: (isFirst: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Kept longer than a proof lives, as clocks of nodes differ; ms. */
const CLOCK_SKEW_MS = 60_000;
/** ms between two removals of what has expired */
const PRUNE_INTERVAL_MS = 10_000;
/** rows of one removal: SQLite does nothing else meanwhile, and 5,000 take it some 8 ms */
const PRUNE_BATCH_ROWS = 5_000;
/** proofs kept by all nodes; 2,000 a second for as long as a proof lives at most */
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
  /** as counted at the last tidying, and what this node has added since */
  let proofCount = 0;

  async function insertPending(): Promise<void> {
    const batch = pending;
    pending = new Map();
    try {
      const inserted = await db
        .insertInto('proofs')
        // In one order on all nodes, so that two batches never wait for each other.
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
    // There may be more: the next one who comes goes on.
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
