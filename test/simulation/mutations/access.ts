/** Mistakes in access: sessions, proofs and PIN locks. */
import { mutation } from './mutation.js';

export const ACCESS_MUTATIONS = [
  mutation('wrong PINs are not counted', [
    'orders/pin-lock.ts',
    `      if (outcome.kind !== 'refused' || outcome.reason === 'quota') return;`,
    `      if (outcome.kind !== 'refused' || outcome.reason !== 'refused') return;`,
  ]),
  mutation('the PIN lock is not checked', [
    'orders/pin-lock.ts',
    '...shopperSubjects(shopper),',
    '',
  ]),
  mutation('a proof may be used twice', [
    'session/guard.ts',
    `if (!(await replayStore.claim(proof))) throw new ProblemError('proof_replayed');`,
    'await replayStore.claim(proof);',
  ]),
  mutation('a proof is forgotten before it expires', [
    'session/proof.ts',
    `    expiresAt: (proofClaims.iat + MAX_CLOCK_DIFFERENCE_SECONDS) * 1000,`,
    `    expiresAt: (proofClaims.iat - MAX_CLOCK_DIFFERENCE_SECONDS) * 1000 - 60_000,`,
  ]),
  mutation('a session is valid for every key', [
    'session/session-token.ts',
    'cnf.jkt !== thumbprint',
    `cnf.jkt === ''`,
  ]),
  mutation('a proof is valid for every session and body', [
    'session/proof.ts',
    'return wrong ? new ProblemError(wrong[2]) : null;',
    'return wrong?.[2] === undefined ? null : null;',
  ]),
  mutation('a proof is valid for every URL', [
    'session/proof.ts',
    'normalizeHtu(proofClaims.htu) !== normalizeHtu(request.url)',
    `proofClaims.htu === ''`,
  ]),
  mutation('a proof never expires', [
    'session/proof.ts',
    'Math.abs(proofClaims.iat - now / 1000) > MAX_CLOCK_DIFFERENCE_SECONDS',
    'proofClaims.iat - now / 1000 > MAX_CLOCK_DIFFERENCE_SECONDS',
  ]),
  mutation(
    'the back-off grows without a useful limit',
    [
      'orders/timeouts.ts',
      'const backoffMs = Math.ceil(elapsedMs / 4);',
      'const backoffMs = elapsedMs * 100;',
    ],
    [
      'orders/timeouts.ts',
      'const longestMs = Math.max(maxAttemptDelayMs, minAttemptDelayMs);',
      'const longestMs = maxAttemptDelayMs * Infinity;',
    ],
  ),
];
