/**
 * An operator's decision on an order in review, or the correction of a delivered one. It is checked against the evidence of that moment, and
 * recorded with name, reason and evidence. It moves no money itself.
 */
import type { ScheduledChange } from '../../ledger/order-changes.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderState } from '../../store/order-state.js';
import { MINUTE_MS } from '../../time.js';
import type { DecisionContext } from './decision-context.js';
import { correctionTag } from '../transfer-tags.js';
import { formerAttemptsWatch } from '../steps/transitions.js';
import { findOrderEvidence, type OrderEvidence } from './evidence.js';
import {
  FACT_NAMES,
  judge,
  type EndingDecision,
  type FactName,
  type Facts,
  type Verdict,
} from './verdicts.js';

/** On an order in review. */
export const DECISIONS = ['delivered', 'refund', 'refunded', 'failed', 'look-again'] as const;
/** On a delivered order: the proxy pays it back, or it was paid back by hand. */
export const CORRECTIONS = ['correct', 'refunded'] as const;
export type Decision = (typeof DECISIONS)[number] | (typeof CORRECTIONS)[number];

/** The state that each decision leads to; `look-again` leads to the seeking state. */
export const STATE_BY_DECISION = {
  delivered: 'FULFILLED',
  refund: 'REFUND_DUE',
  refunded: 'REFUNDED',
  failed: 'CANCELLED',
  correct: 'REFUND_DUE',
} as const satisfies Record<EndingDecision, OrderState>;

/** An order, and what may be decided on it now. */
export interface Review {
  readonly order: OrderRow;
  readonly evidence: OrderEvidence;
  /** `null` where the decision cannot be meant for the order */
  readonly verdicts: Readonly<Record<Decision, Verdict | null>>;
  readonly seekingState: OrderState | null;
}

export interface ReviewDecision {
  readonly decision: Decision;
  /** the operator's name; stored in the event */
  readonly by: string;
  /** the operator's reason; stored in the event */
  readonly reason: string;
  /** Decides even against the evidence, which is recorded. */
  readonly isOverruling: boolean;
}

export type ResolveResult =
  | { readonly kind: 'resolved'; readonly order: OrderRow }
  | { readonly kind: 'refused'; readonly because: readonly FactName[] }
  /** The decision cannot be meant for this order, whatever the evidence. */
  | { readonly kind: 'not-applicable' }
  /** The order has changed since the evidence was found, or that is too long ago. */
  | { readonly kind: 'outdated' };

/** ms after which the evidence must be found anew */
const MAX_EVIDENCE_AGE_MS = 5 * MINUTE_MS;

/** @param order in review, or delivered */
export async function reviewOrder(context: DecisionContext, order: OrderRow): Promise<Review> {
  const evidence = await findOrderEvidence(context, order);
  const isInReview = order.state === 'REVIEW';
  const seekingState = isInReview ? findSeekingState(order, evidence) : null;
  const isInvoice = order.paid_by === 'invoice';
  const isCheckout = order.paid_by === 'checkout';
  // What bukaOlshop took is paid back by its own cancellation, of a transaction that is ours alone.
  const isRefundable = isCheckout ? evidence.transaction?.isOurs === true : !isInvoice;
  const verdictIf = (isMeant: boolean, decision: EndingDecision) =>
    isMeant ? judge(decision, evidence.facts) : null;
  return {
    order,
    evidence,
    seekingState,
    verdicts: {
      delivered: verdictIf(isInReview, 'delivered'),
      // An invoice order took no saldo.
      refund: verdictIf(isInReview && isRefundable, 'refund'),
      refunded: verdictIf(!isInvoice && (isInReview || !isCheckout), 'refunded'),
      failed: verdictIf(isInReview && !isCheckout, 'failed'),
      'look-again': seekingState === null ? null : { kind: 'proven', because: [] },
      correct: verdictIf(!isInReview && !isInvoice && !isCheckout, 'correct'),
    },
  };
}

/** Records a decision on the order as it was when the evidence was found. */
export async function resolveReview(
  { ledger, now, timeouts, encrypt }: DecisionContext,
  review: Review,
  { decision, by, reason, isOverruling }: ReviewDecision,
): Promise<ResolveResult> {
  const { order, evidence, verdicts, seekingState } = review;
  const verdict = verdicts[decision];
  const state = decision === 'look-again' ? seekingState : STATE_BY_DECISION[decision];
  if (!verdict || state === null) return { kind: 'not-applicable' };
  const isAgainst = verdict.kind === 'refused';
  if (isAgainst && !isOverruling) return { kind: 'refused', because: verdict.because };
  if (now() - evidence.at > MAX_EVIDENCE_AGE_MS) return { kind: 'outdated' };
  const note = `${decision} by ${by}: ${reason} (${WORDS_BY_VERDICT[verdict.kind]}; ${describeFacts(evidence.facts)})`;
  const change: ScheduledChange = {
    reason: decision === 'delivered' || decision === 'look-again' ? null : 'resolved_by_operator',
    ...(decision === 'delivered' && (await deliveryColumns(encrypt, order, evidence))),
    ...(order.state === 'FULFILLED' && correctionColumns(order)),
    ...followUpColumns({ now, timeouts }, decision, order, evidence.facts),
  };
  const result = await ledger.resolve(order, state, note, change, isAgainst);
  await ledger.releaseLease(order.id);
  return result.kind === 'changed'
    ? { kind: 'resolved', order: result.order }
    : { kind: 'outdated' };
}

const WORDS_BY_VERDICT: Readonly<Record<Verdict['kind'], string>> = {
  proven: 'proven',
  open: 'on their word',
  refused: 'against the evidence',
};

const describeFacts = (facts: Facts): string =>
  FACT_NAMES.map((name) => `${name} ${facts[name]}`).join(', ');

/**
 * The state in which the order seeks what its own last intent did. From there it only reads, so that no
 * money moves that may have moved before.
 */
function findSeekingState(
  { alternates, reason }: OrderRow,
  { steps: { isComplete, lastState, placement }, facts, transaction }: OrderEvidence,
): OrderState | null {
  // A person, or a ledger that was lost, may have delivered it: this ledger cannot tell.
  if (reason === 'older_transaction') return null;
  // Nothing was bought: the order begins again, with all its checks.
  if (transaction && isComplete && placement === 'never') {
    return transaction.isOurs ? 'ACCEPTED' : null;
  }
  if (isComplete) {
    const isSeeking = ['DEBIT_UNKNOWN', 'PLACE_UNKNOWN', 'REFUND_UNKNOWN'].includes(lastState);
    return isSeeking ? lastState : null;
  }
  // Later steps are missing: the order may have been placed or paid back meanwhile.
  switch (lastState) {
    case 'PLACING':
    case 'PLACE_UNKNOWN':
    case 'PLACED':
      // Nor may it have gone to another supplier, which that state would not ask.
      return facts.refund === 'none' && alternates === null ? 'PLACE_UNKNOWN' : null;
    case 'REFUNDING':
    case 'REFUND_UNKNOWN':
      return 'REFUND_UNKNOWN';
    default:
      return null;
  }
}

/** What the provider's answer tells of a delivered order. It may be about an attempt that the order had left. */
async function deliveryColumns(
  encrypt: DecisionContext['encrypt'],
  order: OrderRow,
  { decisive }: OrderEvidence,
): Promise<Partial<ScheduledChange>> {
  if (decisive?.outcome.kind !== 'done') return {};
  const { handle, voucher, charged } = decisive.outcome;
  const { number, provider, product, item, cost, callback_handle } = decisive.attempt;
  const isFormer = number !== order.attempt_number;
  return {
    handle,
    ...(voucher !== null && { voucher: await encrypt(voucher) }),
    ...(isFormer && {
      ...{ attempt_number: number, provider, product, item, cost, callback_handle },
      charged_cost: charged ?? null,
      foundAttempt: number,
    }),
  };
}

/** The refund that follows has a tag of its own; the delivery stays in the books. */
const correctionColumns = (order: OrderRow) => ({
  correction_tag: correctionTag(order),
  delivered_at: order.delivered_at ?? order.state_entered_at,
});

/** When the order is worked on next. An end that something may still contradict is watched, or still is. */
function followUpColumns(
  context: Pick<DecisionContext, 'now' | 'timeouts'>,
  decision: Decision,
  order: OrderRow,
  { debit, delivery }: Facts,
): Pick<ScheduledChange, 'next_attempt_at' | 'watch_until'> & ScheduledChange {
  const { lateEffectWatchMs, debitSearchMs, placementSearchMs } = context.timeouts;
  const now = context.now();
  const watch_until = now + lateEffectWatchMs;
  // Suppliers that the order has left may deliver late, whatever is decided.
  const former = formerAttemptsWatch(context, order);
  const watchUntil = order.watch_until ?? former.watch_until;
  const ongoingWatch = (order.watch_until ?? 0) > now ? order.watch_until : null;
  switch (decision) {
    case 'refund':
      return {
        next_attempt_at: now,
        watch_until: delivery === 'corrected' ? ongoingWatch : watch_until,
      };
    case 'correct':
      return { next_attempt_at: now, watch_until: ongoingWatch };
    case 'look-again':
      return { next_attempt_at: now, watch_until: watchUntil };
    case 'failed':
      // A debit may still appear late. One that is known was overruled by a person.
      return debit === 'taken' || debit === 'not-due'
        ? { next_attempt_at: null, watch_until: null }
        : { next_attempt_at: now + debitSearchMs, watch_until };
    case 'refunded':
      // The provider may still deliver an order that it did not know.
      return {
        next_attempt_at: watchUntil === null ? null : now + placementSearchMs,
        watch_until: watchUntil,
      };
    case 'delivered':
      return former;
  }
}
