/** Mistakes in the operator's decisions, and in the evidence that they are checked against. */
import { mutation } from './mutation.js';

const RESOLVE = 'orders/decisions/resolve-review.ts';
const VERDICTS = 'orders/decisions/verdicts.ts';

export const DECISION_MUTATIONS = [
  mutation('a decision to refund is only recorded', [
    RESOLVE,
    `    case 'refund':\n      return {\n        next_attempt_at: now,`,
    `    case 'refund':\n      return {\n        next_attempt_at: null,`,
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
      `if (!resolutionsFrom(order).includes(to)) {`,
      `if (!resolutionsFrom({ ...order, state: 'REVIEW' }).includes(to)) {`,
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
    `  failed: {\n    debit: {\n      taken: 'against',`,
    `  failed: {\n    debit: {\n      taken: 'for',`,
  ]),
  mutation('what was paid back may be refunded', [
    VERDICTS,
    `      paid: 'against',\n      similar: 'open',\n      'other-amount': 'against',\n      pending: 'against',`,
    `      paid: 'for',\n      similar: 'open',\n      'other-amount': 'against',\n      pending: 'against',`,
  ]),
  mutation('what is delivered may be refunded', [
    VERDICTS,
    `      delivered: 'against',
      pending: 'against',
      none: 'for',
      unclear: 'open',
      corrected: 'for',
`,
    `      delivered: 'for',
      pending: 'for',
      none: 'for',
      unclear: 'open',
      corrected: 'for',
`,
  ]),
  mutation('what was not paid back may be decided as refunded', [
    VERDICTS,
    `      paid: 'for',\n      similar: 'open',\n      none: 'against',\n      'not-by-us': 'open',`,
    `      paid: 'for',\n      similar: 'open',\n      none: 'for',\n      'not-by-us': 'for',`,
  ]),
  mutation('any credit of the price counts as the refund', [
    VERDICTS,
    `      paid: 'for',\n      similar: 'open',\n      none: 'against',`,
    `      paid: 'for',\n      similar: 'for',\n      none: 'against',`,
  ]),
  mutation('what is under way may be decided as delivered', [
    VERDICTS,
    `      pending: 'against',
      none: 'against',
`,
    `      pending: 'for',
      none: 'against',
`,
  ]),
  mutation('what the provider refused may be decided as delivered', [
    VERDICTS,
    `      pending: 'against',
      none: 'against',
`,
    `      pending: 'against',
      none: 'for',
`,
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
  mutation('a correction is only recorded', [
    RESOLVE,
    `    case 'correct':
      return { next_attempt_at: now,`,
    `    case 'correct':
      return { next_attempt_at: null,`,
  ]),
  mutation('what was paid back by hand may be corrected', [
    VERDICTS,
    `      similar: 'against',`,
    `      similar: 'for',`,
  ]),
  mutation('a correction has no tag of its own', [
    RESOLVE,
    `  correction_tag: correctionTag(order),`,
    `  correction_tag: order.refund_tag,`,
  ]),
  mutation('a correction is sent with the tag of a refund', [
    'orders/transfer-tags.ts',
    `(correction_tag ?? refund_tag)`,
    `(correction_tag === '' ? correction_tag : refund_tag)`,
  ]),
  mutation('a corrected order is no longer known as delivered', [
    RESOLVE,
    `  delivered_at: order.delivered_at ?? order.state_entered_at,`,
    `  delivered_at: order.delivered_at,`,
  ]),
  mutation('a correction in review is not told from a delivery', [
    'orders/decisions/evidence.ts',
    `  if (delivered_at !== null) return 'corrected';`,
    `  if (delivered_at === 0) return 'corrected';`,
  ]),
  mutation('a correction is not looked for in the history', [
    'orders/decisions/evidence.ts',
    `[order.refund_tag, correctionTag(order)]`,
    `[order.refund_tag, correctionTag(order)].slice(0, 1)`,
  ]),
  mutation('an invoice order may be corrected', [
    RESOLVE,
    `correct: verdictIf(!isInReview && !isInvoice && !isCheckout, 'correct')`,
    `correct: verdictIf(!isInReview && !isCheckout, 'correct')`,
  ]),
  mutation('a refund by hand is corrected once more', [
    RESOLVE,
    `  const state = decision === 'look-again' ? seekingState : STATE_BY_DECISION[decision];`,
    `  const isByHand = order.state === 'FULFILLED' && decision === 'refunded';
  const state =
    decision === 'look-again' ? seekingState : STATE_BY_DECISION[isByHand ? 'correct' : decision];`,
  ]),
  mutation('a credit after the debit does not hinder a correction', [
    'saldo/evidence.ts',
    `parseTanggal(row) < parseTanggal(earlier)`,
    `parseTanggal(row) > parseTanggal(earlier)`,
  ]),
];
