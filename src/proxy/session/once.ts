/**
 * Proofs that were used, in a table that all nodes share. What comes at the same time is written
 * at once: a durable commit for each request alone would be the slowest thing that it does.
 */
import type { Kysely } from 'kysely';
import type { Outside } from '../outside.js';
import type { Tables } from '../store/tables.js';
import type { Proof } from './proof.js';

export interface Once {
  /** Whether the proof is the first of its id; from then on it was used. */
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
const PRUNED_EVERY = 60_000;
/** rows of one statement */
const LARGEST = 500;

export function createOnce(
  db: Kysely<Tables>,
  { now, later }: Pick<Outside, 'now' | 'later'>,
): Once {
  let waiting = new Map<string, Claim>();
  let prunedAt = now();

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

  async function prune(): Promise<void> {
    if (now() < prunedAt + PRUNED_EVERY) return;
    prunedAt = now();
    await db.deleteFrom('proofs').where('expires_at', '<', now()).execute();
  }

  return {
    claim: async ({ id, expiresAt }) => {
      if (waiting.has(id)) return false;
      const answer = new Promise<boolean>((resolve, reject) => {
        waiting.set(id, { expiresAt, resolve, reject });
      });
      if (waiting.size === LARGEST) void write();
      else if (waiting.size === 1) later(0, () => void (waiting.size > 0 && write()));
      const first = await answer;
      await prune();
      return first;
    },
  };
}
