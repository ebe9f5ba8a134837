/**
 * Checks of `id_user` and `token_user` at bukaOlshop. A wrong pair counts as an attempt; a pair that
 * was right before never does, so that nobody can lock a shopper out.
 */
import { LruMap } from '../cache/lru-map.js';
import { ProblemError } from '../problem.js';
import type { AttemptLimiter } from './attempt-limiter.js';
import { fingerprintOf, type Credentials } from './credentials.js';

/** What an upstream's answer proves about the credentials that were sent. */
export type CredentialVerdict =
  /** They belong to this shopper; earlier wrong pairs were mistakes. */
  | 'verified'
  /** They were accepted, which alone does not prove whose they are (`verify-shopper.ts`). */
  | 'accepted'
  | 'wrong'
  | 'inconclusive';

export interface CredentialChecks {
  /**
   * Sends a request that needs the pair, and counts the verdict on it.
   *
   * @throws ProblemError `session_locked` where no attempt is allowed now
   */
  check<T>(
    this: void,
    presented: Credentials & { readonly address: string | null },
    send: () => Promise<T>,
    classify: (answer: T) => CredentialVerdict,
  ): Promise<T>;
}

/** right pairs remembered; the least recently used is forgotten first */
const MAX_REMEMBERED = 10_000;
/** ms; most checks are answered by then */
const RETRY_SOON_MS = 10_000;

export function createCredentialChecks(attemptLimiter: AttemptLimiter): CredentialChecks {
  const knownGood = new LruMap<string, true>(MAX_REMEMBERED);
  /** by `id_user`: fingerprints of the pairs being checked, and the number of checks of each */
  const inFlight = new Map<string, Map<string, number>>();

  /** @returns the number of other pairs being checked, and a function that ends this check */
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
        if (verdict === 'verified' || verdict === 'accepted') knownGood.set(fingerprint, true);
        // Reset only the per-shopper counter; otherwise an attacker clears the per-address one by
        // logging in as himself.
        if (verdict === 'verified')
          await attemptLimiter.recordSuccess({ 'session-shopper': credentials.idUser });
        // A pair that was right before is no guess: the shopper or the shop has a new token.
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
