/** Mistakes in the operator's decisions, and in the evidence that they are checked against. */
import { mutation } from './mutation.js';

const RESOLVE = 'orders/decisions/resolve-review.ts';
const VERDICTS = 'orders/decisions/verdicts.ts';

export const DECISION_MUTATIONS = [
  mutation('a decision to refund is only recorded', [
    RESOLVE,
    `      return { next_attempt_at: now, watch_until };`,
    `      return { next_attempt_at: null, watch_until };`,
  ]),
  mutation('an order that the operator refunded is refunded again', [
    RESOLVE,
    `  refunded: 'REFUNDED',`,
    `  refunded: 'REFUND_DUE',`,
  ]),
  mutation('an order that the operator marked as delivered is refunded', [
    RESOLVE,
    `  delivered: 'FULFILLED',`,
    `  delivered: 'REFUND_DUE',`,
  ]),
  mutation(
    'an order that is no longer in review is decided',
    [
      RESOLVE,
      `  const { order, evidence, verdicts, seekingState } = review;`,
      `  const { evidence, verdicts, seekingState } = review;
  const order = (await findOrderById(database.db, review.order.id)) ?? review.order;`,
    ],
    [
      RESOLVE,
      `  { ledger, now, timeouts, encrypt }: DecisionContext,`,
      `  { ledger, now, timeouts, encrypt, database }: DecisionContext,`,
    ],
    [
      RESOLVE,
      `import { MINUTE_MS } from '../../time.js';`,
      `import { MINUTE_MS } from '../../time.js';
import { findOrderById } from '../../ledger/queries.js';`,
    ],
    [
      'ledger/order-ledger.ts',
      `if (order.state !== 'REVIEW' || !TRANSITIONS.REVIEW.includes(to)) {`,
      'if (!TRANSITIONS.REVIEW.includes(to)) {',
    ],
  ),
  mutation('a decision does not record who made it', [
    RESOLVE,
    '`${decision} by ${by}: ${reason} (',
    '`${decision}: ${reason} (',
  ]),
  mutation("the operator's decision is ignored", [
    RESOLVE,
    `decision === 'delivered' || decision === 'look-again' ? null : 'resolved_by_operator',`,
    `order.reason,`,
  ]),
  mutation('evidence against a decision is not heeded', [
    RESOLVE,
    'if (isAgainst && !isOverruling)',
    `if (isAgainst && !isOverruling && decision === 'look-again')`,
  ]),
  mutation('an overruling is recorded like any decision', [
    'ledger/order-ledger.ts',
    `isOverruling ? 'overruled' : 'resolved'`,
    `isOverruling && order.version < 0 ? 'overruled' : 'resolved'`,
  ]),
  mutation('what was debited may be decided as failed', [
    VERDICTS,
    `debit: { taken: 'against', 'not-taken': 'for', unclear: 'open', 'not-due': 'for' },`,
    `debit: { taken: 'for', 'not-taken': 'for', unclear: 'open', 'not-due': 'for' },`,
  ]),
  mutation('what was paid back may be refunded', [
    VERDICTS,
    `refund: { paid: 'against', similar: 'open', none: 'for', 'not-by-us': 'open', unclear: 'open' },`,
    `refund: { paid: 'for', similar: 'open', none: 'for', 'not-by-us': 'open', unclear: 'open' },`,
  ]),
  mutation('what is delivered may be refunded', [
    VERDICTS,
    `delivery: { delivered: 'against', pending: 'against', none: 'for', unclear: 'open' },
  },
  /** The shopper has the money back already. */`,
    `delivery: { delivered: 'for', pending: 'for', none: 'for', unclear: 'open' },
  },
  /** The shopper has the money back already. */`,
  ]),
  mutation('what was not paid back may be decided as refunded', [
    VERDICTS,
    `refund: { paid: 'for', similar: 'open', none: 'against', 'not-by-us': 'open', unclear: 'open' },`,
    `refund: { paid: 'for', similar: 'open', none: 'for', 'not-by-us': 'for', unclear: 'open' },`,
  ]),
  mutation('any credit of the price counts as the refund', [
    VERDICTS,
    `refund: { paid: 'for', similar: 'open', none: 'against', 'not-by-us': 'open', unclear: 'open' },`,
    `refund: { paid: 'for', similar: 'for', none: 'against', 'not-by-us': 'open', unclear: 'open' },`,
  ]),
  mutation('what is under way may be decided as delivered', [
    VERDICTS,
    `delivery: { delivered: 'for', pending: 'against', none: 'against', unclear: 'open' },`,
    `delivery: { delivered: 'for', pending: 'for', none: 'against', unclear: 'open' },`,
  ]),
  mutation('what the provider refused may be decided as delivered', [
    VERDICTS,
    `delivery: { delivered: 'for', pending: 'against', none: 'against', unclear: 'open' },`,
    `delivery: { delivered: 'for', pending: 'against', none: 'for', unclear: 'open' },`,
  ]),
  mutation('an unread history proves that nothing was debited', [
    'orders/decisions/evidence.ts',
    `  return isMissing ? 'not-taken' : 'unclear';`,
    `  return isMissing || evidence.kind === 'unknown' ? 'not-taken' : 'unclear';`,
  ]),
  mutation('a history without notes proves that nothing was debited', [
    'orders/decisions/evidence.ts',
    `evidence.kind === 'absent' && (hasNotes || evidence.similar === 0);`,
    `evidence.kind === 'absent' && (hasNotes || evidence.similar >= 0);`,
  ]),
  mutation('a refund that may still come is taken for missing', [
    'orders/decisions/evidence.ts',
    `isSettled(refundAt, timeouts.lateEffectWatchMs);`,
    `isSettled(refundAt, timeouts.maxSilenceMs);`,
  ]),
  mutation('an order that was decided as failed is not watched', [
    RESOLVE,
    `: { next_attempt_at: now + debitSearchMs, watch_until };`,
    `: { next_attempt_at: null, watch_until: null };`,
  ]),
  mutation('an order that looks for its refund again is refunded', [
    RESOLVE,
    `    return isSeeking ? lastState : null;`,
    `    return isSeeking ? (lastState === 'REFUND_UNKNOWN' ? 'REFUND_DUE' : lastState) : null;`,
  ]),
  mutation('an order that looks again for its debit counts as debited', [
    RESOLVE,
    `    return isSeeking ? lastState : null;`,
    `    return isSeeking ? (lastState === 'DEBIT_UNKNOWN' ? 'PLACE_UNKNOWN' : lastState) : null;`,
  ]),
];
