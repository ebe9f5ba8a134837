/**
 * Pairs of `id_user` and `token_user` that somebody shows: every one costs a question at bukaOlshop,
 * and a wrong one is a guess. A pair that was right a while ago is none, whatever others have
 * guessed meanwhile: nobody can lock a shopper out.
 */
import { createHash } from 'node:crypto';
import { ProblemError } from '../problem.js';
import { Recent } from '../recent.js';
import type { AttemptLimiter } from './guesses.js';

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

/** right pairs remembered; those that are not shown for the longest time are forgotten first */
const MOST = 10_000;
/** ms after which a guess is answered, mostly */
const SOON = 10_000;

export function createPairs(attemptLimiter: AttemptLimiter): Pairs {
  const right = new Recent<string, true>(MOST);
  /** for each shopper, pairs whose answers have not come, and how often each is asked about */
  const underWay = new Map<string, Map<string, number>>();
  const nameOf = ({ idUser, tokenUser }: Pair) =>
    createHash('sha256')
      .update(JSON.stringify([idUser, tokenUser]))
      .digest('base64url');

  /** @returns how many other pairs are under way, and what ends this one */
  function begin(idUser: string, name: string): { others: number; end: () => void } {
    const names = underWay.get(idUser) ?? new Map<string, number>();
    underWay.set(idUser, names);
    const others = names.size - (names.has(name) ? 1 : 0);
    names.set(name, (names.get(name) ?? 0) + 1);
    return {
      others,
      end: () => {
        const left = (names.get(name) ?? 1) - 1;
        if (left > 0) names.set(name, left);
        else names.delete(name);
        if (names.size === 0) underWay.delete(idUser);
      },
    };
  }

  return {
    async ask({ address, ...pair }, question, verdictOf) {
      const name = nameOf(pair);
      const subjects = { 'session-shopper': pair.idUser, 'session-address': address };
      const isKnown = right.get(name) === true;

      async function judged() {
        const answer = await question();
        const verdict = verdictOf(answer);
        if (verdict === 'attested' || verdict === 'taken') right.set(name, true);
        // Of the shopper alone: who guesses at others would forgive himself by a pair of his own.
        if (verdict === 'attested')
          await attemptLimiter.recordSuccess({ 'session-shopper': pair.idUser });
        // One that was right before was never guessed: the shopper, or the shop, has a new token.
        if (verdict === 'wrong' && !isKnown) await attemptLimiter.recordFailure(subjects);
        return answer;
      }

      if (isKnown) return judged();
      const { others, end } = begin(pair.idUser, name);
      try {
        const { waitMs, maxConcurrent } = await attemptLimiter.allowanceFor(subjects);
        const retryAfterMs = waitMs === 0 && others >= maxConcurrent ? SOON : waitMs;
        if (retryAfterMs > 0) throw new ProblemError('session_locked', { retryAfterMs });
        return await judged();
      } finally {
        end();
      }
    },
  };
}
