/**
 * Pairs of `id_user` and `token_user` that somebody shows: every one costs a question at bukaOlshop,
 * and a wrong one is a guess. A pair that was right a while ago is none, whatever others have
 * guessed meanwhile: nobody can lock a shopper out.
 */
import { createHash } from 'node:crypto';
import { ProblemError } from '../problem.js';
import type { Guesses } from './guesses.js';

export interface Pair {
  readonly idUser: string;
  readonly tokenUser: string;
}

export interface Pairs {
  /** @throws ProblemError `session_locked` where no guess is taken now */
  admit(pair: Pair, address: string | null): Promise<void>;
  wasRight(pair: Pair): Promise<void>;
  wasWrong(pair: Pair, address: string | null): Promise<void>;
}

/** right pairs remembered; the oldest are forgotten first */
const MOST = 10_000;

export function createPairs(guesses: Guesses): Pairs {
  const right = new Set<string>();
  const nameOf = ({ idUser, tokenUser }: Pair) =>
    createHash('sha256')
      .update(JSON.stringify([idUser, tokenUser]))
      .digest('base64url');
  const subjects = ({ idUser }: Pair, address: string | null) => ({
    'session-shopper': idUser,
    'session-address': address,
  });

  return {
    async admit(pair, address) {
      if (right.has(nameOf(pair))) return;
      const wait = await guesses.lockedFor(subjects(pair, address));
      if (wait > 0) throw new ProblemError('session_locked', { retryAfter: wait });
    },

    async wasRight(pair) {
      right.add(nameOf(pair));
      const [oldest] = right;
      if (right.size > MOST && oldest !== undefined) right.delete(oldest);
      // Of the shopper alone: who guesses at others would forgive himself by a pair of his own.
      await guesses.right({ 'session-shopper': pair.idUser });
    },

    async wasWrong(pair, address) {
      right.delete(nameOf(pair));
      await guesses.wrong(subjects(pair, address));
    },
  };
}
