/** Mistakes in access: sessions, proofs, PIN locks, and the operator's decisions. */
import { mutation } from './mutation.js';

export const ACCESS_MUTATIONS = [
  mutation('a decision to refund is only recorded', [
    'orders/resolve-review.ts',
    `      next_attempt_at: decision === 'refund' ? now : null,`,
    `      next_attempt_at: null,`,
  ]),
  mutation('an order that the operator refunded is refunded again', [
    'orders/resolve-review.ts',
    `  refunded: 'REFUNDED',`,
    `  refunded: 'REFUND_DUE',`,
  ]),
  mutation('an order that the operator marked as delivered is refunded', [
    'orders/resolve-review.ts',
    `  delivered: 'FULFILLED',`,
    `  delivered: 'REFUND_DUE',`,
  ]),
  mutation(
    'an order that is not in review is decided',
    [
      'orders/resolve-review.ts',
      `if (order.state !== 'REVIEW') return { kind: 'not-in-review', state: order.state };`,
      '',
    ],
    [
      'ledger/order-ledger.ts',
      `if (order.state !== 'REVIEW' || !TRANSITIONS.REVIEW.includes(to)) {`,
      'if (!TRANSITIONS.REVIEW.includes(to)) {',
    ],
  ),
  mutation('a decision does not record who made it', [
    'orders/resolve-review.ts',
    '    `${decision} by ${by}: ${reason}`,',
    '    `${decision}: ${reason}`,',
  ]),
  mutation("the operator's decision is ignored", [
    'orders/resolve-review.ts',
    `      reason: decision === 'delivered' ? null : 'resolved_by_operator',`,
    `      reason: order.reason,`,
  ]),
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
