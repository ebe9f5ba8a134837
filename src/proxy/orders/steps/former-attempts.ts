/**
 * The attempts that an order has left: each was refused for certain. One that its supplier knows after all is
 * reported, and never settles the order.
 */
import type { AttemptRow, OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { formerPlacement, isKnownPlacement, queryPlacement } from './placement-query.js';
import { changedOrderOrNull, transition } from './transitions.js';

export const describeAttempt = ({
  number,
  provider,
  reference,
}: Pick<AttemptRow, 'number' | 'provider' | 'reference'>): string =>
  `attempt ${String(number)} at ${provider}, reference ${reference}`;

/** Looks at the former attempts that a callback has named. @returns one that its supplier knows */
export async function findNamedAttempt(
  { ledger, providers }: OrderContext,
  order: OrderRow,
): Promise<AttemptRow | null> {
  if (order.attempt_number === 1) return null;
  for (const attempt of await ledger.listAttempts(order)) {
    const provider = providers.get(attempt.provider);
    const isNamed = attempt.is_look_due !== null && attempt.found_at === null;
    if (!provider || !isNamed || attempt.number === order.attempt_number) continue;
    const seen = await queryPlacement(provider, formerPlacement(attempt));
    if (isKnownPlacement(seen)) return attempt;
    // What is not conclusive is looked at again with the order's next step.
    if (seen.kind !== 'unknown') await ledger.recordAttemptLook(attempt);
  }
  return null;
}

/** DEBITED: nothing more is placed; a person decides. */
export const holdForKnownAttempt = (
  context: OrderContext,
  order: OrderRow,
  attempt: AttemptRow,
): Promise<OrderRow | null> => {
  const detail = `refused, but known: ${describeAttempt(attempt)}`;
  return transition(context, order, 'REVIEW', detail, {
    reason: 'evidence_conflicts',
    detail,
    next_attempt_at: null,
    alarm: 'review',
    foundAttempt: attempt.number,
  });
};

/** Raises the alarm of one attempt, once. */
export const reportKnownAttempt = async (
  { ledger }: OrderContext,
  order: OrderRow,
  attempt: Pick<AttemptRow, 'number' | 'provider' | 'reference'>,
  nextAttemptAt: number | null,
): Promise<OrderRow | null> =>
  changedOrderOrNull(
    await ledger.recordObservation(order, `late delivery: ${describeAttempt(attempt)}`, {
      next_attempt_at: nextAttemptAt,
      alarm: 'late-delivery',
      foundAttempt: attempt.number,
    }),
  );
