/** Asks the suppliers about every attempt of an order that was sent, or may have been. It only reads. */
import { attemptsAhead } from '../../ledger/order-offers.js';
import { referenceOf } from '../../ledger/attempts.js';
import type { Provider, QueryOutcome } from '../../providers/provider.js';
import type { AttemptRow, OrderRow } from '../../store/tables.js';
import {
  canQueryPlacement,
  currentPlacement,
  formerPlacement,
  isKnownPlacement,
  queryPlacement,
  type KnownPlacement,
} from '../steps/placement-query.js';
import type { DecisionContext } from './decision-context.js';
import type { StepsTaken } from './steps-taken.js';

type Attempt = Pick<
  AttemptRow,
  'number' | 'provider' | 'product' | 'item' | 'cost' | 'reference' | 'callback_handle'
>;

export interface AskedAttempt {
  readonly attempt: Attempt;
  readonly outcome: QueryOutcome;
  /** The supplier or a callback has named a handle: then "not found" proves nothing. */
  readonly wasNamed: boolean;
}

/** @returns the current attempt last; attempts that were certainly never sent are left out */
export async function askAttempts(
  { providers, ledger }: DecisionContext,
  order: OrderRow,
  { isComplete, placement }: StepsTaken,
): Promise<readonly AskedAttempt[]> {
  const rows = await ledger.listAttempts(order);
  const former = rows.filter(({ number }) => number !== order.attempt_number);
  // An older copy of the ledger may lack the attempts that came after it.
  const later = isComplete
    ? []
    : attemptsAhead(order).map((each) => ({ ...each, callback_handle: null }));
  const asked: AskedAttempt[] = [];
  for (const attempt of [...former, ...later]) {
    const provider = providers.get(attempt.provider);
    const known = formerPlacement(attempt);
    // The refusal stands where nothing can be asked; of an attempt that is not known, nothing does.
    const isRefusalOnly = provider && !canQueryPlacement(provider, known);
    if (isRefusalOnly && former.some(({ number }) => number === attempt.number)) continue;
    asked.push(await askAttempt(attempt, provider, known));
  }
  const wasSent =
    !isComplete ||
    (placement !== 'never' &&
      (order.attempt_number === 1 || rows.some(({ number }) => number === order.attempt_number)));
  if (!wasSent) return asked;
  const attempt = { ...order, number: order.attempt_number, reference: referenceOf(order) };
  const provider = providers.get(order.provider);
  return [...asked, await askAttempt(attempt, provider, currentPlacement(order))];
}

const askAttempt = async (
  attempt: Attempt,
  provider: Provider | undefined,
  placement: KnownPlacement,
): Promise<AskedAttempt> => ({
  attempt,
  outcome: provider ? await queryPlacement(provider, placement) : IS_OFF,
  wasNamed: placement.handle !== null || placement.claimedHandles.length > 0,
});

const IS_OFF = { kind: 'unknown', code: 'provider is off' } as const;

/** The answer that counts for the order: one that knows it, then one that leaves it open. */
export const decisiveAttempt = (asked: readonly AskedAttempt[]): AskedAttempt | null =>
  asked.find(({ outcome }) => outcome.kind === 'done') ??
  asked.find(({ outcome }) => isKnownPlacement(outcome)) ??
  asked.find(({ outcome }) => outcome.kind === 'unknown') ??
  asked.at(-1) ??
  null;
