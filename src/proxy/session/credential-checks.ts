/**
 * Pairs of `id_user` and `token_user` that somebody shows: every one costs a question at bukaOlshop,
 * and a wrong one is a guess. A pair that was right a while ago is none, whatever others have
 * guessed meanwhile: nobody can lock a shopper out.
 */
import { createHash } from 'node:crypto';
import { ProblemError } from '../problem.js';
import { LruMap } from '../cache/lru-map.js';
import type { AttemptLimiter } from './attempt-limiter.js';

export interface Credentials {
  readonly idUser: string;
  readonly tokenUser: string;
}

/** What an answer says of the pair that was shown for it. */
export type CredentialVerdict =
  /** It is this shopper's: wrong ones before it were mistakes. */
  | 'attested'
  /** It was taken, which alone attests nothing (`session/verify-shopper.ts`). */
  | 'taken'
  | 'wrong'
  | 'nothing';

export interface CredentialChecks {
  /**
   * Asks what a pair is needed for, and counts what the answer says of the pair.
   *
   * @throws ProblemError `session_locked` where no guess is taken now
   */
  check<T>(
    this: void,
    presented: Credentials & { readonly address: string | null },
    send: () => Promise<T>,
    classify: (answer: T) => CredentialVerdict,
  ): Promise<T>;
}

/** right pairs remembered; those that are not shown for the longest time are forgotten first */
const MAX_REMEMBERED = 10_000;
/** ms after which a guess is answered, mostly */
const RETRY_SOON_MS = 10_000;

export function createCredentialChecks(attemptLimiter: AttemptLimiter): CredentialChecks {
  const knownGood = new LruMap<string, true>(MAX_REMEMBERED);
  /** for each shopper, pairs whose answers have not come, and how often each is asked about */
  const inFlight = new Map<string, Map<string, number>>();
  const fingerprintOf = ({ idUser, tokenUser }: Credentials) =>
    createHash('sha256')
      .update(JSON.stringify([idUser, tokenUser]))
      .digest('base64url');

  /** @returns how many other pairs are under way, and what ends this one */
  function startCheck(
    idUser: string,
    fingerprint: string,
  ): { otherCount: number; endCheck: () => void } {
    const fingerprints = inFlight.get(idUser) ?? new Map<string, number>();
    inFlight.set(idUser, fingerprints);
    const otherCount = fingerprints.size - (fingerprints.has(fingerprint) ? 1 : 0);
    fingerprints.set(fingerprint, (fingerprints.get(fingerprint) ?? 0) + 1);
    return {
      otherCount,
      endCheck: () => {
        const remaining = (fingerprints.get(fingerprint) ?? 1) - 1;
        if (remaining > 0) fingerprints.set(fingerprint, remaining);
        else fingerprints.delete(fingerprint);
        if (fingerprints.size === 0) inFlight.delete(idUser);
      },
    };
  }

  return {
    async check({ address, ...credentials }, send, classify) {
      const fingerprint = fingerprintOf(credentials);
      const subjects = { 'session-shopper': credentials.idUser, 'session-address': address };
      const isKnownGood = knownGood.get(fingerprint) === true;

      async function sendAndJudge() {
        const answer = await send();
        const verdict = classify(answer);
        if (verdict === 'attested' || verdict === 'taken') knownGood.set(fingerprint, true);
        // Of the shopper alone: who guesses at others would forgive himself by a pair of his own.
        if (verdict === 'attested')
          await attemptLimiter.recordSuccess({ 'session-shopper': credentials.idUser });
        // One that was right before was never guessed: the shopper, or the shop, has a new token.
        if (verdict === 'wrong' && !isKnownGood) await attemptLimiter.recordFailure(subjects);
        return answer;
      }

      if (isKnownGood) return sendAndJudge();
      const { otherCount, endCheck } = startCheck(credentials.idUser, fingerprint);
      try {
        const { waitMs, maxConcurrent } = await attemptLimiter.allowanceFor(subjects);
        const retryAfterMs = waitMs === 0 && otherCount >= maxConcurrent ? RETRY_SOON_MS : waitMs;
        if (retryAfterMs > 0) throw new ProblemError('session_locked', { retryAfterMs });
        return await sendAndJudge();
      } finally {
        endCheck();
      }
    },
  };
}
