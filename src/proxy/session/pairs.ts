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

/** What an answer says of the pair that was shown for it. */
export type Verdict =
  /** It is this shopper's: wrong ones before it were mistakes. */
  | 'attested'
  /** It was taken, which alone attests nothing (`session/shopper.ts`). */
  | 'taken'
  | 'wrong'
  /** There is no such thing: of a pair that was right before, that says nothing. */
  | 'not-there'
  | 'nothing';

export interface Pairs {
  /**
   * Asks what a pair is needed for, and counts what the answer says of the pair.
   *
   * @throws ProblemError `session_locked` where no guess is taken now
   */
  ask<T>(
    this: void,
    shown: Pair & { readonly address: string | null },
    question: () => Promise<T>,
    verdictOf: (answer: T) => Verdict,
  ): Promise<T>;
}

/** right pairs remembered; the oldest are forgotten first */
const MOST = 10_000;

export function createPairs(guesses: Guesses): Pairs {
  const right = new Set<string>();
  /** guesses at each shopper that are not answered yet */
  const underWay = new Map<string, number>();
  const nameOf = ({ idUser, tokenUser }: Pair) =>
    createHash('sha256')
      .update(JSON.stringify([idUser, tokenUser]))
      .digest('base64url');

  function remember(name: string): void {
    right.add(name);
    const [oldest] = right;
    if (right.size > MOST && oldest !== undefined) right.delete(oldest);
  }

  function begin(idUser: string): { before: number; end: () => void } {
    const before = underWay.get(idUser) ?? 0;
    underWay.set(idUser, before + 1);
    return {
      before,
      end: () => {
        const left = (underWay.get(idUser) ?? 1) - 1;
        if (left > 0) underWay.set(idUser, left);
        else underWay.delete(idUser);
      },
    };
  }

  return {
    async ask({ address, ...pair }, question, verdictOf) {
      const name = nameOf(pair);
      const subjects = { 'session-shopper': pair.idUser, 'session-address': address };
      const isGuess = !right.has(name);

      async function judged() {
        const answer = await question();
        const verdict = verdictOf(answer);
        if (verdict === 'attested' || verdict === 'taken') remember(name);
        if (verdict === 'wrong') right.delete(name);
        // Of the shopper alone: who guesses at others would forgive himself by a pair of his own.
        if (verdict === 'attested') await guesses.right({ 'session-shopper': pair.idUser });
        if (verdict === 'wrong' || (verdict === 'not-there' && isGuess)) {
          await guesses.wrong(subjects);
        }
        return answer;
      }

      if (!isGuess) return judged();
      const { before, end } = begin(pair.idUser);
      try {
        const wait = await guesses.lockedFor(subjects, { 'session-shopper': before });
        if (wait > 0) throw new ProblemError('session_locked', { retryAfter: wait });
        return await judged();
      } finally {
        end();
      }
    },
  };
}
