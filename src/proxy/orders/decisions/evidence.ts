/**
 * Finds the facts about an order, now: from its own steps, the member's history and the provider. It only
 * reads. What cannot be read, or was read too early, proves nothing.
 */
import { listOrderEvents } from '../../ledger/queries.js';
import type { Evidence } from '../../saldo/evidence.js';
import type { OrderRow } from '../../store/tables.js';
import { correctionTag } from '../transfer-tags.js';
import { findDebitEvidence, transferQuery } from '../steps/transfer-evidence.js';
import { askAttempts, decisiveAttempt, type AskedAttempt } from './asked-attempts.js';
import type { DecisionContext } from './decision-context.js';
import { readStepsTaken, type StepsTaken } from './steps-taken.js';
import {
  paidBackFact,
  paymentFact,
  readTransactionEvidence,
  type TransactionEvidence,
} from './transaction-evidence.js';
import type { Facts } from './verdicts.js';

export interface OrderEvidence {
  /** when it was found, ms since 1970 */
  readonly at: number;
  readonly steps: StepsTaken;
  /** what the member's history says; `null` where the order takes no saldo */
  readonly history: { readonly debit: Evidence; readonly refund: Evidence } | null;
  /** what bukaOlshop says of its transaction; `null` where the shop's own checkout did not sell it */
  readonly transaction: TransactionEvidence | null;
  /** what the providers say of each attempt; none where they were certainly never asked for the order */
  readonly attempts: readonly AskedAttempt[];
  /** the one of them that counts for the order */
  readonly decisive: AskedAttempt | null;
  readonly facts: Facts;
}

export async function findOrderEvidence(
  context: DecisionContext,
  order: OrderRow,
): Promise<OrderEvidence> {
  const steps = readStepsTaken(order, await listOrderEvents(context.database.db, order.id));
  const history = order.paid_by === 'saldo' ? await readHistory(context, order) : null;
  const transaction =
    order.paid_by === 'checkout' ? await readTransactionEvidence(context, order) : null;
  const attempts = await askAttempts(context, order, steps);
  const decisive = decisiveAttempt(attempts);
  const hasNotes = await context.shopFacts.historyShowsNotes();
  const at = context.now();
  const isSettled = (intentAt: number | null, searchMs: number): boolean =>
    steps.isComplete
      ? at - (intentAt ?? order.created_at) >= searchMs
      : at - Math.max(intentAt ?? 0, steps.restoredAt ?? order.created_at) >=
        context.timeouts.lateEffectWatchMs;
  return {
    at,
    steps,
    history,
    transaction,
    attempts,
    decisive,
    facts: {
      debit: transaction
        ? paymentFact(transaction)
        : debitFact(context, steps, history?.debit, hasNotes, isSettled),
      refund: transaction
        ? paidBackFact(transaction)
        : refundFact(context, steps, history?.refund, hasNotes, isSettled),
      delivery: deliveryFact(context, order, steps, attempts, isSettled),
    },
  };
}

/** Whether enough time has passed since an intent that its effect would be seen. */
type IsSettled = (intentAt: number | null, searchMs: number) => boolean;

async function readHistory(context: DecisionContext, order: OrderRow) {
  // The debit first: its note, where it is found, proves that this history shows notes.
  const debit = await findDebitEvidence(context, order);
  const memberToken = await context.decrypt(order.shopper_secret);
  // An older copy of the ledger may not know of a correction that was paid.
  const tags = [order.refund_tag, correctionTag(order)];
  const query = transferQuery(order, 'refund', memberToken, tags);
  const refund = await context.saldo.findTransfer({ ...query, laterThan: order.debit_tag });
  return { debit, refund };
}

/** No row carries the tag; without notes, none may have the amount either. */
const isAbsent = (evidence: Evidence, hasNotes: boolean): boolean =>
  evidence.kind === 'absent' && (hasNotes || evidence.similar === 0);

function debitFact(
  { timeouts }: DecisionContext,
  { isComplete, debit, debitAt }: StepsTaken,
  evidence: Evidence | undefined,
  hasNotes: boolean,
  isSettled: IsSettled,
): Facts['debit'] {
  if (!evidence) return 'not-due';
  if (debit === 'made' || evidence.kind === 'found') return 'taken';
  if (evidence.kind === 'conflict') return 'other-amount';
  if (isComplete && debit === 'never') return 'not-taken';
  // Without notes, the watch for a late debit would not see it.
  const searchMs = hasNotes ? timeouts.debitSearchMs : timeouts.lateEffectWatchMs;
  const isMissing = isAbsent(evidence, hasNotes) && isSettled(debitAt, searchMs);
  return isMissing ? 'not-taken' : 'unclear';
}

function refundFact(
  { timeouts }: DecisionContext,
  { isComplete, refund, refundAt }: StepsTaken,
  evidence: Evidence | undefined,
  hasNotes: boolean,
  isSettled: IsSettled,
): Facts['refund'] {
  if (!evidence) return 'none';
  if (evidence.kind === 'found') return 'paid';
  if (evidence.kind === 'conflict') return 'other-amount';
  const isNeverSent = isComplete && refund === 'never';
  // A refund that was sent may come as late as any late effect.
  const mayHaveArrived = isSettled(refundAt, timeouts.lateEffectWatchMs);
  if (!isNeverSent && refund !== 'never' && !mayHaveArrived) return 'pending';
  if (!isNeverSent && !(isAbsent(evidence, hasNotes) && mayHaveArrived)) return 'unclear';
  if (evidence.kind === 'unknown') return 'not-by-us';
  return evidence.similar > 0 ? 'similar' : 'none';
}

function deliveryFact(
  { timeouts }: DecisionContext,
  { delivered_at, paid_by: paidBy }: OrderRow,
  { placementAt }: StepsTaken,
  attempts: readonly AskedAttempt[],
  isSettled: IsSettled,
): Facts['delivery'] {
  if (delivered_at !== null) return 'corrected';
  switch (decisiveAttempt(attempts)?.outcome.kind) {
    case undefined:
      // What the shop's own checkout sold, and the proxy left to a person, may be delivered by hand.
      return paidBy === 'checkout' ? 'unclear' : 'none';
    case 'failed':
      return 'none';
    case 'done':
      return 'delivered';
    case 'pending':
      return 'pending';
    case 'absent': {
      const wasNamed = attempts.some((each) => each.wasNamed);
      return !wasNamed && isSettled(placementAt, timeouts.placementSearchMs) ? 'none' : 'unclear';
    }
    case 'unknown':
      return 'unclear';
  }
}
