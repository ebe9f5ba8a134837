/** Mistakes in who may do what: shoppers and those who pretend to be, and the person who decides. */
import { mutation } from './mutation.js';

export const ACCESS_MUTATIONS = [
  mutation('a decision to pay back is only written down', [
    'orders/resolve-review.ts',
    `      next_attempt_at: decision === 'refund' ? now : null,`,
    `      next_attempt_at: null,`,
  ]),
  mutation('what a person paid back is paid back again', [
    'orders/resolve-review.ts',
    `  refunded: 'REFUNDED',`,
    `  refunded: 'REFUND_DUE',`,
  ]),
  mutation('what a person says was delivered is paid back', [
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
  mutation('a decision does not say who made it', [
    'orders/resolve-review.ts',
    '    `${decision} by ${by}: ${reason}`,',
    '    `${decision}: ${reason}`,',
  ]),
  mutation('a person who decided is not believed', [
    'orders/resolve-review.ts',
    `      reason: decision === 'delivered' ? null : 'resolved_by_operator',`,
    `      reason: order.reason,`,
  ]),
  mutation('wrong PINs are not counted', [
    'orders/pin-lock.ts',
    `      if (outcome.kind !== 'refused' || outcome.reason === 'quota') return;`,
    `      if (outcome.kind !== 'refused' || outcome.reason !== 'refused') return;`,
  ]),
  mutation('a lock of PINs is not asked for', [
    'orders/pin-lock.ts',
    '...shopperSubjects(shopper),',
    '',
  ]),
  mutation('a proof may come twice', [
    'session/guard.ts',
    `if (!(await replayStore.claim(proof))) throw new ProblemError('proof_replayed');`,
    'await replayStore.claim(proof);',
  ]),
  mutation('a proof is forgotten before it expires', [
    'session/proof.ts',
    `    expiresAt: (proofClaims.iat + MAX_CLOCK_DIFFERENCE_SECONDS) * 1000,`,
    `    expiresAt: (proofClaims.iat - MAX_CLOCK_DIFFERENCE_SECONDS) * 1000 - 60_000,`,
  ]),
  mutation('a session is for every key', [
    'session/session-token.ts',
    'cnf.jkt !== thumbprint',
    `cnf.jkt === ''`,
  ]),
  mutation('a proof is for every session and body', [
    'session/proof.ts',
    'return wrong ? new ProblemError(wrong[2]) : null;',
    'return wrong?.[2] === undefined ? null : null;',
  ]),
  mutation('a proof is for every address', [
    'session/proof.ts',
    'normalizeHtu(proofClaims.htu) !== normalizeHtu(request.url)',
    `proofClaims.htu === ''`,
  ]),
  mutation('a proof is good for ever', [
    'session/proof.ts',
    'Math.abs(proofClaims.iat - now / 1000) > MAX_CLOCK_DIFFERENCE_SECONDS',
    'proofClaims.iat - now / 1000 > MAX_CLOCK_DIFFERENCE_SECONDS',
  ]),
  mutation(
    'looks grow so rare that nobody waits for them',
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
